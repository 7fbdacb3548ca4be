import { normalQuantile } from '#engine/stats/distributions';
import { drawCount } from '#engine/stats/negative-binomial';
import { SeededRandom } from '#engine/stats/random';
import { forecastConstants } from './constants';
import type { NewBusiness } from './new-business';

/** What a distribution is drawn from, quickly enough to follow a slider. */
export type Tried = {
  wonToDate: number;
  /** Of each deal, with a number that is its own: the same deal draws the same numbers whatever else changes. */
  ids: ArrayLike<number>;
  chances: ArrayLike<number>;
  booked: ArrayLike<number>;
  ratioSquare: number;
  ratios: ArrayLike<number>;
  fresh: NewBusiness;
  /** Number of new deals and their amounts, so many times as many and as large. */
  volume: number;
  size: number;
  shock: number;
};

export type TriedDraws = { sorted: Float64Array; mean: number };

const draws = 2000;
const levels = 20;
/** The deals with the largest swing are drawn one by one; what the others add up to is close to normal. */
const single = 240;
/** Above so many new deals on average their sum is drawn at once. */
const manyNew = 60;
const streams = { rest: 7, fresh: 8, deals: 16 } as const;

/**
 * Draws of the total by the same model as a forecast, with common random numbers: two calls with the same seed differ by
 * their inputs alone. A few hundred deals are drawn each for itself at each level of the shared shock, the rest as the normal that their
 * sum is close to, so that 20,000 deals take milliseconds.
 */
export function tryOut(tried: Tried, seed: number): TriedDraws {
  const { wonToDate, chances, booked, fresh } = tried;
  const shocks = shockLevels(tried.shock);
  const { singly, rest } = bySwing(chances, booked);
  const total = new Float64Array(draws).fill(wonToDate);
  drawSingle(total, tried, singly, shocks, seed);
  drawRest(total, tried, rest, shocks, seed);
  drawNew(total, tried, shocks, seed);
  let open = 0;
  for (let i = 0; i < chances.length; i += 1) open += chances[i]! * booked[i]!;
  return {
    sorted: total.sort(),
    mean: wonToDate + open + fresh.mean * tried.volume * tried.size,
  };
}

function shockLevels(sd: number): Float64Array {
  const plain = Float64Array.from({ length: levels }, (_, k) => normalQuantile((k + 0.5) / levels));
  const square = plain.reduce((sum, z) => sum + z * z, 0) / levels;
  return plain.map((z) => (sd * z) / Math.sqrt(square));
}

/** Places of the deals with the largest swing, and of the rest. */
function bySwing(
  chances: ArrayLike<number>,
  booked: ArrayLike<number>,
): { singly: number[]; rest: number[] } {
  const swing = new Float64Array(chances.length);
  for (let i = 0; i < swing.length; i += 1) swing[i] = chances[i]! * (1 - chances[i]!) * booked[i]! ** 2;
  const limit = largestOf(swing, single);
  const singly: number[] = [];
  const rest: number[] = [];
  for (let i = 0; i < swing.length; i += 1) {
    if (swing[i]! >= limit && singly.length < single) singly.push(i);
    else rest.push(i);
  }
  return { singly, rest };
}

/** The smallest of the `count` largest values; the largest so far are kept in a heap, its smallest first. */
function largestOf(values: Float64Array, count: number): number {
  if (values.length <= count) return Number.NEGATIVE_INFINITY;
  const heap = values.slice(0, count).sort();
  for (let i = count; i < values.length; i += 1) {
    const value = values[i]!;
    if (value <= heap[0]!) continue;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && heap[child + 1]! < heap[child]!) child += 1;
      if (heap[child]! >= value) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = value;
  }
  return heap[0]!;
}

function shifted(chance: number, shock: number): number {
  if (chance <= 0) return 0;
  if (chance >= 1) return 1;
  return 1 / (1 + ((1 - chance) / chance) * Math.exp(-shock));
}

function drawSingle(
  total: Float64Array,
  { ids, chances, booked, ratios }: Tried,
  places: readonly number[],
  shocks: Float64Array,
  seed: number,
): void {
  const levelChances = new Float64Array(levels);
  for (const i of places) {
    if (chances[i]! <= 0) continue;
    for (let level = 0; level < levels; level += 1)
      levelChances[level] = shifted(chances[i]!, shocks[level]!);
    const random = new SeededRandom(seed, streams.deals + ids[i]!);
    // Ratios go round from a place of the deal's own: no draw of its own for what is rarely needed.
    const first = random.below(ratios.length);
    for (let d = 0; d < draws; d += 1) {
      if (random.next() < levelChances[d % levels]!)
        total[d]! += booked[i]! * ratios[(first + d) % ratios.length]!;
    }
  }
}

function drawRest(
  total: Float64Array,
  { chances, booked, ratioSquare }: Tried,
  places: readonly number[],
  shocks: Float64Array,
  seed: number,
): void {
  if (places.length === 0) return;
  const means = new Float64Array(levels);
  const variances = new Float64Array(levels);
  const factors = shocks.map((shock) => Math.exp(-shock));
  for (const i of places) {
    const p = chances[i]!;
    if (p <= 0) continue;
    const a = booked[i]!;
    const odds = (1 - p) / p;
    for (let level = 0; level < levels; level += 1) {
      const chance = 1 / (1 + odds * factors[level]!);
      means[level]! += chance * a;
      variances[level]! += (chance * ratioSquare - chance * chance) * a * a;
    }
  }
  const random = new SeededRandom(seed, streams.rest);
  for (let d = 0; d < draws; d += 1) {
    const level = d % levels;
    total[d]! += Math.max(0, means[level]! + Math.sqrt(Math.max(0, variances[level]!)) * random.normal());
  }
}

function drawNew(
  total: Float64Array,
  { fresh: { count, pool, mean, variance }, volume, size }: Tried,
  shocks: Float64Array,
  seed: number,
): void {
  if (pool.length === 0 || mean <= 0) return;
  const random = new SeededRandom(seed, streams.fresh);
  const many = count.mean * volume > manyNew;
  for (let d = 0; d < draws; d += 1) {
    const factor = volume * Math.exp(forecastConstants.shockNew * shocks[d % levels]!);
    if (many) {
      // A gamma of the same mean and variance: never below zero, and leaning the same way.
      const shape = (mean * factor) ** 2 / (variance * factor);
      total[d]! += (size * random.gamma(shape) * mean * factor) / shape;
      continue;
    }
    for (let k = drawCount(random, count, factor); k > 0; k -= 1)
      total[d]! += size * pool[random.below(pool.length)]!;
  }
}
