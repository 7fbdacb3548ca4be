import { fitBetaBinomial, posterior } from '#engine/stats/beta-binomial';
import { funnelLimit } from '#engine/stats/binomial';
import { isOverDispersed, overDispersion } from '#engine/stats/over-dispersion';
import { posteriorRanks } from '#engine/stats/posterior-rank';
import { type Tested, type Unit, unusualRates } from '#engine/stats/unusual-rates';
import type { FunnelLimits, RepEffect, RepStage, RepStageRow } from '#shared/results/reps';
import { constants } from '../constants';
import { sumOf } from '../group-by';
import type { Counted } from './count-reps';

/** A rep in one rank, with the deals of first days beside the others. */
export type RepUnit = Unit & { owner: string | null; lost: number; several: number; rampDeals: number };

export type RepFigures = {
  units: RepUnit[];
  rate: number | null;
  tested: Tested[];
  effect: RepEffect | null;
  /** In the order of the units. */
  rows: RepStageRow[];
};

/**
 * Adds up the rows of one rank by rep. What is expected of all together is set to what they did, which a model learned from a
 * part of the deals misses by a little.
 */
export function unitsOf(counted: readonly Counted[], ramp: 'excluded' | 'included'): RepUnit[] {
  const units = new Map<string | null, RepUnit>();
  for (const row of counted) {
    const unit = units.get(row.owner) ?? {
      owner: row.owner,
      ...{ n: 0, k: 0, lost: 0, expected: 0, variance: 0, several: 0, rampDeals: 0 },
    };
    units.set(row.owner, unit);
    if (row.ramping) unit.rampDeals += row.n;
    if (row.ramping && ramp === 'excluded') continue;
    unit.n += row.n;
    unit.k += row.k;
    unit.lost += row.lost;
    unit.expected += row.expected;
    unit.variance += row.variance;
    unit.several += row.several;
  }
  const all = [...units.values()];
  const factor = sumOf(all, ({ k }) => k) / (sumOf(all, ({ expected }) => expected) / 1e6);
  for (const unit of all) {
    unit.expected = (unit.expected / 1e6) * (Number.isFinite(factor) ? factor : 1);
    unit.variance /= 1e12;
  }
  return all;
}

/**
 * Rates adjusted to the team's mix of deals, drawn to each other by what chance can do, and tested against it. Reps without
 * deals that were followed have no figures; deals without an owner are no rep's, and only expected of all.
 */
export function repFigures(units: RepUnit[], { stage, rank }: Pick<RepStage, 'stage' | 'rank'>): RepFigures {
  const n = sumOf(units, (unit) => unit.n);
  const rate = n > 0 ? sumOf(units, ({ k }) => k) / n : null;
  const tested = testedReps(units);
  const trials = units.map((unit) => ({ n: unit.n, k: Math.min(unit.n, adjustedRate(unit, rate) * unit.n) }));
  const counting = trials.filter(({ n: deals }, at) => deals > 0 && units[at]!.owner !== null);
  const fit = counting.length >= constants.repFewest ? fitBetaBinomial(counting) : null;
  // One object for each rep in each stage, and no other that lasts: there can be thousands.
  const rows = units.map((unit, at): RepStageRow => {
    const isSome = unit.n > 0;
    const shrunk = fit && isSome ? posterior(trials[at]!, fit, constants.repConfidence) : null;
    const { p, adjusted: adjustedP, unusual } = tested[at]!;
    return {
      owner: unit.owner,
      stage,
      rank,
      n: unit.n,
      k: unit.k,
      lost: unit.lost,
      rate: isSome ? unit.k / unit.n : 0,
      expected: unit.expected,
      adjusted: isSome ? Math.min(1, adjustedRate(unit, rate)) : null,
      shrunk: shrunk?.mean ?? null,
      low: shrunk?.low ?? null,
      high: shrunk?.high ?? null,
      flag: unusual,
      p,
      adjustedP,
      signal: fit && isSome ? unit.n / (unit.n + fit.strength) : null,
      mapP: null,
    };
  });
  const effect = fit && { a: fit.a, b: fit.b, strength: fit.strength, pValue: fit.pValue };
  return { units, rate, tested, effect, rows };
}

/** Deals without an owner are no rep's, and point nobody out. */
function testedReps(units: readonly RepUnit[]): Tested[] {
  const tested = unusualRates(
    units.filter(({ owner }) => owner !== null),
    constants.repFlagRate,
    constants.thin,
  );
  let at = 0;
  return units.map(({ owner }) =>
    owner === null ? { score: 0, p: 1, adjusted: null, unusual: null } : tested[at++]!,
  );
}

function adjustedRate({ k, n, expected }: Unit, rate: number | null): number {
  if (expected <= 0 || rate === null) return n > 0 ? k / n : 0;
  return (k / expected) * rate;
}

/** What is told of a stage for all reps together. */
export function stageOf(
  { units, rate, tested, effect }: RepFigures,
  named: Pick<RepStage, 'stage' | 'rank' | 'withinDays'>,
): RepStage {
  const scores = tested.flatMap(({ score, adjusted }) => (adjusted === null ? [] : [score]));
  const phi = scores.length > 0 ? overDispersion(scores, constants.winsorised) : null;
  return {
    ...named,
    n: sumOf(units, ({ n }) => n),
    k: sumOf(units, ({ k }) => k),
    lost: sumOf(units, ({ lost }) => lost),
    rate,
    effect,
    overDispersion: phi,
    isOverDispersed: phi !== null && isOverDispersed(phi, scores.length),
  };
}

/** Points that a curve of limits is drawn through. */
const curvePoints = 48;

/** Limits by number of deals up to `most`, widened by the square root of `phi`. */
export function limitCurve(rate: number | null, most: number, phi = 1): FunnelLimits[] {
  if (rate === null || most < 1) return [];
  const steps = Math.min(curvePoints, most);
  const counts = Array.from({ length: steps }, (_, at) =>
    Math.max(1, Math.round(most * ((at + 1) / steps) ** 2)),
  );
  return [...new Set(counts)].map((n) => ({ n, ...limitsAt(rate, n, phi) }));
}

/** The band that a rep of n deals lies in by chance with 95 and 99.8 %, within 0 to 1. */
export function limitsAt(rate: number, n: number, phi = 1): Omit<FunnelLimits, 'n'> {
  const at = (probability: number) => {
    const limit = rate + (funnelLimit(probability, n, rate) - rate) * Math.sqrt(phi);
    return Math.min(1, Math.max(0, limit));
  };
  return { low95: at(0.025), high95: at(0.975), low998: at(0.001), high998: at(0.999) };
}

/** The place of each rep among all; null for those without a shrunk rate. */
export function ranksOf({ units, effect, rate }: RepFigures) {
  if (!effect) return units.map(() => null);
  const some = units.flatMap((unit, at) => (unit.n > 0 ? [{ unit, at }] : []));
  const shapes = some.map(({ unit }) => {
    const k = Math.min(unit.n, adjustedRate(unit, rate) * unit.n);
    return { a: effect.a + k, b: effect.b + unit.n - k };
  });
  const found = posteriorRanks(shapes, constants.repConfidence);
  const places = new Map(some.map(({ at }, i) => [at, found[i]!]));
  return units.map((_, at) => places.get(at) ?? null);
}
