import type { SqlResult } from '#shared/results/metrics';
import { type Formatters, missing } from './formatters';

/**
 * A value of a query's result as people read it: numbers of five digits and more in groups, so that years and short numbers
 * of deals stay as they are; shares, which their column's name tells, in percent; ids and days untouched.
 */
export function writeValue(
  value: SqlResult['rows'][number][number],
  column: string,
  format: Formatters,
): string {
  if (value === null) return missing;
  if (typeof value !== 'number') return String(value);
  if (/(^|_)(id|key)$/i.test(column)) return String(value);
  if (isShare(column) && Math.abs(value) <= 1) return format.percent(value, 1);
  return Number.isInteger(value) ? format.plain(value) : format.number(value, Math.abs(value) < 1 ? 4 : 2);
}

/** Whether a column's name says that it holds shares, 0 to 1. */
export function isShare(column: string): boolean {
  return /(^|_)(rate|share|conversion|naive)$/i.test(column);
}
