import type { FunnelLimits, RepRow, RepStage, RepStageRow, VariationSplit } from '#shared/results/reps';

/** Names as files have them: markup, a formula, quotes, a mark of direction, joined emoji, another script. */
const names = [
  '<b>Ann</b>',
  '=SUM(A1:A9)',
  '\u202EBob "the closer"',
  '👩‍💻 Zoë',
  '李雷',
  'A rep with a name that is far too long for its column',
  null,
];

export const repRows: RepRow[] = names.map((owner, at) => {
  const n = [12, 64, 90, 120, 181, 240, 33][at]!;
  const adjusted = [0.75, 0.56, 0.3, 0.52, 0.55, 0.66, 0.48][at]!;
  const shrunk = owner === null ? null : 0.54 + (adjusted - 0.54) * (n / (n + 60));
  return {
    owner,
    team: at % 2 === 0 ? 'West' : null,
    n,
    k: Math.round(n * adjusted),
    lost: Math.round(n * 0.2),
    rate: adjusted,
    expected: n * 0.54,
    ratio: adjusted / 0.54,
    adjusted,
    shrunk,
    low: shrunk === null ? null : shrunk - 0.06,
    high: shrunk === null ? null : shrunk + 0.06,
    limitLow95: 0.4,
    limitHigh95: 0.68,
    limitLow998: 0.32,
    limitHigh998: 0.76,
    flag: ({ 2: 'low', 5: 'high' } as const)[at] ?? null,
    p: 0.2,
    adjustedP: n < 20 ? null : 0.3,
    signal: n / (n + 60),
    openDeals: 10 + at,
    lateDeals: at,
    rampDeals: 0,
    severalOwners: 0,
  };
});

const limit = (n: number): FunnelLimits => {
  const half = 1 / Math.sqrt(n);
  return {
    n,
    low95: 0.54 - half,
    high95: 0.54 + half,
    low998: 0.54 - 1.5 * half,
    high998: 0.54 + 1.5 * half,
  };
};
export const repLimits = [20, 40, 80, 160, 240].map(limit);
export const widenedLimits = repLimits.map((own) => ({
  ...own,
  low95: own.low95 - 0.05,
  high95: own.high95 + 0.05,
}));

const stageOf = (stage: string | null, rank: number, rate: number): RepStage => ({
  stage,
  rank,
  withinDays: 30 + rank,
  n: 740,
  k: Math.round(740 * rate),
  lost: 100,
  rate,
  effect: { a: 5, b: 4, strength: 9, pValue: 0.01 },
  overDispersion: 1.2,
  isOverDispersed: false,
});
export const repStages = [
  stageOf(null, 0, 0.24),
  stageOf('Qualification', 1, 0.54),
  stageOf('A stage with a long name', 2, 0.6),
];
export const repCells: RepStageRow[] = repRows.flatMap((row, at) =>
  repStages.map(({ stage, rank, rate }) => ({
    ...row,
    stage,
    rank,
    n: rank === 2 && at === 3 ? 0 : row.n,
    adjusted: Math.min(1, (row.adjusted ?? 0) * ((rate ?? 0) / 0.54)),
    shrunk: row.shrunk === null ? null : row.shrunk * ((rate ?? 0) / 0.54),
    flag: rank === 1 ? row.flag : null,
    mapP: null,
  })),
);

export const variation: NonNullable<VariationSplit> = {
  stages: 0.59,
  mix: 0.26,
  reps: 0.12,
  repStages: 0.03,
};
