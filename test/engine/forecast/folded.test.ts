import { expect, it } from 'vitest';
import { quantileOf, spreadOf } from '#engine/forecast/distribution';
import { type Draws, type Grouping, simulate, type Uncertain } from '#engine/forecast/simulate';
import { SeededRandom } from '#engine/stats/random';

const noNew: Uncertain['fresh'] = {
  count: { kind: 'gamma-poisson', mean: 0, variance: 0, shape: 0.5, rate: 1 },
  pool: new Float64Array(0),
  from: new Int32Array(0),
  mean: 0,
  variance: 0,
};

/** Deals of many sizes; every fiftieth is ten times as large. */
function manyDeals(n: number): Uncertain {
  const random = new SeededRandom(5);
  return {
    wonToDate: 1000,
    chances: Float64Array.from({ length: n }, () => 0.02 + 0.4 * random.next()),
    booked: Float64Array.from({ length: n }, (_, i) => (1 + random.next()) * (i % 50 === 0 ? 10 : 1)),
    ratios: Float64Array.of(0.8, 1, 1.2),
    fresh: noNew,
    shock: 0.2,
    scale: 1,
  };
}

const draws = 4000;
const bands = ({ total }: Draws) => {
  const sorted = Float64Array.from(total).sort();
  return [0.1, 0.5, 0.9].map((share) => quantileOf(sorted, share));
};

it('small deals of a large company are drawn together with the spread that they have one by one', () => {
  const deals = manyDeals(6000);
  const together = simulate(deals, draws, 1);
  // One deal fewer than is folded from, and the rest as further groups of draws: all one by one.
  const half = (from: number, to: number) =>
    simulate(
      {
        ...deals,
        wonToDate: 0,
        chances: deals.chances.slice(from, to),
        booked: deals.booked.slice(from, to),
      },
      draws,
      from + 2,
    ).total;
  const [a, b] = [half(0, 3000), half(3000, 6000)];
  // The levels of the shock stand at the same draws in both.
  const apart = { ...together, total: a.map((value, d) => 1000 + value + b[d]!) };
  const sd = spreadOf(apart.total);
  const far = bands(together).map((value, i) => Math.abs(value - bands(apart)[i]!) / sd);
  expect(Math.max(...far)).toBeLessThan(0.08);
  expect(spreadOf(together.total) / sd).toBeCloseTo(1, 1);
});

it('groups of folded deals add up to the total, which is the same with and without them', () => {
  const deals = manyDeals(6000);
  const grouping: Grouping = {
    groups: 3,
    deals: Int32Array.from({ length: 6000 }, (_, i) => (i % 10 === 0 ? 0 : i % 3 === 0 ? 1 : 2)),
    pool: new Int32Array(0),
    wonToDate: Float64Array.of(1000, 0, 0),
  };
  const plain = simulate(deals, draws, 3);
  const { total, groups } = simulate(deals, draws, 3, { grouping });
  expect(total).toEqual(plain.total);
  for (let d = 0; d < draws; d += 400) {
    expect(groups![3 * d]! + groups![3 * d + 1]! + groups![3 * d + 2]!).toBeCloseTo(total[d]!, 6);
  }
  expect(groups!.every((value) => value >= 0)).toBe(true);
});

it('a watched deal is drawn for itself, however small', () => {
  const { watched } = simulate(manyDeals(6000), draws, 1, { watch: [7] });
  const wins = watched.get(7)!.filter((value) => value > 0).length;
  expect(wins / draws).toBeCloseTo(manyDeals(6000).chances[7]!, 1);
});

it('one deal read of so many stands for all of them, and is less sure', () => {
  const deals = { ...manyDeals(500), shock: 0, wonToDate: 0 };
  const one = simulate(deals, draws, 1);
  const many = simulate({ ...deals, scale: 10 }, draws, 1);
  const mean = ({ total }: Draws) => total.reduce((sum, value) => sum + value, 0) / draws;
  expect(mean(many) / mean(one)).toBeCloseTo(10, 0);
  const plain = Math.sqrt(10) * spreadOf(one.total);
  expect(spreadOf(many.total)).toBeGreaterThan(plain);
});
