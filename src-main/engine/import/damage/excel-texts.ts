import { identifier } from '../../query/sql-text';
import { rawTable } from '../raw-table';
import type { StagedColumn } from '../staged-file';
import { cellsWhere, counted, type DamageKind, eachColumn, type ProfiledTable } from './damage-kind';
import { withMend } from './mend';
import { signsOf, signsSql } from './signs';
import { isWrappedSql } from './unwrapped-sql';

/** Cells whose text stands in a formula, `="00123"`, or behind an apostrophe. */
export const excelTexts: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    const wraps = column.mends?.some(({ as }) => as === 'unwrapped') ?? false;
    if (!wraps && !column.signs?.marked) return null;
    const cells = await cellsWhere(table, column, isWrappedSql(identifier(column.column)));
    if (cells.count === 0) return null;
    const damage = {
      code: 'texts-in-formulas',
      message: `${counted(cells.count, 'value')} in “${column.column}” ${cells.count === 1 ? 'stands' : 'stand'} in a formula or behind an apostrophe, as exporters write them for Excel; the text itself is read.`,
      column: column.column,
      ...cells,
      mended: true,
      hint: 'Nothing is to be done.',
    };
    return { column: wraps ? column : await lookAgain(table, column), damage: [damage] };
  });

/** What is inside the formulas has signs of its own. */
async function lookAgain({ query, raw }: ProfiledTable, column: StagedColumn): Promise<StagedColumn> {
  const mended = withMend(column, { as: 'unwrapped' });
  if (!column.signs) return mended;
  const parts = signsSql(mended).map(([name, sql]) => `${sql} AS ${name}`);
  const [row = {}] = await query(`SELECT ${parts.join(', ')} FROM ${rawTable(raw)}`);
  return { ...mended, signs: signsOf((name) => Number(row[name] ?? 0)) };
}
