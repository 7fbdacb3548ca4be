import type { SeededRandom } from '#engine/stats/random';
import { forecastConstants } from './constants';

/**
 * A sum of many small things: what it is on average and its variance, of all and of each group. That of all is not summed over
 * groups: the last digit would follow how they are grouped.
 */
type Sums = { mean: number; variance: number; means: Float64Array; variances: Float64Array };

/** Open deals, and how many each row of them stands for. */
export type OpenRows = {
  chances: ArrayLike<number>;
  booked: ArrayLike<number>;
  /** Mean of the squared ratios of booked to expected. */
  ratioSquare: number;
  scale: number;
};

/**
 * The deals that are too small to be seen one by one: where very many are open, those whose amount is under a thirtieth of the
 * standard deviation of all; of past days of which one deal of so many was read, all. Their sum is close to a gamma of its mean and variance,
 * which takes a hundredth of the time. Null where there are few deals; watched ones and those of no or a negative amount never fold.
 */
export function foldedDeals(
  { chances, booked, ratioSquare, scale }: OpenRows,
  watched: ReadonlyMap<number, unknown>,
): Uint8Array | null {
  if (scale === 1 && chances.length < forecastConstants.foldedFrom) return null;
  let variance = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const p = chances[i]!;
    variance += (p * ratioSquare - p * p) * booked[i]! ** 2;
  }
  const most =
    scale > 1
      ? Number.POSITIVE_INFINITY
      : (forecastConstants.foldedShare * Math.sqrt(variance)) / Math.sqrt(ratioSquare);
  return Uint8Array.from(chances, (p, i) =>
    p > 0 && booked[i]! > 0 && booked[i]! < most && !watched.has(i) ? 1 : 0,
  );
}

/** Mean and variance of what folded deals bring, by group, at one level of the shared shock. */
export function foldedSums(
  { chances, booked, ratioSquare, scale }: OpenRows,
  folded: Uint8Array,
  shock: number,
  { count, of }: { count: number; of: ArrayLike<number> | null },
): Sums {
  const sums = { mean: 0, variance: 0, means: new Float64Array(count), variances: new Float64Array(count) };
  const factor = Math.exp(-shock);
  for (let i = 0; i < folded.length; i += 1) {
    if (folded[i] === 0) continue;
    const p = chances[i]!;
    const chance = p / (p + (1 - p) * factor);
    const a = booked[i]!;
    const group = of ? of[i]! : 0;
    const mean = scale * chance * a;
    // The second part is that of having looked at one deal of so many.
    const variance =
      scale * (chance * ratioSquare - chance * chance) * a * a + scale * (scale - 1) * (chance * a) ** 2;
    sums.mean += mean;
    sums.variance += variance;
    sums.means[group]! += mean;
    sums.variances[group]! += variance;
  }
  return sums;
}

/**
 * A draw of the sum of all groups. Where `into` is given, its places from `at` on are added their part of it: each group is
 * drawn for itself by `random` of its own and all are then scaled to the sum, so that the sum is the same with any grouping.
 */
export function drawSum(
  sums: Sums,
  total: SeededRandom,
  parts?: { random: SeededRandom; into: Float64Array; at: number },
): number {
  const sum = gammaOf(total, sums.mean, sums.variance);
  if (!parts) return sum;
  const { means, variances } = sums;
  const drawn = means.map((mean, g) => gammaOf(parts.random, mean, variances[g]!));
  const all = whole(drawn);
  for (let g = 0; g < drawn.length; g += 1) {
    parts.into[parts.at + g]! += all > 0 ? (drawn[g]! * sum) / all : sum / drawn.length;
  }
  return sum;
}

function gammaOf(random: SeededRandom, mean: number, variance: number): number {
  if (!(mean > 0) || !(variance > 0)) return Math.max(0, mean);
  return (random.gamma(mean ** 2 / variance) * variance) / mean;
}

function whole(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
