import type { Scope } from '../model/scope';
import type { MetricAnswer } from './envelope';
import type { CurvePoint } from './metrics';

export const compareFigures = [
  'win-rate',
  'closed-rate',
  'time-to-close',
  'time-to-win',
  'step',
  'stage-time',
] as const;
export type CompareFigure = (typeof compareFigures)[number];

/** One side of a figure. Rates are fractions, times days; `open` deals were not decided when last seen. */
export type CompareValue = {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  events: number;
  open: number;
  /** The plain figure that most tools print. */
  naive: number | null;
};

/**
 * One figure of both sides. `difference` is compared less base, with its interval. `p` is of the test named, `adjusted`
 * the same corrected for the number of stages. `smallest` is the true difference that is found four times out of five with so many
 * deals. `atDays` is the age that both sides are read at. `thin`: one side has too few deals to show its figure.
 */
export type CompareRow = {
  figure: CompareFigure;
  stage: string | null;
  rank: number | null;
  unit: 'rate' | 'days';
  base: CompareValue;
  compared: CompareValue;
  difference: number | null;
  low: number | null;
  high: number | null;
  test: 'gray' | 'log-rank' | 'chi-square' | null;
  p: number | null;
  adjusted: number | null;
  smallest: number | null;
  atDays: number | null;
  thin: boolean;
};

/** A side: its name, the scope that its deals are found by, its deals by what became of them, and its curve. */
export type CompareArm = {
  label: string;
  scope: Scope;
  n: number;
  won: number;
  lost: number;
  open: number;
  median: number | null;
  curve?: CurvePoint[];
};

/** The cell of a mix that groups of few deals are put together in. */
export const smallerGroups = 'smaller groups together';

export type MixCellRow = {
  key: string;
  n0: number;
  n1: number;
  rate0: number;
  rate1: number;
  share0: number;
  share1: number;
  rateEffect: number;
  mixEffect: number;
};

/**
 * The difference of the share won by `atDays`, of deals followed that long, split into what changed inside the groups of
 * `fields` and what changed because groups make up other shares. `standardised` is the compared rate at the shares of
 * the base, `oddsRatio` Mantel and Haenszel's inside groups. `reversed`: the total moves against its parts.
 */
export type MixSplit = {
  fields: string[];
  labels: string[];
  base: number;
  compared: number;
  difference: number;
  rateEffect: number;
  mixEffect: number;
  standardised: number;
  oddsRatio: number | null;
  p: number;
  adjusted: number;
  reversed: boolean;
  matters: boolean;
  cells: MixCellRow[];
};

/** Other reasons why two periods can differ. Rates are shares won by the age of the mix. */
export type CompareChecks = {
  season: { base: number; compared: number; difference: number; low: number; high: number } | null;
  trend: { perMonth: number; p: number; months: number } | null;
  dip: { last: number; earlier: number; p: number } | null;
};

export type CompareAnswer = MetricAnswer<CompareRow> & {
  kind: 'split' | 'groups' | 'periods';
  base: CompareArm;
  compared: CompareArm;
  /** Age both sides are read at; null without deals. */
  atDays: number | null;
  /** Field that the log-rank and Gray tests compare within. */
  stratifiedBy: string | null;
  power: { smallest: number; perSideFor5: number; perSideFor10: number } | null;
  /** Age of the shares that the mix is about, and its splits, the largest effect of mix first. */
  mixAtDays: number | null;
  scanned: number;
  mix: MixSplit[];
  checks: CompareChecks;
};
