import type { MetricAnswer } from './envelope';

/** Why the mean of a forecast moved between two days; each deal has one reason, the first that holds. */
export const movementReasons = [
  'won',
  'lost',
  'created',
  'advanced',
  'back',
  'pushed',
  'pulled',
  'amount',
  'aged',
  'other',
  'new',
] as const;
export type MovementReason = (typeof movementReasons)[number];

/** One reason: how many deals, and what they and the model of them added to the mean or took away. */
export type MovementRow = { reason: MovementReason; deals: number; amount: number };

/** A deal that moved the forecast, with what it was counted for before and after. */
export type MovedDeal = {
  id: string;
  name: string | null;
  owner: string | null;
  reason: MovementReason;
  before: number;
  after: number;
  /** Chance of being won in the period; null where it was not open then. */
  chanceBefore: number | null;
  chanceAfter: number | null;
};

export type MovementSide = {
  asOf: string;
  method: string;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
  wonToDate: number;
  daysLeft: number;
};

/** What moved the forecast of a period from one day to another; the rows add up to the change of the mean to the cent. */
export type MovementAnswer = MetricAnswer<MovementRow> & {
  period: string;
  from: string;
  to: string;
  before: MovementSide;
  after: MovementSide;
  identityHolds: boolean;
  deals: MovedDeal[];
};

/** Quantiles of a distribution that was drawn with and without a change. */
export type WhatIfOutlook = {
  mean: number;
  p10: number;
  p25: number;
  p50: number;
  p75: number;
  p90: number;
  targetProbability: number | null;
};

export type WhatIfAnswer = MetricAnswer<never> & {
  period: string;
  method: string;
  wonToDate: number;
  target: number | null;
  before: WhatIfOutlook;
  after: WhatIfOutlook;
  /** Twenty equally likely outcomes after the change. */
  dots: number[];
  openDeals: number;
  /** Ids that were asked for and are no open deals. */
  unknown: string[];
};

/** The four factors whose product a period comes to. */
export const gapFactors = ['volume', 'cycle', 'conversion', 'size'] as const;
export type GapFactor = (typeof gapFactors)[number];

/**
 * One factor: what it is expected to be, what it was in past periods, what it would have to be, and its part of the gap.
 * `alone` is what it would have to be if nothing else changed. Deals, shares, shares, and an amount.
 */
export type GapRow = {
  factor: GapFactor;
  now: number;
  usual: number;
  needed: number;
  amount: number;
  alone: number;
};

/** What has to be created by a day to close the gap, given how long deals take to be won. */
export type GapStep = {
  day: string;
  daysLeft: number;
  /** Share of deals created on the day that are won in time; null beyond what has been seen. */
  share: number | null;
  deals: number | null;
  value: number | null;
};

export type GapAnswer = MetricAnswer<GapRow> & {
  period: string;
  method: string;
  target: number | null;
  outlook: number;
  gap: number | null;
  /** Whether the parts add up to the gap to the cent. */
  identityHolds: boolean;
  /** Which of more deals or better conversion carries more of the gap; null where there is none. */
  verdict: 'generate' | 'convert' | null;
  periods: number;
  /** Days by which half of the wins came, and the last day on which a deal is created in time for half of them. */
  leadTime: number | null;
  lastDay: string | null;
  averageWon: number | null;
  averageCreated: number | null;
  steps: GapStep[];
};

export const forecastCategories = ['commit', 'best-case', 'pipeline', 'omitted'] as const;
export type ForecastCategory = (typeof forecastCategories)[number];

/** Open deals of one category, with what they bring on average; `rollUp` adds up from what is won to this category. */
export type CategoryRow = {
  category: ForecastCategory;
  deals: number;
  amount: number;
  expected: number;
  /** Won to date and the full amounts of this category and those before it: what a roll-up by hand shows. */
  rollUp: number;
  /** The same with what they bring on average. */
  rollUpExpected: number;
};

/** Open deals by when they are due, from the as-of day on. `until` is the last day, null of those without a date or later. */
export type HorizonRow = {
  bucket: string;
  from: string | null;
  until: string | null;
  deals: number;
  amount: number;
  /** What they bring in the period of the forecast. */
  expected: number;
};

export type OutlookPartsAnswer = MetricAnswer<CategoryRow> & {
  period: string;
  method: string;
  wonToDate: number;
  /** Where categories come from: the CRM's field, or chances of the model. */
  source: 'field' | 'chances';
  horizon: HorizonRow[];
};
