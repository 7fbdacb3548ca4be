import type { CohortGrain } from '#shared/contract/cohort-params';
import { addDays, addMonths } from '#shared/time/day';

/** First day of the month, or of the quarter of a fiscal year that begins in month `yearStart` (1 to 12), of a day. */
export function fiscalPeriod(day: string, grain: CohortGrain, yearStart: number): string {
  if (grain === 'month') return addMonths(day, 0);
  const month = Number(day.slice(5, 7));
  return addMonths(day, -((((month - yearStart) % 3) + 3) % 3));
}

/** First day of the month or quarter after the one that begins on `first`. */
export function periodAfter(first: string, grain: CohortGrain): string {
  return addMonths(first, grain === 'month' ? 1 : 3);
}

/** Whether the month or quarter that begins on `first` was over at the end of the as-of day. */
export function isPeriodOver(first: string, grain: CohortGrain, asOf: string): boolean {
  return periodAfter(first, grain) <= addDays(asOf, 1);
}
