import type { MetricAnswer } from './envelope';

/** How many times as much has to be open and due as is still to win, by past periods: the median, P20 and P80. */
export type CoverageNeed = {
  needed: number | null;
  low: number | null;
  high: number | null;
  periods: number;
};

/** A group or all deals: what is still to win, what is open and due for it, and what past periods needed. */
export type CoverageRow = {
  key: string | null;
  target: number | null;
  wonToDate: number;
  /** Target less won to date, not below zero; null without a target. */
  toGo: number | null;
  dueDeals: number;
  due: number;
  /** due / toGo; null where nothing is to go. */
  coverage: number | null;
  /** Of what was open and due with as many days left, the share won by the end: median, P20, P80 over past periods. */
  conversion: number | null;
  conversionLow: number | null;
  conversionHigh: number | null;
  /** From deals that are due alone: 1 / conversion. */
  needed: number | null;
  neededLow: number | null;
  neededHigh: number | null;
  /** The same where deals count that were not due yet, or not there: due / won in the rest of the period. */
  neededWithRest: number | null;
  neededWithRestLow: number | null;
  neededWithRestHigh: number | null;
  periods: number;
};

/** One past period on the day with as many days left. */
export type CoveragePast = {
  period: string;
  starts: string;
  ends: string;
  day: string;
  dueDeals: number;
  due: number;
  wonOfDue: number;
  conversion: number | null;
  /** Won in the rest of the period, from whatever deals. */
  restWon: number;
  total: number;
};

/** A week of the period: coverage where it has been, and what past periods needed with as many days left. */
export type CoverageWeek = {
  daysLeft: number;
  day: string;
  due: number | null;
  wonToDate: number | null;
  coverage: number | null;
  needed: CoverageNeed;
  neededWithRest: CoverageNeed;
};

export type CoverageAnswer = MetricAnswer<CoverageRow> & {
  period: string;
  starts: string;
  ends: string;
  daysLeft: number;
  past: CoveragePast[];
  weeks: CoverageWeek[];
};
