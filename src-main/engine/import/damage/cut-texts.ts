import { rawTable } from '../raw-table';
import { cellsWhere, counted, type DamageKind, eachColumn } from './damage-kind';
import { textOf } from './mend';

/** Lengths at which databases and spreadsheets cut a text. */
const limits = [32_767, 255];
const enough = 3;

/** Texts that many times have exactly the length at which something before cut them. */
export const cutTexts: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    if ((column.signs?.longest ?? 0) < 255) return null;
    const text = textOf(column);
    const parts = limits.flatMap((limit) => [
      `count(*) FILTER (length(${text}) = ${limit}) AS at_${limit}`,
      `count(*) FILTER (length(${text}) BETWEEN ${limit - 10} AND ${limit - 1}) AS below_${limit}`,
    ]);
    const [row = {}] = await table.query(`SELECT ${parts.join(', ')} FROM ${rawTable(table.raw)}`);
    const cut = limits.find((limit) => {
      const at = Number(row[`at_${limit}`]);
      return at >= enough && at > Number(row[`below_${limit}`]);
    });
    if (cut === undefined) return null;
    const cells = await cellsWhere(table, column, `length(${text}) = ${cut}`);
    const damage = {
      code: 'texts-cut-off',
      message: `${counted(cells.count, 'text')} in “${column.column}” have exactly ${cut.toLocaleString('en')} characters; what came after was probably cut off.`,
      column: column.column,
      count: cells.count,
      samples: cells.samples.map(({ row, value }) => ({ row, value: `${value.slice(0, 60)}…` })),
      mended: false,
      hint: 'Nothing is to be done unless the whole texts matter; then export them without that limit.',
    };
    return { column, damage: [damage] };
  });
