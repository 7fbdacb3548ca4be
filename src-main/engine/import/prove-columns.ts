import type { Mapping } from '#shared/model/mapping';
import { decideDateOrder } from './date-order';
import { profileColumns } from './profile';
import { decideSerials } from './serial-dates';
import type { Query, StagedColumn } from './staged-file';
import { isAmbiguous } from './values/dates';

/** Columns with their formats proved, dates included. */
export async function proveColumns(query: Query, raw: string, columns: StagedColumn[], mapping: Mapping) {
  const ordered = await ordersAndFormats(query, raw, columns, mapping);
  return { ...ordered, ...(await decideSerials(query, raw, ordered.columns)) };
}

/** Date order and formats depend on each other: a format learned late may need an order. */
async function ordersAndFormats(query: Query, raw: string, columns: StagedColumn[], mapping: Mapping) {
  const first = await decideDateOrder(query, raw, columns, mapping.dateOrder);
  const columnsRead = await profileColumns(query, raw, first.columns);
  const late = columnsRead.some(
    ({ column, format }) =>
      'shapes' in format &&
      format.order === null &&
      format.shapes.some(isAmbiguous) &&
      !first.decisions.some((d) => d.column === column),
  );
  if (!late || first.decisions.length > 0) return { ...first, columns: columnsRead };
  const second = await decideDateOrder(query, raw, columnsRead, mapping.dateOrder);
  return { ...second, columns: await profileColumns(query, raw, second.columns) };
}
