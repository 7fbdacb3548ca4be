import { describe, expect, it } from 'vitest';
import { aalenJohansen, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { type RiskTable, supportedAge } from '#engine/stats/risk-table';
import { seeded } from './support/seeded';
import { tableOf } from './support/subjects';

const replications = 500;
const winHazard = 0.004;
const lossHazard = 0.009;
const hazard = winHazard + lossHazard;

/** Constant hazards of winning and losing, so that the truth has a formula; seen for 30 to 330 days. */
function pipeline(random: () => number, deals: number): RiskTable {
  return tableOf(
    Array.from({ length: deals }, () => {
      const age = -Math.log(random()) / hazard;
      const seen = 30 + 300 * random();
      const won = random() < winHazard / hazard;
      return age <= seen ? { t: age, s: won ? 1 : 2 } : { t: seen, s: 0 };
    }),
  );
}

/** The same deals, each in view only from a random age on; those decided before are never seen. */
function lateHistory(random: () => number, deals: number): RiskTable {
  return tableOf(
    Array.from({ length: deals }, () => {
      const age = -Math.log(random()) / hazard;
      const entry = random() < 0.5 ? 0 : 60 * random();
      const seen = entry + 60 + 240 * random();
      const won = random() < winHazard / hazard;
      return { entry, ...(age <= seen ? { t: age, s: won ? 1 : 2 } : { t: seen, s: 0 }) };
    }).filter(({ entry, t }) => entry < t),
  );
}

function coverage(seed: number, covers: (random: () => number) => boolean): number {
  const random = seeded(seed);
  const hits = Array.from({ length: replications }, () => covers(random)).filter(Boolean).length;
  return hits / replications;
}

function holds({ low, high }: { low: number | null; high: number | null }, truth: number): boolean {
  return low !== null && low <= truth && (high === null || truth <= high);
}

const wonBy = (t: number) => (winHazard / hazard) * (1 - Math.exp(-hazard * t));

function expectNominal(share: number): void {
  expect(share).toBeGreaterThanOrEqual(0.92);
  expect(share).toBeLessThanOrEqual(0.98);
}

describe('95 % intervals hold the known truth in 92 to 98 % of simulated pipelines:', () => {
  it('share won by day 120', () => {
    expectNominal(
      coverage(11, (random) => holds(valueAt(aalenJohansen(pipeline(random, 150)), 'won', 120), wonBy(120))),
    );
  });

  it('share lost by day 60', () => {
    const truth = (lossHazard / winHazard) * wonBy(60);
    expectNominal(
      coverage(12, (random) => holds(valueAt(aalenJohansen(pipeline(random, 150)), 'lost', 60), truth)),
    );
  });

  it('median days to close', () => {
    const truth = Math.LN2 / hazard;
    expectNominal(coverage(13, (random) => holds(quantile(kaplanMeier(pipeline(random, 150)), 0.5), truth)));
  });

  it('share won by day 120 when history starts late', () => {
    expectNominal(
      coverage(14, (random) =>
        holds(valueAt(aalenJohansen(lateHistory(random, 250)), 'won', 120), wonBy(120)),
      ),
    );
  });
});

describe('estimates centre on the known truth:', () => {
  it('share won by day 120, on average over simulated pipelines', () => {
    const random = seeded(15);
    const estimates = Array.from(
      { length: 200 },
      () => valueAt(aalenJohansen(pipeline(random, 150)), 'won', 120).value!,
    );
    const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
    expect(Math.abs(mean - wonBy(120))).toBeLessThan(0.01);
  });

  it('median days to win among those who win by the supported age, in a large pipeline', () => {
    const table = pipeline(seeded(16), 40_000);
    const tau = supportedAge(table);
    const truth = -Math.log(1 - 0.5 * (1 - Math.exp(-hazard * tau))) / hazard;
    const { value, low, high } = normalisedQuantile(aalenJohansen(table), 'won', 0.5, tau);
    expect(Math.abs(value! - truth)).toBeLessThan(0.05 * truth);
    expect(low! <= truth && truth <= high!).toBe(true);
  });
});
