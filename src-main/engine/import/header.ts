import { commonWidth, isFilled } from './rows';
import { contrasts, looksLikeData, type TypedColumns, typedColumns } from './structure/typed-columns';

export type HeaderRows = {
  /** The record that names the columns, from 0; -1 when there is no header. */
  index: number;
  /** The first record that belongs to the header, and the first of the data. */
  from: number;
  data: number;
  /** One name a column, as written; joined of several rows where one alone repeats itself. */
  cells: string[];
  /** Records below the names that are no data: units, notes, the names again. */
  notes: number[];
};

const rowsToSearch = 50;
const mostRows = 4;

/**
 * Finds the header among the first records: the first one that fills nearly all columns with words, with the rows of
 * groups above it and of units or notes below it. `given` settles which record it is; -1 says that there is none. Then
 * the data begins below blank lines and titles.
 */
export function headerRows(rows: readonly string[][], given?: number): HeaderRows {
  const index = given ?? searchHeader(rows);
  if (index < 0) {
    const first = belowTitles(rows);
    return { index: -1, from: first, data: first, cells: [], notes: [] };
  }
  const stack = [rows[index] ?? []];
  const notes: number[] = [];
  let data = index + 1;
  for (; data <= index + mostRows && data < rows.length; data++) {
    const row = rows[data] ?? [];
    const role = roleBelow(row, stack, rows.slice(data + 1, data + 51));
    if (role === 'data') break;
    if (role === 'names') stack.push(row);
    else notes.push(data);
  }
  const groups = isUnique(stack.at(-1) ?? []) ? null : groupsAbove(rows, index);
  if (groups) stack.unshift(groups);
  return { index, from: groups ? index - 1 : index, data, cells: namesOf(stack), notes };
}

function searchHeader(rows: readonly string[][]): number {
  const width = commonWidth(rows.filter(isFilled));
  const needed = Math.max(1, Math.ceil(width * 0.6));
  for (const [index, row] of rows.slice(0, rowsToSearch).entries()) {
    const words = row.filter((cell) => cell.trim() !== '');
    if (words.length < needed) continue;
    // A first row of values is data: better no header than a lost deal.
    const below = rows.slice(index + 1);
    return isData(row, words, typedColumns(below)) || comesAgain(row, below) ? -1 : index;
  }
  return rows.findIndex(isFilled);
}

/** The first row that is no title: one cell where the others have three or more is none of the table. */
function belowTitles(rows: readonly string[][]): number {
  const width = commonWidth(rows.filter(isFilled));
  const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length;
  const first = rows.slice(0, rowsToSearch).findIndex((row) => filled(row) > (width < 3 ? 0 : 1));
  return Math.max(first, 0);
}

/** Values come again in their column; names do so on the next page alone, where most of them do. */
function comesAgain(row: readonly string[], below: readonly string[][]): boolean {
  const isName = (i: number) => (row[i]?.trim() ?? '') !== '';
  const others = below.slice(0, rowsToSearch).filter((other) => {
    const same = row.filter((cell, i) => isName(i) && other[i] === cell).length;
    return same * 2 <= row.filter((_, i) => isName(i)).length;
  });
  return row.some((cell, i) => isName(i) && others.filter((other) => other[i] === cell).length > 1);
}

function isData(row: readonly string[], words: readonly string[], typed: TypedColumns): boolean {
  if (areYears(words)) return false;
  const values = words.filter(looksLikeData).length;
  const overTyped = row.filter((cell, i) => typed[i] && cell.trim() !== '');
  const fitting = overTyped.filter(looksLikeData).length;
  return values / words.length > 0.3 || (fitting > 0 && fitting >= overTyped.length / 2);
}

/** Names of columns may be years, side by side after a word. */
function areYears([first = '', ...others]: readonly string[]): boolean {
  const years = others.filter((cell) => year.test(cell.trim())).map(Number);
  const values = others.filter(looksLikeData);
  return (
    !looksLikeData(first) &&
    years.length > 1 &&
    years.length === values.length &&
    years.every((year, i) => i === 0 || year > (years[i - 1] ?? 0))
  );
}

const year = /^(19|20)\d\d$/;
const unit =
  /^[([]?(%|eur|usd|gbp|cny|rmb|krw|jpy|[$€£¥₩]|k?[$€]|元|万元|元\/月|円|千円|百万円|원|천원|백만원|days?|tage|hours?|months?|yyyy.*|mm\/dd.*|dd.*|text|string|varchar.*|number|numeric|integer|float|decimal.*|date|datetime|boolean|单位.*|단위.*)[)\]]?$/i;
