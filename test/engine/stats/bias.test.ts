import { expect, it } from 'vitest';
import { aalenJohansen, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { kaplanMeier } from '#engine/stats/kaplan-meier';
import { type RiskTable, riskTable, supportedAge } from '#engine/stats/risk-table';
import { describeShared, vectors } from '../../support/vectors';
import { gamma } from './support/gamma';
import { seeded } from './support/seeded';

const deals = 120_000;
const age = 365;

type Deal = { created: number; won: boolean; days: number };

/** A CRM twelve months old in which 6 % more deals are created every month; a quarter of them will be won. */
function youngCrm(random: () => number): Deal[] {
  const growth = Math.log(1.06) / (age / 12);
  const most = Math.expm1(growth * age);
  return Array.from({ length: deals }, () => {
    const won = random() < 0.25;
    const created = Math.log1p(random() * most) / growth;
    return { created, won, days: won ? gamma(random, 3, 110) : gamma(random, 1.2, 60) };
  });
}

/** In whole days, as the worked example has them. */
function tableOf(all: readonly Deal[]): RiskTable {
  const rows = new Map<number, { won: number; lost: number; censored: number }>();
  for (const { created, won, days } of all) {
    const seen = age - created;
    const t = Math.ceil(Math.min(days, seen));
    const row = rows.get(t) ?? { won: 0, lost: 0, censored: 0 };
    row[days > seen ? 'censored' : won ? 'won' : 'lost']++;
    rows.set(t, row);
  }
  return riskTable([...rows].map(([t, row]) => ({ t, ...row })));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describeShared('vectors/vectors.json', 'in a young and growing CRM', () => {
  const told = vectors().bias_demo!.expect as Record<string, number>;
  const all = youngCrm(seeded(41));
  const closed = all.filter(({ created, days }) => created + days <= age);
  const won = closed.filter((deal) => deal.won);
  const curve = aalenJohansen(tableOf(all));

  it('plain averages of what has ended are as wrong as the worked example says', () => {
    expect(won.length / closed.length).toBeCloseTo(told.closed_only_win_rate!, 2);
    expect(won.length / deals).toBeCloseTo(told.won_over_created!, 2);
    expect(mean(won.map(({ days }) => days)) / told.mean_of_won_so_far!).toBeCloseTo(1, 1);
    const recent = won.filter(({ created, days }) => created + days > age - 91);
    expect(mean(recent.map(({ days }) => days)) / told.mean_of_won_last_91d!).toBeCloseTo(1, 1);
    expect(1 - winsAlone(all)).toBeCloseTo(told.wrong_1_minus_km_360d!, 1);
  });

  it('the curve finds the true win rate and the true median', () => {
    expect(valueAt(curve, 'won', 360).value!).toBeCloseTo(told.true_win_rate!, 2);
    const tau = supportedAge(tableOf(all), { count: 10, share: 0 });
    const median = normalisedQuantile(curve, 'won', 0.5, tau).value!;
    expect(Math.abs(median - told.aj_normalised_median!)).toBeLessThan(3);
    expect(Math.abs(median - told.true_median!)).toBeLessThan(3);
  });
});

/** Share that is left at day 360 where losses are taken as censored, which is wrong. */
function winsAlone(all: readonly Deal[]): number {
  const table = tableOf(all);
  const censored = table.censored.map((count, i) => count + table.lost[i]!);
  const survival = kaplanMeier({ ...table, lost: table.lost.map(() => 0), censored });
  return survival.survival[survival.t.findLastIndex((t) => t <= 360)]!;
}
