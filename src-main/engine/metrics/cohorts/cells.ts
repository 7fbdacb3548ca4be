import { aalenJohansen, type IncidenceEstimate, valueAt } from '#engine/stats/aalen-johansen';
import { WeirError } from '#shared/contract/errors';
import type { CohortRow } from '#shared/results/cohorts';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import { sumOf, toCents } from '../group-by';
import { readableAge } from '../support';
import { type CohortCounts, type CohortScope, endOfStep, slack } from './cohort-counts';

/** The cells of cohorts, up to the step of age that the oldest deal of each is in. Too many of them are refused. */
export function cohortRows(cohorts: readonly CohortCounts[], scope: CohortScope): CohortRow[] {
  const cells = sumOf(cohorts, ({ won }) => won.length);
  if (cells > constants.cohortCells) throw tooMany(cells, scope);
  return cohorts.flatMap((cohort) => rowsOf(cohort, scope));
}

function tooMany(cells: number, { by }: MetricScope): WeirError {
  return new WeirError({
    code: 'invalid-input',
    message: `Cohorts by age make ${cells.toLocaleString('en')} cells here; ${constants.cohortCells.toLocaleString('en')} are shown at most.`,
    hint: `Choose quarters, a longer step of age, ${by ? 'a field with fewer values, ' : ''}or a shorter period.`,
  });
}

/** Whether a cohort was over, and its youngest deal as old as the end of the step, on the as-of day. */
export function isObserved({ isOver, youngest }: CohortCounts, bucket: number, ageStep: number): boolean {
  return isOver && youngest >= (bucket + 1) * ageStep - slack;
}

function rowsOf(cohort: CohortCounts, { by, weight, ageStep }: CohortScope): CohortRow[] {
  const { key, deals, value } = cohort;
  const sums = { won: 0, lost: 0, wonValue: 0, lostValue: 0 };
  const rateAt = ratesOf(cohort, weight);
  const whole = weight === 'value' ? value : deals;
  return Array.from(cohort.won, (_, bucket) => {
    for (const name of ['won', 'lost', 'wonValue', 'lostValue'] as const) sums[name] += cohort[name][bucket]!;
    const observed = isObserved(cohort, bucket, ageStep);
    const [won, lost] = rateAt(endOfStep(bucket, ageStep), observed);
    const soFar = weight === 'value' ? sums.wonValue : sums.won;
    return {
      ...(by === undefined ? {} : { key }),
      cohort: cohort.cohort,
      age: rounded((bucket + 1) * ageStep),
      bucket,
      deals,
      won: sums.won,
      lost: sums.lost,
      open: deals - sums.won - sums.lost,
      wonRate: won.value,
      low: won.low,
      high: won.high,
      lostRate: lost.value,
      lostLow: lost.low,
      lostHigh: lost.high,
      naive: whole > 0 ? soFar / whole : null,
      value: toCents(value),
      wonValue: toCents(sums.wonValue),
      lostValue: toCents(sums.lostValue),
      observed,
    };
  });
}

/** Steps of a part of a day add up with roundings. */
export function rounded(days: number): number {
  return Math.round(days * 1e6) / 1e6;
}

type Rate = { value: number | null; low: number | null; high: number | null };
const unknown: Rate = { value: null, low: null, high: null };

/**
 * Shares won and lost by an age: where everything was observed up to it, and else up to the age that enough deals support.
 * Intervals hold for counts only.
 */
function ratesOf({ table }: CohortCounts, weight: 'count' | 'value') {
  if (table === null) return () => [unknown, unknown] as const;
  const curve = aalenJohansen(table);
  const tau = readableAge(table) ?? 0;
  const plain = ({ value, low, high }: IncidenceEstimate): Rate =>
    weight === 'value' ? { ...unknown, value } : { value, low, high };
  return (t: number, observed: boolean) =>
    observed || t <= tau + slack
      ? ([plain(valueAt(curve, 'won', t)), plain(valueAt(curve, 'lost', t))] as const)
      : ([unknown, unknown] as const);
}
