import type { CoverageWeek } from '#shared/results/coverage';
import type { BacktestRow, BacktestSummary, FanPoint, ForecastRow } from '#shared/results/forecast';
import { addDays } from '#shared/time/day';
import type { CompositionAnswer } from '../../src-renderer/charts/forecast-composition';
import type { FanAnswer } from '../../src-renderer/charts/forecast-fan';
import type { ForecastGroup } from '../../src-renderer/charts/forecast-groups';

/** A quarter at the end of its sixth week: won up to each week, then a fan that opens. */
const fan: FanPoint[] = Array.from({ length: 13 }, (_, i) => {
  const week = i + 1;
  const day = addDays('2026-03-31', week * 7);
  if (week <= 6) return { week, day, won: 300_000 * week, outlook: null };
  const mean = 1_800_000 + (week - 6) * 450_000;
  const spread = (week - 6) * 90_000;
  const outlook = {
    mean,
    p10: mean - spread,
    p25: mean - spread / 2,
    p50: mean,
    p75: mean + spread / 2,
    p90: mean + spread,
  };
  return { week, day, won: null, outlook };
});

const past = [3.9, 5.6, 4.8].map((millions, i) => ({
  period: `2025-Q${i + 1}`,
  total: millions * 1e6,
  won: Array.from({ length: 13 }, (_, week) => ((week + 1) / 13) ** 1.2 * millions * 1e6),
}));

export const fanAnswer: FanAnswer = {
  fan,
  past,
  target: 5_200_000,
  asOf: '2026-05-12',
  from: '2026-04-01',
  to: '2026-06-30',
  weeks: 13,
  week: 6,
  wonToDate: 1_800_000,
  p10: 4_320_000,
  p50: 4_950_000,
  p90: 5_580_000,
  grain: 'quarter',
};

/** A quarter that is over, without past ones and without a target. */
export const fanOver: FanAnswer = {
  ...fanAnswer,
  fan: fan.map((point) => ({ ...point, won: point.week * 300_000, outlook: null })),
  past: [],
  target: null,
  asOf: '2026-06-30',
  wonToDate: 3_900_000,
  p10: 3_900_000,
  p50: 3_900_000,
  p90: 3_900_000,
};

export const dots = Array.from({ length: 20 }, (_, i) => 4_000_000 + i * 90_000 + (i % 3) * 20_000);

export const composition: CompositionAnswer = {
  components: [
    { component: 'won', stage: null, deals: 102, amount: 1_980_000, mean: 1_980_000 },
    { component: 'open', stage: 'Qualify', deals: 320, amount: 8_500_000, mean: 110_000 },
    { component: 'open', stage: 'Negotiation', deals: 70, amount: 3_200_000, mean: 1_580_000 },
    { component: 'new', stage: null, deals: 0, amount: 0, mean: 144_000 },
  ],
  mean: 3_814_000,
  p10: 3_100_000,
  p90: 4_500_000,
  target: 4_000_000,
};

const row = (key: string | null, mean: number): ForecastRow => ({
  key,
  mean,
  p10: mean * 0.8,
  p25: mean * 0.9,
  p50: mean,
  p75: mean * 1.1,
  p90: mean * 1.2,
  wonToDate: mean * 0.4,
  wonDeals: 20,
  openDeals: 80,
  openAmount: mean * 5,
  openMean: mean * 0.55,
  newMean: mean * 0.05,
  sd: mean * 0.15,
});

export const groups: ForecastGroup[] = [
  { ...row('Enterprise', 1_970_000), target: 2_500_000, call: 2_100_000 },
  { ...row('Mid-market Americas', 736_000), target: 700_000, call: null },
  { ...row(null, 12_000), target: null, call: null },
];

const quarters = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1'];

export const backtestRows: BacktestRow[] = [2, 6, 10].flatMap((week) =>
  quarters.map((period, i) => {
    const mean = 4_000_000 + i * 250_000;
    const width = 1_000_000 - week * 60_000;
    return {
      method: 'auto' as const,
      period,
      week,
      asOf: '2025-02-01',
      // The third quarter came in far below.
      actual: i === 2 ? 3_200_000 : mean + 100_000,
      wonToDate: week * 200_000,
      mean,
      p10: mean - width,
      p25: mean - width / 2,
      p50: mean,
      p75: mean + width / 2,
      p90: mean + width,
      floor: 200_000,
    };
  }),
);

export const pointRows: BacktestRow[] = backtestRows.map((one) => ({
  ...one,
  method: 'history',
  p10: null,
  p25: null,
  p50: null,
  p75: null,
  p90: null,
  floor: null,
}));

const score = (method: BacktestSummary['method'], week: number | null, wape: number): BacktestSummary => ({
  method,
  week,
  n: 5,
  periods: 5,
  wape,
  bias: 0.02,
  relativeToStatic: 0.4,
  relativeToHistory: 0.6,
  relativeToConversion: 0.9,
  relativeLow: 0.4,
  relativeHigh: 0.8,
  mase: 0.7,
  pinball: 0.05,
  intervalScore: 1_000_000,
  coverage80: 0.8,
  coverage50: 0.5,
  coverageLow: 0.43,
  coverageHigh: 1,
  width: 0.3,
  floor: method === 'auto' ? wape * 0.8 : null,
  skill: 0.9,
});

export const summary: BacktestSummary[] = [2, 6, 10].flatMap((week) => [
  score('auto', week, 0.16 - week / 100),
  score('conversion', week, 0.2 - week / 100),
  score('history', week, 0.24),
  score('static', week, 0.38),
]);

export const bins = [0.02, 0.15, 0.4, 0.7].map((predicted) => ({
  n: 400,
  predicted,
  observed: predicted * 0.95,
  low: predicted * 0.8,
  high: Math.min(1, predicted * 1.15),
}));

export const coverageWeekRows: CoverageWeek[] = [84, 63, 42, 21, 7, 0].map((daysLeft) => {
  const middle = daysLeft === 0 ? null : 4 + (84 - daysLeft) / 8;
  const seen = daysLeft >= 42;
  const need = {
    needed: middle,
    low: middle === null ? null : middle * 0.7,
    high: middle === null || daysLeft < 14 ? null : middle * 1.4,
    periods: 8,
  };
  return {
    daysLeft,
    day: addDays('2026-06-30', -daysLeft),
    due: seen ? 20_000_000 : null,
    wonToDate: seen ? 1_000_000 : null,
    coverage: seen ? 4.4 + (84 - daysLeft) / 21 : null,
    needed: need,
    neededWithRest: { ...need, needed: middle === null ? null : middle / 2 },
  };
});
