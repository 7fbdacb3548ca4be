import { addMonths, daysBetween } from '#shared/time/day';
import type { NamedPeriod } from '#shared/time/period';

/** How many calendar months a period has. */
export function monthsOf({ from, to }: Pick<NamedPeriod, 'from' | 'to'>): number {
  return Math.max(1, Math.round((daysBetween(from, to) + 1) / 30.44));
}

/** What a month, quarter or year of the fiscal calendar is called: `2026-07`, `2026-Q3`, `FY2027-Q1`, `2026`. */
export function periodName(from: string, to: string, fiscalYearStart: number): string {
  const months = monthsOf({ from, to });
  if (months === 1) return from.slice(0, 7);
  const place = (Number(from.slice(5, 7)) - fiscalYearStart + 12) % 12;
  // A fiscal year is named after the calendar year that it ends in.
  const year = addMonths(from, 11 - place).slice(0, 4);
  const prefix = fiscalYearStart === 1 ? '' : 'FY';
  return months === 3 ? `${prefix}${year}-Q${Math.floor(place / 3) + 1}` : `${prefix}${year}`;
}
