import type { MetricAnswer } from './envelope';

/**
 * What became of the deals created in one month or quarter up to one age. Counts and values are cumulative and exclude one
 * another: deals = won + lost + open.
 */
export type CohortRow = {
  key?: string | null;
  /** First day of the month or quarter of creation. */
  cohort: string;
  /** Age in days up to which, exclusive, things are counted: the end of the step `bucket`, from 0. */
  age: number;
  bucket: number;
  deals: number;
  won: number;
  lost: number;
  open: number;
  /** Aalen–Johansen share won by that age with its 95 % interval; where all was observed, won / deals. */
  wonRate: number | null;
  low: number | null;
  high: number | null;
  lostRate: number | null;
  lostLow: number | null;
  lostHigh: number | null;
  /** won / deals as it stands, which is low where deals are too young to have been won. */
  naive: number | null;
  value: number;
  wonValue: number;
  lostValue: number;
  /** Whether the cohort was over and its youngest deal that old on the as-of day. */
  observed: boolean;
};

/** What one cohort comes to in the end, by count or value as asked. */
export type CohortDevelopment = {
  key?: string | null;
  cohort: string;
  method: 'chain-ladder' | 'cape-cod';
  /** Age in days up to which the cohort was observed, 0 where it was not yet, and what it had come to by then. */
  age: number;
  latest: number;
  /** What it has come to on the as-of day. */
  soFar: number;
  /** Share of what is expected in the end that comes by that age. */
  developed: number;
  ultimate: number;
  outstanding: number;
  low: number;
  high: number;
  /** By the chain ladder alone, and by Cape Cod alone. */
  chainLadder: number | null;
  capeCod: number;
  /**
   * Deal by deal: what it has come to, and of those open the Aalen–Johansen share of all cohorts together that comes by tau, each
   * by its age. The band holds for counts only.
   */
  byDeals: number | null;
  byDealsLow: number | null;
  byDealsHigh: number | null;
};

/** What a cell that was not observed is expected to come to. */
export type ProjectedCell = {
  key?: string | null;
  cohort: string;
  age: number;
  bucket: number;
  expected: number;
  low: number;
  high: number;
};

/**
 * How far, in standard deviations, a cohort's step to an age was from that of all cohorts. Steps of one calendar time,
 * `diagonal` (the first day of the period they ended in), should lie around 0.
 */
export type CohortResidual = {
  key?: string | null;
  cohort: string;
  age: number;
  diagonal: string;
  value: number;
};

/** Of one month or quarter: deals created, those of them won within it, and what part they are of all won in it. */
export type CreateAndCloseRow = {
  key?: string | null;
  period: string;
  /** Not over on the as-of day. */
  partial: boolean;
  created: number;
  wonInside: number;
  /** wonInside / created with Wilson's interval. */
  rate: number | null;
  low: number | null;
  high: number | null;
  won: number;
  /** wonInside / won with Wilson's interval. */
  share: number | null;
  shareLow: number | null;
  shareHigh: number | null;
  createdValue: number;
  wonInsideValue: number;
  wonValue: number;
  shareValue: number | null;
};

export type CohortsAnswer = MetricAnswer<CohortRow> & {
  grain: 'month' | 'quarter';
  ageStep: number;
  /** Month in which the fiscal year begins, 1 to 12. */
  yearStart: number;
  createAndClose: CreateAndCloseRow[];
  /** With `develop`: what each cohort comes to, the cells on the way there, and residuals. */
  develop?: CohortDevelopment[];
  projected?: ProjectedCell[];
  residuals?: CohortResidual[];
};
