import { type Excess, varianceBetween, varianceWithin } from '#engine/stats/between-groups';
import { logit } from '#engine/stats/logistic';
import type { RepStage, VariationSplit } from '#shared/results/reps';
import { groupBy, sumOf } from '../group-by';
import type { RepUnit } from './rep-figures';

/**
 * Where the variation in going on lies, on the log-odds, chance taken off: stages by their rates, kinds of deals by the pooled
 * model, reps by what is common to them over all stages, and reps in single stages by what is left (DerSimonian and Laird's
 * moments). Shares of the sum; null where nothing varies.
 */
export function variationOf(
  stages: readonly { stage: RepStage; units: readonly RepUnit[] }[],
  spread: ReadonlyMap<number, number>,
): VariationSplit {
  const inStages = stages.flatMap(({ units }) =>
    units.filter(({ owner, variance }) => owner !== null && variance > 0).map((unit) => ({ ...unit })),
  );
  const cells = [...groupBy(inStages, ({ owner }) => owner).values()].map((own) =>
    own.map(({ k, expected, variance }): Excess => ({ excess: k - expected, variance })),
  );
  const reps = cells.map(
    (own): Excess => ({
      excess: sumOf(own, ({ excess }) => excess),
      variance: sumOf(own, ({ variance }) => variance),
    }),
  );
  const known = stages.map(({ stage }) => stage).filter(({ rate }) => rate !== null && rate > 0 && rate < 1);
  const n = sumOf(known, (stage) => stage.n);
  const parts = {
    stages: spreadBetween(known),
    mix: n > 0 ? sumOf(known, (stage) => stage.n * (spread.get(stage.rank) ?? 0)) / n : 0,
    reps: varianceBetween(reps),
    repStages: varianceWithin(cells),
  };
  const all = parts.stages + parts.mix + parts.reps + parts.repStages;
  if (!(all > 0)) return null;
  return {
    stages: parts.stages / all,
    mix: parts.mix / all,
    reps: parts.reps / all,
    repStages: parts.repStages / all,
  };
}

/** Variance of the log-odds of the stages, each stage as much as another, less what chance adds. */
function spreadBetween(stages: readonly RepStage[]): number {
  if (stages.length < 2) return 0;
  const odds = stages.map(({ rate }) => logit(rate ?? 0.5));
  const mean = sumOf(odds, (own) => own) / odds.length;
  const spread = sumOf(odds, (own) => (own - mean) ** 2) / (odds.length - 1);
  const chance = sumOf(stages, ({ n, rate }) => 1 / (n * (rate ?? 0.5) * (1 - (rate ?? 0.5)))) / odds.length;
  return Math.max(0, spread - chance);
}
