import type { Numbering } from './dialect';
import { commonWidth, isFilled } from './rows';

export type HeaderRow = {
  /** Which record it is, from 0; -1 when the file has no header. */
  index: number;
  /** Which line it begins on, from 1; 0 when there is none. */
  line: number;
  cells: string[];
};

const linesToSearch = 50;

/**
 * Finds the header among the first records: the first one that fills nearly all columns with words. Notes above
 * it fill few. `headerLine` settles it: a line number, or 0 for a file without header.
 */
export function headerRow(
  rows: string[][],
  headerLine?: number | undefined,
  numbering: Numbering = 'lines',
): HeaderRow {
  if (headerLine === 0) return { index: -1, line: 0, cells: [] };
  const lines = numbering === 'lines' ? startLines(rows) : rows.map((_, i) => i + 1);
  const index = headerLine === undefined ? searchHeader(rows) : lines.findIndex((line) => line >= headerLine);
  if (index < 0) return { index: -1, line: 0, cells: [] };
  return { index, line: lines[index] ?? 0, cells: rows[index] ?? [] };
}

function searchHeader(rows: string[][]): number {
  const filled = rows.filter(isFilled);
  const width = commonWidth(filled);
  const needed = Math.max(1, Math.ceil(width * 0.6));
  for (const [index, row] of rows.slice(0, linesToSearch).entries()) {
    const words = row.filter((cell) => cell.trim() !== '');
    if (words.length < needed) continue;
    const data = words.filter(looksLikeData).length;
    // A first row of values is data: better no header than a lost deal.
    return data / words.length > 0.3 ? -1 : index;
  }
  return rows.findIndex(isFilled);
}

const number = /^[-+(]?[$€£¥]?\s?\d[\d.,\s]*[)%]?$/;
const date = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?$/;
const mail = /^\S+@\S+\.\S+$/;

function looksLikeData(cell: string): boolean {
  const text = cell.trim();
  return number.test(text) || date.test(text) || mail.test(text) || text.length > 200;
}

/** Line on which each record begins: quoted cells may span lines. */
function startLines(rows: string[][]): number[] {
  let line = 1;
  return rows.map((row) => {
    const start = line;
    line += 1 + row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return start;
  });
}

/**
 * Names for `width` columns, each once: trimmed and on one line, `x` again becomes `x_2`, an empty one
 * `column_3`. DuckDB ignores case, so `Name` and `name` count as the same.
 */
export function headerNames(cells: string[], width = cells.length): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, i) => {
    const base = cleanName(cells[i] ?? '') || `column_${i + 1}`;
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function cleanName(cell: string): string {
  return cell.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
}
