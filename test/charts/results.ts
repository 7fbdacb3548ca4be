import type {
  CurvePoint,
  DefinitionRow,
  FunnelRow,
  MonthRow,
  PipelineRow,
  TimeInStageRow,
} from '#shared/results/metrics';
import type { GroupRate } from '../../src-renderer/charts/dot-interval';
import type { DurationRow } from '../../src-renderer/charts/median-and-mean';
import type { CurveGroup } from '../../src-renderer/charts/survival-curves';

/** Hand-written results with the shapes that break charts: nothing, little, long names, gaps, very many. */
export const stageNames = ['Qualification', 'Discovery', 'Demo', 'Proposal', 'Negotiation'] as const;

export const pipeline: PipelineRow[] = [
  { stage: 'Qualification', rank: 1, count: 412, value: 8_120_000, unpriced: 31, medianAge: 24 },
  { stage: 'Discovery', rank: 2, count: 268, value: 6_940_500, unpriced: 8, medianAge: 41.5 },
  { stage: 'Demo', rank: 3, count: 190, value: 5_210_000, unpriced: 0, medianAge: 58 },
  { stage: 'Proposal', rank: 4, count: 121, value: 4_415_250, unpriced: 0, medianAge: 77 },
  { stage: 'Negotiation', rank: 5, count: 0, value: 0, unpriced: 0, medianAge: null },
];

export const longPipeline: PipelineRow[] = [
  {
    stage: 'Technical evaluation with the customer’s security and procurement boards',
    rank: 1,
    count: 3,
    value: 12,
    unpriced: 1,
    medianAge: 0.5,
  },
  { stage: '商务谈判与合同评审阶段', rank: 2, count: 1, value: 980_000_000, unpriced: 0, medianAge: 1 },
  { stage: '<b>Demo</b>', rank: 3, count: 2, value: 0, unpriced: 2, medianAge: 700 },
];

export const monthRows: MonthRow[] = Array.from({ length: 18 }, (_, i) => {
  const created = 140 + ((i * 37) % 60);
  const won = 24 + ((i * 11) % 17);
  const lost = 61 + ((i * 23) % 31);
  return {
    month: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
    created: i === 17 ? 70 : created,
    won: i === 17 ? 9 : won,
    lost: i === 17 ? 30 : lost,
    createdValue: created * 21_500,
    wonValue: won * 19_250,
    lostValue: lost * 23_100,
    partial: i === 17,
  };
});

export const funnel: FunnelRow[] = [
  funnelRow('Qualification', 1, 5204, 3410, 1502, 292, 0.681, 0.094, 1, 12),
  funnelRow('Discovery', 2, 3410, 2205, 980, 225, 0.672, 0.081, 0.655, 18),
  funnelRow('Demo', 3, 2205, 1390, 655, 160, 0.66, 0.088, 0.424, 16.5),
  funnelRow('Proposal', 4, 1390, 611, 640, 139, 0.468, 0.12, 0.267, 27),
  funnelRow('Negotiation', 5, 611, 440, 110, 61, 0.76, 0.104, 0.117, 14),
];

/** Three deals: every rate has a wide interval, the last stage has none. */
export const tinyFunnel: FunnelRow[] = [
  { ...funnelRow('First', 1, 3, 1, 1, 1, 0.5, 0.25, 1, 4), low: 0.03, high: 0.91 },
  {
    ...funnelRow('Second', 2, 1, 0, 0, 1, 0, 0, 0.33, 0),
    conversion: null,
    low: null,
    high: null,
    lostShare: null,
    undecided: null,
    naive: null,
    medianDays: null,
    atDays: null,
  },
];

export const wideFunnel: FunnelRow[] = Array.from({ length: 30 }, (_, i) =>
  funnelRow(
    `Stage ${i + 1}`,
    i + 1,
    3000 - i * 95,
    2900 - i * 95,
    60,
    40,
    0.96 - i * 0.005,
    0.02,
    1 - i * 0.03,
    3 + i,
  ),
);

function funnelRow(
  stage: string,
  rank: number,
  entered: number,
  advanced: number,
  lost: number,
  open: number,
  conversion: number,
  undecided: number,
  fromStart: number,
  medianDays: number,
): FunnelRow {
  const naive = entered === 0 ? null : advanced / entered;
  return {
    stage,
    rank,
    entered,
    advanced,
    lost,
    open,
    conversion,
    low: Math.max(0, conversion - 0.02),
    high: Math.min(1, conversion + 0.02),
    lostShare: 1 - conversion - undecided,
    undecided,
    atDays: 142,
    naive,
    fromStart,
    valueEntered: entered * 18_400,
    valueAdvanced: advanced * 17_900,
    medianDays,
  };
}

