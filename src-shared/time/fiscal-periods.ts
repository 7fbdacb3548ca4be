import { addDays, addMonths, daysBetween } from './day';
import type { NamedPeriod } from './period';

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;
export type PeriodGrain = keyof typeof monthsIn;

/** The month, quarter or year of the fiscal calendar that a day is in, or so many after it (before it, below zero). */
export function fiscalPeriodAt(day: string, grain: PeriodGrain, yearStart: number, ahead = 0): NamedPeriod {
  const months = monthsIn[grain];
  const into = (((Number(day.slice(5, 7)) - yearStart) % months) + months) % months;
  const from = addMonths(day, ahead * months - into);
  const to = addDays(addMonths(from, months), -1);
  return { label: periodName(from, to, yearStart), from, to };
}

/** How many calendar months a period has. */
export function monthsOf({ from, to }: Pick<NamedPeriod, 'from' | 'to'>): number {
  return Math.max(1, Math.round((daysBetween(from, to) + 1) / 30.44));
}

/** What a month, quarter or year of the fiscal calendar is called: `2026-07`, `2026-Q3`, `FY2027-Q1`, `2026`. */
export function periodName(from: string, to: string, yearStart: number): string {
  const months = monthsOf({ from, to });
  if (months === 1) return from.slice(0, 7);
  const place = (Number(from.slice(5, 7)) - yearStart + 12) % 12;
  // A fiscal year is named after the calendar year that it ends in.
  const year = addMonths(from, 11 - place).slice(0, 4);
  const prefix = yearStart === 1 ? '' : 'FY';
  return months === 3 ? `${prefix}${year}-Q${Math.floor(place / 3) + 1}` : `${prefix}${year}`;
}
