import type { CompareValue, MixSplit } from '#shared/results/compare';
import type { ComparedFigure } from '../../src-renderer/charts/comparison';

/** Comparisons with the shapes that break charts: clear and unclear differences, open bounds, nothing known. */
export const sides = { base: 'before 2025-07-01', compared: 'since 2025-07-15' };

const of = (value: number | null, low: number | null, high: number | null, n: number): CompareValue => ({
  value,
  low,
  high,
  n,
  events: Math.round(n / 3),
  open: Math.round(n / 10),
  naive: value,
});

const share: Omit<ComparedFigure, 'label' | 'base' | 'compared'> = {
  figure: 'step',
  stage: 'Proposal',
  rank: 4,
  unit: 'rate',
  difference: 0.057,
  low: 0.014,
  high: 0.096,
  test: 'gray',
  p: 0.0004,
  adjusted: 0.002,
  smallest: 0.058,
  atDays: 78.9,
  thin: false,
};

export const shares: ComparedFigure[] = [
  {
    ...share,
    label: 'Win rate (cohort)',
    figure: 'win-rate',
    stage: null,
    rank: null,
    base: of(0.251, 0.238, 0.264, 4095),
    compared: of(0.226, 0.204, 0.249, 1909),
    difference: -0.025,
    low: -0.051,
    high: 0.001,
    adjusted: 0.118,
  },
  {
    ...share,
    label: 'Goes on from Proposal',
    base: of(0.786, 0.764, 0.807, 1461),
    compared: of(0.844, 0.806, 0.875, 494),
  },
  {
    ...share,
    label: 'Goes on from 商务谈判与合同评审阶段 with a long name of more',
    base: of(1, 0.4, 1, 3),
    compared: of(null, null, null, 0),
    difference: null,
    low: null,
    high: null,
    p: null,
    adjusted: null,
    smallest: null,
    thin: true,
  },
];

export const times: ComparedFigure[] = [
  {
    ...share,
    label: 'Days to close',
    figure: 'time-to-close',
    unit: 'days',
    base: of(64.1, 61.9, 67.1, 4095),
    compared: of(102, 57, null, 19),
    difference: 37.9,
    low: -8,
    high: null,
    smallest: null,
  },
  {
    ...share,
    label: 'Days in Negotiation',
    figure: 'stage-time',
    unit: 'days',
    base: of(15.8, 14.1, 16.9, 1016),
    compared: of(12.3, 11.1, 13.9, 552),
    difference: -3.5,
    low: -5.4,
    high: -1.1,
    smallest: null,
  },
];

export const mix: MixSplit = {
  fields: ['segment'],
  labels: ['Segment'],
  base: 0.32,
  compared: 0.298,
  difference: -0.022,
  rateEffect: 0.026,
  mixEffect: -0.048,
  standardised: 0.346,
  oddsRatio: 1.14,
  p: 0.001,
  adjusted: 0.003,
  reversed: true,
  matters: true,
  cells: [
    { key: 'SMB', n0: 200, n1: 140, rate0: 0.4, rate1: 0.429, share0: 0.5, share1: 0.304 },
    { key: 'MM', n0: 120, n1: 140, rate0: 0.3, rate1: 0.321, share0: 0.3, share1: 0.304 },
    { key: 'ENT', n0: 80, n1: 180, rate0: 0.15, rate1: 0.178, share0: 0.2, share1: 0.391 },
  ].map((cell) => ({
    ...cell,
    rateEffect: ((cell.rate1 - cell.rate0) * (cell.share0 + cell.share1)) / 2,
    mixEffect: ((cell.share1 - cell.share0) * (cell.rate0 + cell.rate1)) / 2,
  })),
};
