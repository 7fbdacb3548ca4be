import { identifier } from '../query/sql-text';
import { rawTable } from './raw-table';
import type { Query } from './staged-file';

const perPlace = 400;

/** Rows from the beginning, the middle and the end, in file order, with cells in the order of the columns. */
export async function sampleRows(
  query: Query,
  raw: string,
  columns: readonly string[],
  rows: number,
): Promise<(string | null)[][]> {
  const places = rows <= perPlace * 3 ? [0] : [0, Math.floor(rows / 2), rows - perPlace];
  const size = rows <= perPlace * 3 ? rows : perPlace;
  const condition = places.map((from) => `rowid BETWEEN ${from} AND ${from + size - 1}`).join(' OR ');
  // A cell of a megabyte says nothing more than its beginning.
  const cells = columns.map((name, i) => `left(${identifier(name)}, 300) AS c${i}`).join(', ');
  const found = await query(`SELECT ${cells} FROM ${rawTable(raw)} WHERE ${condition} ORDER BY rowid`);
  return found.map((row) => columns.map((_, i) => textOf(row[`c${i}`])));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
