import { addDays, daysBetween } from '#shared/time/day';
import { fiscalPeriodAt, type PeriodGrain } from '#shared/time/fiscal-periods';
import { type NamedPeriod, readPeriod } from '#shared/time/period';

export type Grain = PeriodGrain | 'days';

/** A period with its number, one up from the one before, and its place in the year. */
export type CountedPeriod = NamedPeriod & { index: number; season: number };

const months = { month: 1, quarter: 3, year: 12 } as const;

/**
 * The period of a name, or `next-90`: so many days after the as-of day. Quarters and years are those of the fiscal year that
 * begins in month `yearStart`, whether FY is written or not; null where the text names no period.
 */
export function namedPeriod(
  text: string,
  yearStart: number,
  asOf: string,
): (NamedPeriod & { grain: Grain }) | null {
  const ahead = /^next-(\d{1,4})$/.exec(text.trim())?.[1];
  if (ahead !== undefined && Number(ahead) > 0) {
    return {
      label: `next-${Number(ahead)}`,
      from: addDays(asOf, 1),
      to: addDays(asOf, Number(ahead)),
      grain: 'days',
    };
  }
  const period = readPeriod(text, yearStart).at(-1);
  if (!period) return null;
  const length = daysBetween(period.from, period.to);
  return { ...period, grain: length < 32 ? 'month' : length < 100 ? 'quarter' : 'year' };
}

/** The period before. Of days from today on, as many days before them, named by their first. */
function periodBefore({ from, to }: NamedPeriod, grain: Grain, yearStart: number): NamedPeriod {
  if (grain !== 'days') return fiscalPeriodAt(from, grain, yearStart, -1);
  const days = daysBetween(from, to) + 1;
  return { label: addDays(from, -days), from: addDays(from, -days), to: addDays(from, -1) };
}

/** Place of a period in its year, from 0. */
export function seasonOf(from: string, grain: Grain, yearStart: number): number {
  if (grain === 'days') return 0;
  return Math.floor(((Number(from.slice(5, 7)) - yearStart + 12) % 12) / months[grain]);
}

/** All periods from the one that began on or after `first` up to the given one, which is the last. */
export function periodsUpTo(
  last: NamedPeriod,
  grain: Grain,
  yearStart: number,
  first: string,
): CountedPeriod[] {
  const periods: NamedPeriod[] = [last];
  while (periods[0]!.from > first) {
    const before = periodBefore(periods[0]!, grain, yearStart);
    if (before.from < first) break;
    periods.unshift(before);
  }
  return periods.map((period, index) => ({
    ...period,
    index,
    season: seasonOf(period.from, grain, yearStart),
  }));
}

/** Weeks that a period of a grain is counted in; the last ends with it. */
export function weeksOf({ from, to }: NamedPeriod): number {
  return Math.round((daysBetween(from, to) + 1) / 7);
}

/** The week that so many days before the end are in, from 1; 0 before the period began, `weeks` when it is over. */
export function weekOf(period: NamedPeriod, daysLeft: number): number {
  if (daysLeft > daysBetween(period.from, period.to)) return 0;
  return Math.max(1, weeksOf(period) - Math.floor(daysLeft / 7));
}
