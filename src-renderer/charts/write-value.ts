import type { SqlResult } from '#shared/results/metrics';
import { type Formatters, missing } from './formatters';

type Value = SqlResult['rows'][number][number];

/**
 * How the values of a column are read: shares, which the column's name tells, in percent; fractions with as many digits in
 * every row; whole numbers in groups where one has five digits, so that years stay as they are; ids and texts untouched.
 */
export function columnWriter(
  { columns, rows }: Pick<SqlResult, 'columns' | 'rows'>,
  at: number,
  format: Formatters,
): (value: Value | undefined) => string {
  const name = columns[at]?.name ?? '';
  const numbers = rows.flatMap((row) => (typeof row[at] === 'number' ? [row[at]] : []));
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const write = numberWriter(name, largest, numbers.every(Number.isInteger), format);
  return (value) => {
    if (value == null) return missing;
    return typeof value === 'number' ? write(value) : String(value);
  };
}

function numberWriter(
  name: string,
  largest: number,
  isWhole: boolean,
  format: Formatters,
): (value: number) => string {
  if (/(^|_)(id|key)$/i.test(name)) return String;
  if (isShare(name) && largest <= 1) return (value) => format.percent(value, 1);
  if (!isWhole) return (value) => format.fixed(value, largest < 1 ? 4 : 2);
  return largest < 10_000 ? (value) => format.plain(value) : format.count;
}

/** Whether a column's name says that it holds shares, 0 to 1. */
export function isShare(name: string): boolean {
  return /(^|_)(rate|share|conversion|naive)$/i.test(name);
}
