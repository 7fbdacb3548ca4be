import { describe, expect, it } from 'vitest';
import { unusualRates } from '#engine/stats/unusual-rates';
import { seeded } from './support/seeded';

/** Teams that are drawn; the bound of the first test allows for what chance does to so many. */
const seeds = process.env.WEIR_COVERAGE === 'full' ? 4000 : 500;

/** Reps of so many deals each; the first has the weak rate. As the metric does: what is expected is learned from all. */
function company(seed: number, deals: readonly number[], rate: number, weak = rate) {
  const next = seeded(seed * 7919 + 17);
  const counted = deals.map((n, rep) => {
    let k = 0;
    for (let i = 0; i < n; i++) if (next() < (rep === 0 ? weak : rate)) k++;
    return { n, k };
  });
  const pooled = counted.reduce((sum, { k }) => sum + k, 0) / counted.reduce((sum, { n }) => sum + n, 0);
  return counted.map(({ n, k }) => ({ n, k, expected: n * pooled, variance: n * pooled * (1 - pooled) }));
}

function shareOf(times: number, holds: (seed: number) => boolean): number {
  let count = 0;
  for (let seed = 1; seed <= times; seed++) if (holds(seed)) count++;
  return count / times;
}

describe(`${seeds} teams of twelve reps`, () => {
  const sizes = Array.from({ length: 12 }, (_, rep) => 40 + 20 * rep);

  it.each([0.3, 0.6])(
    'alike at %d: someone is pointed out no more often than the nominal one in ten',
    (rate) => {
      const flagged = shareOf(seeds, (seed) =>
        unusualRates(company(seed, sizes, rate), 0.1, 20).some(({ unusual }) => unusual !== null),
      );
      console.log(
        `alike at ${rate}: ${(flagged * 100).toFixed(1)} % of ${seeds} teams with someone pointed out`,
      );
      expect(flagged).toBeLessThanOrEqual(0.1 + 1.64 * Math.sqrt(0.09 / seeds));
    },
  );

  it.each([0.35, 0.5, 0.65, 0.8])('a weakness of 15 points from %d with 150 deals is found', (rate) => {
    const found = shareOf(
      seeds,
      (seed) =>
        unusualRates(company(seed, Array(12).fill(150), rate, rate - 0.15), 0.1, 20)[0]!.unusual === 'low',
    );
    console.log(`weak by 15 points from ${rate}: found in ${(found * 100).toFixed(1)} % of ${seeds} teams`);
    expect(found).toBeGreaterThan(0.8);
  });
});
