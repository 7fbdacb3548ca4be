import { headerOf } from '../exports/match-header';
import { nameMeanings } from '../name-meanings';
import { isSalesWord } from '../sales-content';
import { readHeaders } from '../words/read-header';
import { isPeriod } from './periods';
import { groupTotalPattern, totalPattern } from './stray-words';
import { looksLikeData } from './typed-columns';

const rowsToSearch = 10;
const rowsBelow = 10;
const fewestAcross = 3;
/** Names of what stands down, of the measure, and of totals, beside the names across. */
const mostBeside = 4;

const total = new RegExp(totalPattern, 'iu');
const groupTotal = new RegExp(groupTotalPattern, 'iu');

/**
 * In words, why rows are one matrix report: stages or periods across, groups down, and totals that are the sums of the
 * cells beside or above them. Null for any other table, such as a list with a length for each stage and their sum.
 */
export function matrixSeen(rows: readonly string[][]): string | null {
  for (const [i, row] of rows.slice(0, rowsToSearch).entries()) {
    const across = acrossOf(row, numericBelow(rows, i));
    if (!across || namesDeals(row)) continue;
    const body = rows
      .slice(i + 1)
      .filter((below) => across.columns.some((at) => numberOf(below[at]) !== null));
    const cells = body.flatMap((below) => across.columns.map((at) => below[at]?.trim() ?? ''));
    if (body.length < 2 || cells.some((cell) => cell !== '' && numberOf(cell) === null)) continue;
    const totals = body.filter(isTotal);
    const isCrossed = across.total !== null && addAcross(body, across.columns, across.total);
    const isSummed = (totals.length > 1 || across.areStages) && addDown(body, totals, across.columns);
    if (isCrossed || isSummed)
      return `line ${(i + 1).toLocaleString('en')} has ${across.areStages ? 'stages' : 'periods'} across, with sums below`;
  }
  return null;
}

type Across = { columns: number[]; total: number | null; areStages: boolean };

/** Columns of numbers alone in the rows right below. */
function numericBelow(rows: readonly string[][], at: number): number[] {
  const below = rows.slice(at + 1, at + 1 + rowsBelow);
  return (rows[at] ?? []).flatMap((_, i) => {
    const cells = below.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.every((cell) => numberOf(cell) !== null) ? [i] : [];
  });
}

function acrossOf(row: readonly string[], numeric: readonly number[]): Across | null {
  if (numeric.length < fewestAcross) return null;
  const cells = row.map((cell) => cell.trim());
  const words = cells.filter((cell) => cell !== '');
  const at = (test: (cell: string) => boolean) => numeric.filter((i) => cells[i] && test(cells[i]));
  const total = at((cell) => isTotalWord(cell)).at(-1) ?? null;
  const periods = at(isPeriod);
  const areStages = periods.length < fewestAcross;
  const columns = areStages ? at((cell) => !looksLikeData(cell) && isSalesWord(cell)) : periods;
  const names = new Set(columns.map((i) => cells[i]));
  if (columns.length < fewestAcross || names.size < columns.length) return null;
  return columns.length + mostBeside < words.length ? null : { columns, total, areStages };
}

/** Whether the rows are deals and not groups of them. */
function namesDeals(row: readonly string[]): boolean {
  const { headers } = readHeaders([...row]);
  return row.some((cell, i) =>
    nameMeanings(headerOf(cell), headers[i]!, 'opportunities').some(
      ({ field, usual }) => usual && (field === 'id' || field === 'name'),
    ),
  );
}

function isTotalWord(cell: string): boolean {
  return total.test(cell) || groupTotal.test(cell);
}

function isTotal(row: readonly string[]): boolean {
  return row.slice(0, 3).some((cell) => isTotalWord(cell.trim()));
}

function addAcross(body: readonly string[][], columns: readonly number[], at: number): boolean {
  const rows = body.filter((row) => numberOf(row[at]) !== null);
  const right = rows.filter((row) =>
    isSum(
      columns.map((i) => row[i]),
      row[at],
    ),
  );
  return rows.length > 1 && right.length >= rows.length * 0.8;
}

/** The last total is that of all rows that are no totals themselves. */
function addDown(
  body: readonly string[][],
  totals: readonly string[][],
  columns: readonly number[],
): boolean {
  const last = totals.at(-1);
  const rows = body.filter((row) => !isTotal(row));
  const right = columns.filter((i) =>
    isSum(
      rows.map((row) => row[i]),
      last?.[i],
    ),
  );
  return last !== undefined && rows.length > 1 && right.length >= columns.length * 0.8;
}

function isSum(parts: readonly (string | undefined)[], whole: string | undefined): boolean {
  const sum = parts.reduce((all, part) => all + (numberOf(part) ?? 0), 0);
  const told = numberOf(whole) ?? 0;
  return Math.abs(sum - told) <= 0.5 + Math.abs(told) * 0.001;
}

/** A number as exact as comparing sums needs; null where a cell holds anything else. */
function numberOf(cell: string | undefined): number | null {
  const text = cell?.trim() ?? '';
  if (!/^[^\p{L}\d]{0,3}([A-Z]{3} ?)?-?\d[\d.,\s'’]*[^\p{L}\d]{0,3}( ?[A-Z]{3})?$/u.test(text)) return null;
  const [, whole = '', fraction = ''] = /^(.*?)(?:[.,](\d{1,2}))?\D*$/.exec(text) ?? [];
  const value = Number(`${whole.replace(/\D/g, '') || '0'}.${fraction || '0'}`);
  return /^[^\d]*[-(−]/.test(text) ? -value : value;
}
