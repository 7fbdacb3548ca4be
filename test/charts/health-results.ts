import type { StaleAnswer, StalePoint, StaleStage } from '#shared/results/health';

const names = ['Qualified', 'Demo {a|b}', 'Proposal with a long name'];

export const staleStages: StaleStage[] = names.map((stage, i) => ({
  stage,
  pipeline: '',
  rank: i + 1,
  late: i === 2,
  touchLimit: i === 2 ? 15 : 30,
  deals: 20,
  amount: 60_000,
  stale: 6 - i,
  staleAmount: 20_000,
  warned: 2,
  snoozed: 1,
  expected: 18_000,
  staleExpected: 2000,
  noMove: 4,
  noTouch: 3,
  lowOdds: 2,
  n: i === 2 ? 4 : 80,
  warnDays: i === 2 ? null : 20 + i * 10,
  staleDays: i === 2 ? null : 34 + i * 10,
}));

const points: StalePoint[] = names.flatMap((stage, s) =>
  Array.from({ length: 12 }, (_, i) => ({
    id: `${s}-${i}`,
    life: 1,
    name: i === 3 ? '<b>Bold</b>' : `Deal ${s}-${i}`,
    stage,
    pipeline: '',
    days: [0, 0.4, 2, 5, 9, 14, 22, 31, 44, 70, 130, 410][i]!,
    amount: i === 5 ? null : 400 * (i + 1) ** 2,
    winOdds: s === 2 ? null : Math.max(0, 1.1 - i * 0.12),
    stale: i > 7,
  })),
);

export const strips: Pick<StaleAnswer, 'stages' | 'points'> = { stages: staleStages, points };