export const definitionRows: DefinitionRow[] = stageNames.map((stage, i) => {
  const entered = [5204, 3410, 2205, 1390, 611][i] ?? 0;
  return {
    stage,
    rank: i + 1,
    entered: { reached: entered, strict: entered - i * 40, any: entered - i * 25, direct: entered - i * 25 },
    advanced: {
      reached: entered * 0.62,
      strict: entered * 0.55,
      any: entered * 0.58,
      direct: entered * 0.49,
    },
    naive: { reached: 0.62 - i * 0.03, strict: 0.57 - i * 0.03, any: 0.6 - i * 0.04, direct: 0.49 },
    differing: { reached: 0, strict: i * 40, any: i * 25, direct: i * 25 },
  };
});

export const groups: GroupRate[] = [
  { key: 'Anna Snelling', rate: 0.41, low: 0.36, high: 0.46, n: 402 },
  { key: 'Cecily Lampkin', rate: 0.38, low: 0.31, high: 0.45, n: 190 },
  { key: 'Darcel Schlecht', rate: 0.33, low: 0.3, high: 0.36, n: 920 },
  { key: 'New hire with a very long hyphenated-family-name', rate: 0.67, low: 0.21, high: 0.94, n: 3 },
  { key: null, rate: null, low: null, high: null, n: 0 },
];

export const manyGroups: GroupRate[] = Array.from({ length: 200 }, (_, i) => ({
  key: `Owner ${i + 1}`,
  rate: 0.2 + ((i * 7) % 40) / 100,
  low: 0.1 + ((i * 7) % 40) / 100,
  high: 0.3 + ((i * 7) % 40) / 100,
  n: 5 + ((i * 13) % 90),
}));

/** Deals that are won or lost at a steady pace; `speed` scales it. */
export function curve(speed: number, band: boolean): CurvePoint[] {
  return Array.from({ length: 60 }, (_, i) => {
    const t = i * 5;
    const gone = 1 - Math.exp(-t * speed);
    const won = gone * 0.32;
    return {
      t,
      atRisk: Math.round(1200 * (1 - gone)),
      survival: 1 - gone,
      won,
      lost: gone - won,
      low: band ? Math.max(0, won - 0.025) : null,
      high: band ? won + 0.025 : null,
    };
  });
}

export const stageTimes: TimeInStageRow[] = [
  stageTime('Qualification', 1, 12, 14.5, 24, 41),
  stageTime('Discovery', 2, 18, 21, 33, 52),
  stageTime('Demo', 3, 16.5, 17, 31, 47),
  stageTime('Proposal', 4, 27, 24, 58, 96),
  {
    ...stageTime('Negotiation', 5, 0, 0, 0, 0),
    median: null,
    low: null,
    high: null,
    p80: null,
    p90: null,
    naiveMean: 9,
  },
];

function stageTime(
  stage: string,
  rank: number,
  median: number,
  naiveMean: number,
  p80: number,
  p90: number,
): TimeInStageRow {
  return {
    stage,
    rank,
    visits: 1200,
    n: 1010,
    open: 190,
    median,
    low: median - 1,
    high: median + 2,
    p80,
    p90,
    restrictedMean: median + 4,
    naiveMean,
  };
}

export const curveGroups: CurveGroup[] = [
  { key: 'Enterprise', label: 'Enterprise', n: 300, median: 120, end: 295, curve: curve(0.006, false) },
  { key: 'Mid-market', label: 'Mid-market', n: 300, median: 80, end: 295, curve: curve(0.009, false) },
  { key: null, label: '(empty)', n: 2, median: null, end: null, curve: [] },
];

/** The second has no median yet, the third no interval. */
export const durations: DurationRow[] = [
  { key: 'a', label: 'To close', n: 900, median: 69, low: 67, high: 71, naiveMean: 47.9854 },
  { key: 'b', label: 'To win', n: 12, median: null, low: null, high: null, naiveMean: 30.5 },
  { key: 'c', label: 'To loss', n: 40, median: 14.5, low: null, high: null, naiveMean: null },
];
