import { normalQuantile } from '#engine/stats/distributions';
import { drawCount } from '#engine/stats/negative-binomial';
import { SeededRandom } from '#engine/stats/random';
import { forecastConstants } from './constants';
import { drawSum, foldedDeals, foldedSums, type OpenRows } from './folded';
import { type Halt, neverHalt } from './halt';
import type { NewBusiness } from './new-business';

/** What a distribution is drawn from. Deals are independent of each other but for one shock that they all share. */
export type Uncertain = {
  wonToDate: number;
  chances: Float64Array;
  /** What each deal is booked for on average when won. */
  booked: Float64Array;
  ratios: Float64Array;
  fresh: NewBusiness;
  /** Standard deviation of the shared shock on the logit. */
  shock: number;
  /** How many deals each open one stands for: 1, unless one of so many was read. */
  scale: number;
};

/** Groups of open deals, of the pool of new business and of what is won: their places, −1 for none. */
export type Grouping = {
  groups: number;
  deals: Int32Array;
  pool: Int32Array;
  wonToDate: Float64Array;
};

/** Draws of the total, and of each group (draw after draw) where a grouping was given. Groups add up to the total. */
export type Draws = {
  total: Float64Array;
  groups: Float64Array | null;
  n: number;
  /** Of each watched deal, what it adds to each draw: 0 where it was not won. */
  watched: Map<number, Float64Array>;
};

const streams = { deals: 1, fresh: 2, ratios: 3, folded: 9, groups: 10 } as const;
/** Levels of the shared shock, equally likely. */
const levels = 40;

/**
 * Monte Carlo. The shared shock takes forty equally likely levels in turn, so that it is in every part of the draws alike.
 * What is drawn does not depend on the grouping.
 */
export function simulate(
  uncertain: Uncertain,
  draws: number,
  seed: number,
  {
    grouping,
    watch = [],
    halt = neverHalt,
  }: { grouping?: Grouping; watch?: readonly number[]; halt?: Halt } = {},
): Draws {
  const watched = new Map(watch.map((deal) => [deal, new Float64Array(draws)]));
  const total = new Float64Array(draws).fill(uncertain.wonToDate);
  const width = grouping?.groups ?? 0;
  const groups = grouping ? new Float64Array(draws * width) : null;
  if (groups && grouping) for (let d = 0; d < draws; d += 1) groups.set(grouping.wonToDate, d * width);
  const shocks = shockLevels(uncertain.shock);
  const sums = { total, groups, width, grouping };
  const rows = { ...uncertain, ratioSquare: meanSquare(uncertain.ratios) };
  const folded = foldedDeals(rows, watched);
  drawDeals(uncertain, folded, { draws, seed, shocks, halt }, (d, deal, value) => {
    total[d]! += value;
    const seen = watched.get(deal);
    if (seen) seen[d] = value;
    if (groups) groups[d * width + grouping!.deals[deal]!]! += value;
  });
  if (folded) drawFolded(rows, folded, { draws, seed, shocks, halt }, sums);
  drawNew(uncertain.fresh, { draws, seed, shocks, halt }, sums);
  return { total, groups, n: draws, watched };
}

type Drawing = { draws: number; seed: number; shocks: Float64Array; halt: Halt };
type Totals = {
  total: Float64Array;
  groups: Float64Array | null;
  width: number;
  grouping: Grouping | undefined;
};

function meanSquare(ratios: Float64Array): number {
  let sum = 0;
  for (const ratio of ratios) sum += ratio * ratio;
  return ratios.length > 0 ? sum / ratios.length : 1;
}

/** The sum of the deals that are not drawn one by one, level by level of the shock. */
function drawFolded(
  rows: OpenRows,
  folded: Uint8Array,
  { draws, seed, shocks, halt }: Drawing,
  { total, groups, width, grouping }: Totals,
): void {
  const random = new SeededRandom(seed, streams.folded);
  const own = new SeededRandom(seed, streams.groups);
  const by = { count: Math.max(1, width), of: grouping?.deals ?? null };
  for (let level = 0; level < levels; level += 1) {
    halt();
    const sums = foldedSums(rows, folded, shocks[level]!, by);
    for (let d = level; d < draws; d += levels) {
      total[d]! += drawSum(sums, random, groups ? { random: own, into: groups, at: d * width } : undefined);
    }
  }
}

/** What is still to be created: how many, and the amounts that such wins had. */
function drawNew(
  { pool, count }: NewBusiness,
  { draws, seed, shocks, halt }: Drawing,
  { total, groups, width, grouping }: Totals,
): void {
  const random = new SeededRandom(seed, streams.fresh);
  for (let d = 0; d < draws; d += 1) {
    halt();
    const factor = Math.exp(forecastConstants.shockNew * shocks[d % levels]!);
    for (let k = drawCount(random, count, factor); k > 0; k -= 1) {
      const at = random.below(pool.length);
      total[d]! += pool[at]!;
      if (groups) groups[d * width + grouping!.pool[at]!]! += pool[at]!;
    }
  }
}

/** Equally likely levels of a normal with this standard deviation, scaled to have exactly that. */
function shockLevels(sd: number): Float64Array {
  const plain = Float64Array.from({ length: levels }, (_, k) => normalQuantile((k + 0.5) / levels));
  const square = plain.reduce((sum, z) => sum + z * z, 0) / levels;
  return plain.map((z) => (sd * z) / Math.sqrt(square));
}

/** Who is won in which draw. Deals of one level are decided by one table of chances; wins are few, so gaps are drawn. */
function drawDeals(
  { chances, booked, ratios, scale }: Uncertain,
  folded: Uint8Array | null,
  { draws, seed, shocks, halt }: Drawing,
  onWin: (draw: number, deal: number, value: number) => void,
): void {
  const random = new SeededRandom(seed, streams.deals);
  const scatter = new SeededRandom(seed, streams.ratios);
  const perLevel = Math.ceil(draws / levels);
  for (let deal = 0; deal < chances.length; deal += 1) {
    halt();
    const p = Math.min(1 - 1e-9, Math.max(0, chances[deal]!));
    if (p <= 0 || folded?.[deal] === 1) continue;
    const logit = Math.log(p / (1 - p));
    for (let level = 0; level < levels; level += 1) {
      const chance = 1 / (1 + Math.exp(-(logit + shocks[level]!)));
      // The number of draws up to the next win is geometric.
      const logMiss = Math.log1p(-chance);
      let k = -1;
      for (;;) {
        k += chance > 0.3 ? gap(random, chance) : 1 + Math.floor(Math.log(1 - random.next()) / logMiss);
        if (k >= perLevel) break;
        const d = k * levels + level;
        if (d >= draws) break;
        onWin(d, deal, scale * booked[deal]! * ratios[scatter.below(ratios.length)]!);
      }
    }
  }
}

function gap(random: SeededRandom, chance: number): number {
  let k = 1;
  while (random.next() >= chance) k += 1;
  return k;
}
