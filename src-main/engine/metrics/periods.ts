import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import { addMonths, monthStart, quarterStart } from '#shared/time/day';

export type TrendGrain = 'quarter' | 'month';

export function followingPeriod(period: string, grain: TrendGrain): string {
  return addMonths(period, grain === 'quarter' ? 3 : 1);
}

/** First days of all quarters or months from that of the first deal to that of `last`. */
export async function periodsUntil(
  connection: Connection,
  grain: TrendGrain,
  last: string,
): Promise<string[]> {
  const { first } = await connection.one<{ first: string | null }>(
    'SELECT weir.moment_of(min(started))::DATE AS first FROM weir.narrow_life',
  );
  const periods: string[] = [];
  const start = first !== null && first < last ? first : last;
  const begin = grain === 'quarter' ? quarterStart(start) : monthStart(start);
  for (let at = begin; at <= last; at = followingPeriod(at, grain)) periods.push(at);
  return periods;
}

/**
 * SQL for the place of the period in which a moment lies. It halves the periods until one is left: of a million moments
 * that takes half as long as cutting each to its period. `bound` writes the first day of one to compare `column` with.
 */
export function periodPlace(
  column: string,
  periods: readonly string[],
  bound: (moment: string) => string,
): string {
  const place = (from: number, to: number): string => {
    if (from >= to) return `${from}::USMALLINT`;
    const middle = (from + to + 1) >> 1;
    const first = bound(`${literal(periods[middle]!)}::TIMESTAMP`);
    return `CASE WHEN ${column} < ${first} THEN ${place(from, middle - 1)} ELSE ${place(middle, to)} END`;
  };
  return place(0, periods.length - 1);
}
