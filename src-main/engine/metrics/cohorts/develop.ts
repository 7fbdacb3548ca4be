import {
  type CapeCod,
  capeCod,
  chainLadder,
  type LadderRow,
  type Projected,
  residuals,
} from '#engine/stats/chain-ladder';
import { outstandingBand } from '#engine/stats/outstanding-band';
import type { RiskTable } from '#engine/stats/risk-table';
import type { CohortGrain } from '#shared/contract/cohort-params';
import type {
  CohortDevelopment,
  CohortResidual,
  CohortsAnswer,
  ProjectedCell,
} from '#shared/results/cohorts';
import type { Warning } from '#shared/results/envelope';
import { addDays } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf, toCents } from '../group-by';
import { isObserved, rounded } from './cells';
import type { CohortCounts, CohortScope } from './cohort-counts';
import { type ExpectedOfOpen, expectedOfOpen, pooledTable } from './expected-of-open';
import { fiscalPeriod } from './fiscal-period';

type Outcome = 'won' | 'lost';
type Development = Required<Pick<CohortsAnswer, 'develop' | 'projected' | 'residuals'>>;

/**
 * What cohorts that are over come to, in each key of a breakdown by itself; with a warning where they cannot be projected.
 * `pooled` has the ages at outcome of each key; null where the cohorts themselves have them.
 */
export function developed(
  cohorts: readonly CohortCounts[],
  facts: WorkspaceFacts,
  scope: CohortScope & { develop: Outcome },
  pooled: ReadonlyMap<string | null, RiskTable> | null,
): Development & { warnings: Warning[] } {
  const found: Development = { develop: [], projected: [], residuals: [] };
  const refused: Refusal[] = [];
  const groups = groupBy(cohorts, ({ key }) => key);
  for (const [key, group] of groups) {
    const triangle = triangleOf(group, scope);
    const refusal = refusalOf(triangle, scope);
    if (refusal !== null) {
      const { reason, remedy } = refusal;
      refused.push({ remedy, reason: scope.by === undefined ? reason : `${key ?? 'No value'}: ${reason}` });
      continue;
    }
    const all = pooled ? (pooled.get(key) ?? null) : pooledTable(group);
    const part = develop(triangle, expectedOfOpen(group, scope.develop, all), facts, scope);
    found.develop.push(...part.develop);
    found.projected.push(...part.projected);
    found.residuals.push(...part.residuals);
  }
  return { ...found, warnings: refused.length > 0 ? [noProjection(refused, groups.size)] : [] };
}

type TriangleOf = { cohorts: CohortCounts[]; rows: number[][]; exposures: number[]; firstEvents: number };

/** Cohorts that are over, with what they had come to at each age that was observed. */
function triangleOf(group: readonly CohortCounts[], scope: CohortScope & { develop: Outcome }): TriangleOf {
  const cohorts = group.filter(({ isOver }) => isOver);
  const isMoney = scope.weight === 'value';
  const rows = cohorts.map((cohort) => {
    let sum = 0;
    return Array.from(stepsOf(cohort, scope), (step) => (sum += step)).filter((_, bucket) =>
      isObserved(cohort, bucket, scope.ageStep),
    );
  });
  const observed = cohorts.filter((_, i) => rows[i]!.length > 0);
  return {
    cohorts,
    rows,
    exposures: cohorts.map(({ deals, value }) => Math.max(0, isMoney ? value : deals)),
    firstEvents: sumOf(observed, (cohort) => cohort[scope.develop][0] ?? 0),
  };
}

function stepsOf(cohort: CohortCounts, { develop: outcome, weight }: CohortScope & { develop: Outcome }) {
  if (weight === 'count') return cohort[outcome];
  return cohort[outcome === 'won' ? 'wonValue' : 'lostValue'];
}

type Refusal = { reason: string; remedy: string };

/** Why a triangle cannot be projected, and what may help; null where it can. */
function refusalOf(
  { rows, firstEvents }: TriangleOf,
  { develop: outcome, grain }: { develop: Outcome; grain: CohortGrain },
): Refusal | null {
  const observed = rows.filter((row) => row.length > 0).length;
  const { developCohorts, developEvents } = constants;
  if (observed < developCohorts) {
    return {
      reason: `${observed} of the ${developCohorts} cohorts needed ${observed === 1 ? 'was' : 'were'} observed through the first step of age`,
      remedy:
        grain === 'quarter' ? 'Months give more cohorts than quarters.' : 'A longer period has more cohorts.',
    };
  }
  if (firstEvents < developEvents) {
    return {
      reason: `${firstEvents} ${firstEvents === 1 ? 'deal was' : 'deals were'} ${outcome} in the first step of age, ${developEvents} are needed`,
      remedy:
        grain === 'month'
          ? 'Quarters, with longer steps of age, have more.'
          : 'A longer step of age has more.',
    };
  }
  return null;
}

function noProjection(refused: readonly Refusal[], groups: number): Warning {
  const [first] = refused;
  const more = refused.length > 1 ? `, and ${refused.length - 1} more of ${groups} groups` : '';
  return {
    code: 'no-projection',
    message: `Cohorts are shown without projection: ${first?.reason}${more}. ${first?.remedy}`,
    details: { reasons: refused.map(({ reason }) => reason) },
  };
}

