import { rawTable } from '../raw-table';
import type { StagedColumn } from '../staged-file';
import { monthWords } from '../values/date-words';
import { counted, type DamageKind, eachColumn, type ProfiledTable } from './damage-kind';
import { textOf } from './mend';

type Band = { low: number; high: number };
type Value = { value: string; count: number; row: number };

/** More different values than a column of size bands has. */
const mostValues = 200;
const mostlyBands = 0.8;

/** Bands such as 5-20 that a spreadsheet took for dates: `May-20`, `20-May`, 2024-05-20. */
export const bands: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    if (column.format.as !== 'text' || column.field === 'id' || !column.signs?.hyphens) return null;
    const values = await shortValues(table, column);
    const dated = values.filter(({ value }) => candidatesOf(value).length > 0);
    const others = values.filter(({ value }) => !dated.some((one) => one.value === value));
    const [first] = dated;
    if (!first || values.length >= mostValues) return null;
    const likely = likelyBands(dated, others);
    // Where most values are months, months are meant.
    if (likely === null && !(dated.every(isMonthWord) && dated.length < others.length)) return null;
    return { column: withBands(column, likely), damage: damageOf(column, dated, likely) };
  });

function withBands(column: StagedColumn, likely: Record<string, string> | null): StagedColumn {
  if (likely === null || column.format.as !== 'text') return column;
  return { ...column, format: { ...column.format, becomes: { ...column.format.becomes, ...likely } } };
}

function damageOf({ column }: StagedColumn, dated: readonly Value[], likely: Record<string, string> | null) {
  const told = (values: readonly Value[], message: string, mended: boolean, hint: string) => {
    const [first] = values;
    if (!first) return [];
    const count = values.reduce((sum, one) => sum + one.count, 0);
    const text = `${counted(count, 'value')} in “${column}” ${count === 1 ? 'is a date' : 'are dates'}`;
    const samples = [{ row: first.row, value: first.value }];
    return [{ code: 'bands-as-dates', message: text + message, column, count, samples, mended, hint }];
  };
  const mended = dated.filter(({ value }) => likely?.[value] !== undefined);
  const [first] = mended;
  return [
    ...told(
      mended,
      ` that a spreadsheet made of ${mended.length === 1 ? 'a band' : 'bands'}; ${first?.value} is read as ${likely?.[first?.value ?? '']}.`,
      true,
      'Format the column as text before the file is opened and saved in a spreadsheet.',
    ),
    ...told(
      dated.filter((one) => !mended.includes(one)),
      ' that a spreadsheet probably made of something else; nothing tells of what, and they stay.',
      false,
      'Export again, and do not save the file in a spreadsheet.',
    ),
  ];
}

async function shortValues({ query, raw }: ProfiledTable, column: StagedColumn): Promise<Value[]> {
  const text = textOf(column);
  const rows = await query(`
    SELECT ${text} AS value, count(*) AS count, min(rowid) AS first
    FROM ${rawTable(raw)}
    WHERE ${text} IS NOT NULL AND strlen(${text}) <= 40
    GROUP BY 1
    ORDER BY first
    LIMIT ${mostValues}`);
  return rows.map((row) => ({ value: String(row.value), count: Number(row.count), row: Number(row.first) }));
}

const month = '(\\p{L}{3,9})\\.?';
const dayMonth = new RegExp(`^(\\d{1,2})[- ]${month}$`, 'u');
const monthYear = new RegExp(`^${month}[- ](\\d{2})$`, 'u');
const wholeDate = /^(\d{4})-(\d{2})-(\d{2})([ T]00:00(:00)?)?$/;

function isMonthWord({ value }: Value): boolean {
  return dayMonth.test(value.trim()) || monthYear.test(value.trim());
}

/** The bands that a spreadsheet can have made this date of. */
function candidatesOf(value: string): Band[] {
  const text = value.trim();
  const named = dayMonth.exec(text);
  if (named) return bandsOf([Number(named[1]), monthOf(named[2])]);
  const year = monthYear.exec(text);
  if (year) return bandsOf([monthOf(year[1]), Number(year[2])]);
  const whole = wholeDate.exec(text);
  if (!whole) return [];
  const [, y, m, d] = whole.map(Number);
  return [...bandsOf([m ?? 0, d ?? 0]), ...(d === 1 ? bandsOf([m ?? 0, (y ?? 0) % 100]) : [])];
}

function bandsOf([a, b]: [number, number]): Band[] {
  return a === 0 || b === 0 || a === b ? [] : [{ low: Math.min(a, b), high: Math.max(a, b) }];
}

function monthOf(word: string | undefined): number {
  const at = monthWords.indexOf((word ?? '').toLowerCase());
  return at < 0 ? 0 : (at % 12) + 1;
}

const range = /^(\d[\d,. ]*\d|\d)(\s*(?:-|–|to|bis)\s*)(\d[\d,. ]*\d|\d)(\D{0,20})$/u;
const open = /^\D{0,12}\d[\d,. ]*\s*(\+|\D{0,20})$/u;

/**
 * What each date is likely to have been, where the other values are bands and one that the date can have been begins or
 * ends beside another; null where they are no bands.
 */
function likelyBands(dated: readonly Value[], others: readonly Value[]): Record<string, string> | null {
  const found = others.map(({ value }) => range.exec(value.trim())).filter((match) => match !== null);
  const fitting = others.filter(({ value }) => range.test(value.trim()) || open.test(value.trim()));
  if (found.length < 2 || fitting.length < others.length * mostlyBands) return null;
  const [, , between = '-', , behind = ''] = found[0] ?? [];
  const known = found.map((match) => ({ low: digitsOf(match[1]), high: digitsOf(match[3]) }));
  const likely: Record<string, string> = {};
  // A band found stands beside the next one to find.
  for (let left = dated.map(({ value }) => value); ; ) {
    const fitted = left.flatMap((value) => {
      const [band, ...more] = candidatesOf(value).filter((one) => hasRoom(one, known));
      return band && more.length === 0 ? [{ value, band }] : [];
    });
    if (fitted.length === 0) return likely;
    for (const { value, band } of fitted) {
      likely[value] = `${band.low}${between}${band.high}${behind}`;
      known.push(band);
    }
    left = left.filter((value) => likely[value] === undefined);
  }
}

/** Between the bands that are known, or the same as one of them, and beside one without a gap. */
function hasRoom({ low, high }: Band, known: readonly Band[]): boolean {
  if (known.some((band) => band.low === low && band.high === high)) return true;
  const free = known.every((band) => high <= band.low || low >= band.high);
  return free && known.some((band) => Math.abs(band.low - high) <= 1 || Math.abs(low - band.high) <= 1);
}

function digitsOf(text: string | undefined): number {
  return Number((text ?? '').replace(/\D/g, ''));
}
