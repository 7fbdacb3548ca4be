import { WeirError } from '#shared/contract/errors';
import { addDays } from '#shared/time/day';
import { fiscalPeriodAt } from '#shared/time/fiscal-periods';
import { type NamedPeriod, readPeriod } from '#shared/time/period';
import type { WorkspaceFacts } from '../facts';

/**
 * The period that a text names, where there is none the quarter that the day after the as-of day lies in: on its last day
 * a quarter is over. Quarters and years are those of the
 * fiscal calendar of the workspace, with `FY` or without. Error: `invalid-input` for what names no period.
 */
export function askedPeriod(facts: WorkspaceFacts, text: string | undefined, asOf: string): NamedPeriod {
  if (text === undefined) return fiscalPeriodAt(addDays(asOf, 1), 'quarter', facts.fiscalYearStart);
  const period = readPeriod(text, facts.fiscalYearStart).at(-1);
  if (period) return period;
  throw new WeirError({
    code: 'invalid-input',
    message: `"${text}" names no period.`,
    hint: 'Write a quarter as 2026-Q3 or FY2026-Q3, a month as 2026-07, a year as 2026.',
    details: { period: text },
  });
}