function develop(
  triangle: TriangleOf,
  ofOpen: ExpectedOfOpen,
  facts: WorkspaceFacts,
  scope: CohortScope & { develop: Outcome },
): Development {
  const { cohorts, rows, exposures } = triangle;
  const ladder = chainLadder(rows);
  const cape = capeCod(rows, exposures, ladder);
  const found = cohorts.flatMap((cohort, i): Projection[] => {
    const byLadder = ladder.rows[i] ?? null;
    const isYoung = byLadder === null || i >= cohorts.length - constants.youngCohorts;
    const chosen = (isYoung ? cape?.rows[i] : byLadder) ?? byLadder;
    if (!chosen) return [];
    const method = chosen === byLadder ? 'chain-ladder' : 'cape-cod';
    const share = ladder.developed[rows[i]!.length - 1] ?? 0;
    return [{ cohort, row: chosen, seen: rows[i]!.length, method, share, byLadder, cape, at: i }];
  });
  const key = (cohort: CohortCounts) => (scope.by === undefined ? {} : { key: cohort.key });
  return {
    develop: found.map((projection) => developmentOf(projection, ofOpen, scope)),
    projected: found.flatMap((projection) => projectedCells(projection, scope)),
    residuals: residuals(rows, ladder).map(({ row, column, value }): CohortResidual => {
      const cohort = cohorts[row]!;
      const met = addDays(cohort.cohort, Math.round((column + 0.5) * scope.ageStep));
      const diagonal = fiscalPeriod(met, scope.grain, facts.fiscalYearStart);
      const age = rounded((column + 1) * scope.ageStep);
      return { ...key(cohort), cohort: cohort.cohort, age, diagonal, value };
    }),
  };
}

type Projection = {
  cohort: CohortCounts;
  row: LadderRow;
  /** Steps of age that were observed. */
  seen: number;
  method: CohortDevelopment['method'];
  share: number;
  byLadder: LadderRow | null;
  cape: CapeCod | null;
  at: number;
};

function developmentOf(
  projection: Projection,
  ofOpen: ExpectedOfOpen,
  scope: CohortScope & { develop: Outcome },
): CohortDevelopment {
  const { cohort, row, seen, method, share, byLadder, cape, at } = projection;
  const within = limitsOf(cohort, scope);
  const { value: ultimate, low, high } = within(row.latest, { value: row.ultimate, se: row.se });
  const alone = (one: LadderRow) => toCents(within(one.latest, { value: one.ultimate, se: 0 }).value);
  return {
    ...(scope.by === undefined ? {} : { key: cohort.key }),
    cohort: cohort.cohort,
    method,
    age: rounded(seen * scope.ageStep),
    latest: toCents(row.latest),
    soFar: toCents(sumOf(stepsOf(cohort, scope), (step) => step)),
    developed: share,
    ultimate: toCents(ultimate),
    outstanding: toCents(ultimate - row.latest),
    low: toCents(low),
    high: toCents(high),
    chainLadder: byLadder === null ? null : alone(byLadder),
    capeCod: alone(cape?.rows[at] ?? row),
    ...byDeals(cohort, ofOpen, scope),
  };
}

function byDeals(cohort: CohortCounts, ofOpen: ExpectedOfOpen, scope: CohortScope & { develop: Outcome }) {
  const toCome = ofOpen(cohort);
  if (toCome === null) return { byDeals: null, byDealsLow: null, byDealsHigh: null };
  const soFar = sumOf(stepsOf(cohort, scope), (step) => step);
  const found = limitsOf(cohort, scope)(soFar, { value: soFar + toCome.value, se: toCome.se });
  const isMoney = scope.weight === 'value';
  return {
    byDeals: toCents(found.value),
    byDealsLow: isMoney ? null : toCents(found.low),
    byDealsHigh: isMoney ? null : toCents(found.high),
  };
}

function projectedCells(
  { cohort, row, seen }: Projection,
  scope: CohortScope & { develop: Outcome },
): ProjectedCell[] {
  const within = limitsOf(cohort, scope);
  return row.path.map((cell, i) => {
    const bucket = seen + i;
    const { value, low, high } = within(row.latest, cell, bucket);
    return {
      ...(scope.by === undefined ? {} : { key: cohort.key }),
      cohort: cohort.cohort,
      age: rounded((bucket + 1) * scope.ageStep),
      bucket,
      expected: toCents(value),
      low: toCents(low),
      high: toCents(high),
    };
  });
}

/**
 * Keeps an expectation and its band between what has come by that step already, in part of it too, and what is left to come:
 * of counted deals no more than are not decided otherwise. A band that lies above that altogether says nothing any more and
 * begins at what has come.
 */
function limitsOf(cohort: CohortCounts, scope: CohortScope & { develop: Outcome }) {
  const steps = stepsOf(cohort, scope);
  const other = scope.develop === 'won' ? cohort.lost : cohort.won;
  const most =
    scope.weight === 'value' ? Number.POSITIVE_INFINITY : cohort.deals - sumOf(other, (step) => step);
  return (latest: number, expected: Projected, bucket = steps.length - 1) => {
    const soFar = sumOf(steps.subarray(0, bucket + 1), (step) => step);
    const kept = (value: number) => Math.min(Math.max(value, soFar), most);
    const { low, high } = outstandingBand(latest, expected);
    return { value: kept(expected.value), low: low > most ? soFar : kept(low), high: kept(high) };
  };
}
