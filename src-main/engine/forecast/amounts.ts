import { forecastConstants } from './constants';
import type { Origin, Panel, Slice } from './panel';

/** What deals are booked for when they are won, told from winners of past periods. */
export type Amounts = {
  /** Amount of a deal as models see it, with those that nobody priced filled in; one for each row of the origin. */
  asOf: Float64Array;
  /** What is booked on average when it is won. */
  booked: Float64Array;
  /** Ratios of booked to expected, with mean 1: how winners came out. */
  ratios: Float64Array;
  /** Mean of the squared ratios. */
  ratioSquare: number;
};

/** The mean amount of winners, for what has no amount of its own. */
export function meanWon({ deals }: Panel, train: readonly Slice[]): number {
  let sum = 0;
  let n = 0;
  let open = 0;
  let priced = 0;
  for (const { start, end } of train) {
    for (let i = start; i < end; i += 1) {
      if (deals.won[i]) {
        sum += deals.wonAmount[i]!;
        n += 1;
      } else if (!Number.isNaN(deals.amount[i]!)) {
        open += deals.amount[i]!;
        priced += 1;
      }
    }
  }
  return n > 0 ? sum / n : priced > 0 ? open / priced : 0;
}

/** Amount of a row, or what stands for it. Without a history of amounts today's would tell the outcome: the mean is taken. */
export function amountOf({ deals, valued }: Panel, row: number, fill: ArrayLike<number>): number {
  const amount = deals.amount[row]!;
  return valued && !Number.isNaN(amount) ? amount : fill[deals.part[row]! + 1]!;
}

/** Mean booked amount by segment, the first for deals without one, each drawn to that of all. */
export function fillAmounts(panel: Panel, train: readonly Slice[]): Float64Array {
  const all = meanWon(panel, train);
  const sums = new Float64Array(panel.parts + 1);
  const counts = new Float64Array(panel.parts + 1);
  for (const { start, end } of train) {
    for (let i = start; i < end; i += 1) {
      if (!panel.deals.won[i]) continue;
      const part = panel.deals.part[i]! + 1;
      sums[part]! += panel.deals.wonAmount[i]!;
      counts[part]! += 1;
    }
  }
  const n0 = forecastConstants.driftShrinkage;
  return sums.map((sum, part) => (sum + n0 * all) / (counts[part]! + n0));
}

/** How amounts change between the origin and the booking, by stage, and how much that scatters. */
export function learnAmounts(panel: Panel, train: readonly Slice[], origin: Origin): Amounts {
  const { deals, stages } = panel;
  const fill = fillAmounts(panel, train);
  const before = new Float64Array(stages.length);
  const after = new Float64Array(stages.length);
  const pairs: number[] = [];
  let wins = 0;
  let beforeAll = 0;
  let afterAll = 0;
  for (const { start, end } of train) {
    for (let i = start; i < end; i += 1) {
      if (!deals.won[i]) continue;
      const amount = amountOf(panel, i, fill);
      before[deals.stage[i]!]! += amount;
      after[deals.stage[i]!]! += deals.wonAmount[i]!;
      beforeAll += amount;
      afterAll += deals.wonAmount[i]!;
      wins += 1;
      if (amount > 0) pairs.push(deals.stage[i]!, deals.wonAmount[i]! / amount);
    }
  }
  const overall = beforeAll > 0 && afterAll > 0 ? afterAll / beforeAll : 1;
  const weight = wins > 0 ? (forecastConstants.driftShrinkage * beforeAll) / wins : 0;
  const drift = before.map((sum, s) =>
    sum + weight > 0 ? (after[s]! + weight * overall) / (sum + weight) : overall,
  );
  const { ratios, ratioSquare } = scatter(pairs, drift);
  const n = origin.end - origin.start;
  const asOf = new Float64Array(n);
  const booked = new Float64Array(n);
  for (let k = 0; k < n; k += 1) {
    asOf[k] = amountOf(panel, origin.start + k, fill);
    booked[k] = asOf[k]! * drift[deals.stage[origin.start + k]!]!;
  }
  return { asOf, booked, ratios, ratioSquare };
}

function scatter(
  pairs: readonly number[],
  drift: Float64Array,
): { ratios: Float64Array; ratioSquare: number } {
  const ratios = new Float64Array(pairs.length / 2);
  for (let k = 0; k < ratios.length; k += 1) ratios[k] = pairs[2 * k + 1]! / drift[pairs[2 * k]!]!;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  if (!(mean > 0) || ratios.length < 5) return { ratios: Float64Array.of(1), ratioSquare: 1 };
  let square = 0;
  for (let k = 0; k < ratios.length; k += 1) {
    ratios[k]! /= mean;
    square += ratios[k]! ** 2;
  }
  return { ratios, ratioSquare: square / ratios.length };
}
