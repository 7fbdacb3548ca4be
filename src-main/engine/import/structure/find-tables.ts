import type { TextRecord } from '../cut';
import { type HeaderRows, headerRows, sameCells } from '../header';
import { isFilled } from '../rows';
import { contrasts, looksLikeData, typedColumns } from './typed-columns';

/** A table among the records of a text: from its header to the record before the next table. */
export type TextTable = HeaderRows & {
  /** First record after the table. */
  end: number;
};

const rowsBelow = 30;

/**
 * The tables of a text, in order. A new one begins where the names of columns stand again over copies of rows, or
 * where, after a blank line or with another number of cells, a row of words stands over values. `given` is the record
 * of the header where the user named it, -1 for none; then there is one table.
 */
export function findTables(records: readonly TextRecord[], given?: number): TextTable[] {
  const rows = records.map(({ cells }) => cells);
  const first = headerRows(rows, given);
  if (given !== undefined || first.index < 0) return [{ ...first, end: rows.length }];
  const tables: TextTable[] = [];
  let current = first;
  for (let i = first.data + 1; i < rows.length; i++) {
    if (!beginsTable(rows, i, current)) continue;
    const next = shifted(headerRows(rows.slice(i), 0), i);
    tables.push({ ...current, end: lastFilled(rows, next.from, current.data) });
    current = next;
    i = next.data;
  }
  return [...tables, { ...current, end: rows.length }];
}

function shifted(header: HeaderRows, by: number): HeaderRows {
  const { index, from, data, notes } = header;
  return {
    ...header,
    index: index + by,
    from: from + by,
    data: data + by,
    notes: notes.map((note) => note + by),
  };
}

function beginsTable(rows: readonly string[][], i: number, current: HeaderRows): boolean {
  const row = rows[i] ?? [];
  const names = rows[current.index] ?? [];
  if (!isFilled(row)) return false;
  if (sameCells(row, names)) return areCopies(rows, current.data, i);
  const apart = isBlank(rows[i - 1]) || (isTitle(rows[i - 1]) && isBlank(rows[i - 2]));
  const otherWidth = row.length !== rows[i - 1]?.length && row.length === rows[i + 1]?.length;
  if (!apart && !otherWidth) return false;
  const words = row.filter((cell) => cell.trim() !== '');
  if (words.length < 2 || words.some(looksLikeData) || new Set(words).size < words.length) return false;
  const above = typedColumns(rows.slice(current.data, i).filter(isFilled));
  const below = typedColumns(rowsUntilBlank(rows, i + 1));
  // A row that fits the values above it goes on with them.
  return contrasts(row, below) > 0 && (contrasts(row, above) > 0 || otherWidth);
}

/** Whether most rows after the second header were there before: a copy of the table and not its next page. */
function areCopies(rows: readonly string[][], from: number, header: number): boolean {
  const before = new Set(rows.slice(from, header).map((row) => row.join('\u0000')));
  const after = rows.slice(header + 1).filter(isFilled);
  const again = after.filter((row) => before.has(row.join('\u0000'))).length;
  return after.length > 0 && again >= after.length / 2;
}

function rowsUntilBlank(rows: readonly string[][], from: number): string[][] {
  const part = rows.slice(from, from + rowsBelow);
  const blank = part.findIndex((row) => !isFilled(row));
  return blank < 0 ? part : part.slice(0, blank);
}

function isBlank(row: string[] | undefined): boolean {
  return row !== undefined && !isFilled(row);
}

function isTitle(row: string[] | undefined): boolean {
  return row?.filter((cell) => cell.trim() !== '').length === 1;
}

/** Blank lines and a title between two tables belong to neither. */
function lastFilled(rows: readonly string[][], before: number, data: number): number {
  let end = before;
  if (end - 1 > data && isTitle(rows[end - 1]) && isBlank(rows[end - 2])) end--;
  while (end > data && isBlank(rows[end - 1])) end--;
  return end;
}