const noteMark = /^([※*#(（[「]|note\b|hinweis\b|anm\b|注|주\s?[:)]|비고|备注)/i;

/** What a row right below the header is; where nothing tells, data. */
function roleBelow(
  row: readonly string[],
  stack: readonly string[][],
  below: readonly string[][],
): 'data' | 'names' | 'note' {
  const names = stack.at(-1) ?? [];
  const words = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (words.length === 0 || !below.some(isFilled)) return 'data';
  if (sameCells(row, names)) return 'note';
  const sparse = words.length <= Math.max(1, names.length / 4);
  if (sparse && names.length > 2 && words.every((word) => noteMark.test(word) || unit.test(word)))
    return 'note';
  const typed = typedColumns(below);
  const standing = contrasts(row, typed);
  const units = words.every((word) => unit.test(word));
  if (units && standing > 0) return 'note';
  const comesAgain = row.some(
    (cell, i) => typed[i] && cell.trim() !== '' && below.some((other) => other[i]?.trim() === cell.trim()),
  );
  const repeating = new Set(names.filter((cell) => cell.trim() !== '')).size <= names.length / 2;
  const instead = !typed.includes(true) && repeating && isUnique(row) && words.length === row.length;
  if (!instead && (standing < 2 || comesAgain || words.some(looksLikeData))) return 'data';
  return isUnique(names) ? 'note' : 'names';
}

/** A row above that names groups of columns: some cells only, and the names below it repeat themselves. */
function groupsAbove(rows: readonly string[][], index: number): string[] | null {
  const above = rows[index - 1];
  const filled = above?.filter((cell) => cell.trim() !== '').length ?? 0;
  const values = above?.some((cell) => looksLikeData(cell) && !year.test(cell.trim())) ?? true;
  return above && filled > 1 && !values ? above : null;
}

/** The lowest row names the columns; where its names repeat themselves, with the groups above before them. */
function namesOf(stack: readonly string[][]): string[] {
  const [first = []] = stack;
  if (stack.length === 1 || isUnique(first)) return first;
  const width = Math.max(...stack.map((row) => row.length));
  const lowest = Array.from({ length: width }, (_, i) => lastOf(stack.map((row) => row[i]?.trim() ?? '')));
  const spread = stack.slice(0, -1).map((row) => spreadRight(row, width));
  const seen = new Set<string>();
  const again = new Set(lowest.filter((name) => seen.has(name) || !seen.add(name)));
  return lowest.map((name, i) => {
    if (!again.has(name)) return name;
    const parts = [...spread.map((row) => row[i] ?? ''), name].filter((part) => part !== '');
    return [...new Set(parts)].join(' - ');
  });
}

function lastOf(parts: readonly string[]): string {
  return parts.findLast((part) => part !== '') ?? '';
}

/** A group holds for the empty cells to its right. */
function spreadRight(row: readonly string[], width: number): string[] {
  let group = '';
  return Array.from({ length: width }, (_, i) => {
    group = row[i]?.trim() || group;
    return group;
  });
}

/** Whether the row names nearly every column, each otherwise. */
function isUnique(row: readonly string[]): boolean {
  const words = row.map((cell) => cell.trim().toLowerCase()).filter((cell) => cell !== '');
  return words.length >= row.length * 0.9 && new Set(words).size === words.length;
}

/** Whether two rows say the same, blanks and case aside. */
export function sameCells(a: readonly string[], b: readonly string[]): boolean {
  const width = Math.max(a.length, b.length);
  return Array.from({ length: width }).every(
    (_, i) => (a[i] ?? '').trim().toLowerCase() === (b[i] ?? '').trim().toLowerCase(),
  );
}

/**
 * Names for `width` columns, each once: trimmed and on one line, `x` again becomes `x_2`, an empty one
 * `column_3`. DuckDB ignores case, so `Name` and `name` count as the same.
 */
export function headerNames(cells: readonly string[], width = cells.length): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return Array.from({ length: width }, (_, i) => {
    const base = cleanName(cells[i] ?? '') || `column_${i + 1}`;
    let name = base;
    let n = next.get(base) ?? 2;
    for (; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    next.set(base, n);
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A name longer than this is a line that lost its end. */
const longestName = 300;

function cleanName(cell: string): string {
  return cell
    .slice(0, 10 * longestName)
    .replaceAll('\0', '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestName);
}
