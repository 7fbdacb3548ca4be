import { columnAggregates } from '../column-aggregates';
import { rawTable } from '../raw-table';
import type { StagedColumn } from '../staged-file';
import {
  type Cells,
  cellsWhere,
  counted,
  type DamageKind,
  eachColumn,
  type ProfiledTable,
} from './damage-kind';
import { textOf, withMend } from './mend';
import { isEastAsianSql, isMisreadSql, isMojibakeSql, recodedSql } from './recoded-sql';

/** Text in one encoding that a program before read as another: `MÃ¼ller`. */
export const mojibake: DamageKind = async (table) => {
  const misread = await misreadColumns(table);
  return eachColumn(table.columns, async (column) => {
    if (!misread.has(column)) return null;
    const text = textOf(column);
    const read = recodedSql(text);
    const mended = await cellsWhere(table, column, `${isMojibakeSql(text)} AND ${read} <> ${text}`);
    const left = await cellsWhere(table, column, `${isMojibakeSql(text)} AND ${read} = ${text}`);
    const asian = await cellsWhere(table, column, `${isEastAsianSql(read)} AND NOT ${isMojibakeSql(text)}`);
    return {
      column: mended.count > 0 ? withMend(column, { as: 'recoded' }) : column,
      damage: [
        ...found(column, 'misread-utf-8', mended, true),
        ...found(column, 'misread-utf-8-in-part', left, false),
        ...found(column, 'misread-east-asian', asian, false),
      ],
    };
  });
};

const words = {
  'misread-utf-8': (one: boolean) =>
    `${one ? 'holds' : 'hold'} UTF-8 that another program read as Windows-1252; ${one ? 'it is read as what it was' : 'they are read as what they were'}.`,
  'misread-utf-8-in-part': (one: boolean) =>
    `${one ? 'holds' : 'hold'} UTF-8 that another program read as Windows-1252, with bytes missing; ${one ? 'it stays as it is' : 'they stay as they are'}.`,
  'misread-east-asian': (one: boolean) =>
    `${one ? 'looks' : 'look'} like Chinese or Korean that another program read as a Western encoding; ${one ? 'it stays as it is' : 'they stay as they are'}.`,
} as const;

function found({ column }: StagedColumn, code: keyof typeof words, cells: Cells, mended: boolean) {
  if (cells.count === 0) return [];
  const one = cells.count === 1;
  const message = `${counted(cells.count, 'value')} in “${column}” ${words[code](one)}`;
  const hint = 'Export as UTF-8, and open the file in a spreadsheet by importing it as UTF-8.';
  return [{ code, message, column, ...cells, mended, hint }];
}

/** Looks at the columns together that have letters beyond ASCII at all. */
async function misreadColumns({ query, raw, columns }: ProfiledTable): Promise<Set<StagedColumn>> {
  const foreign = columns.filter(({ signs }) => signs && signs.foreign > 0);
  if (foreign.length === 0) return new Set();
  const counts = await columnAggregates(query, rawTable(raw), foreign, (column) => [
    ['misread', `count(*) FILTER (${isMisreadSql(textOf(column))})`],
  ]);
  return new Set(foreign.filter((_, i) => Number(counts[i]?.('misread')) > 0));
}
