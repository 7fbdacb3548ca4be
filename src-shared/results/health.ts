import type { MetricAnswer } from './envelope';

/** What is looked at on the Health page, in the order of the page where nothing is urgent. */
export const checkCodes = [
  'stale',
  'past-due-close',
  'overdue-next-step',
  'late-load',
  'pile-up',
  'few-created',
  'thin-front',
  'low-coverage',
  'unqualified-sinks',
  'unqualified-old',
  'no-next-step',
  'no-amount',
  'no-owner',
  'closed-probability',
  'early-commit',
  'close-before-created',
  'late-without-date',
] as const;
export type CheckCode = (typeof checkCodes)[number];

export type Severity = 'high' | 'medium' | 'low';

/** What a value of a check counts: rates are fractions. */
export type CheckUnit = 'deals' | 'share' | 'weeks' | 'deals a week' | 'days' | 'times';

/** A value of a check on a day. */
export type CheckPoint = { day: string; value: number | null };

/** Checks whose past says nothing of their limit, so that it can be asked later than the checks. */
export const upkeepPasts = [
  'stale',
  'unqualified-old',
  'past-due-close',
] as const satisfies readonly CheckCode[];
export type UpkeepPast = (typeof upkeepPasts)[number];

/** One thing that was looked at: its value on the as-of day against its limit and its own past. */
export type HealthCheck = {
  code: CheckCode;
  /** The stage, where the check is made for each. */
  stage: string | null;
  title: string;
  message: string;
  value: number | null;
  unit: CheckUnit;
  /** Null where the past is too short to tell what is usual. */
  limit: number | null;
  /** On which side of the limit something is wrong. */
  wrong: 'above' | 'below';
  /** Null where the value is within its limit. */
  severity: Severity | null;
  deals: number;
  amount: number;
  /** The value on earlier days, every four weeks, the as-of day last; empty where the data has no past of it, null where it was not asked. */
  history: CheckPoint[] | null;
  /** What the earlier values count, where they are not the value itself. */
  historyText: string | null;
};

/** A share of the open deals, and of how many; of none, `text` says why instead of what is counted. */
export type HealthScore = { value: number | null; deals: number; of: number; text: string };
export type HealthScores = {
  freshness: HealthScore;
  touches: HealthScore;
  movement: HealthScore;
  frontLoad: HealthScore;
  amount: HealthScore;
  nextStep: HealthScore;
};

export type HealthAnswer = MetricAnswer<HealthCheck> & {
  /** The checks that are beyond their limit, the most urgent first; `rows` has all of them. */
  alerts: HealthCheck[];
  scores: HealthScores;
  open: { deals: number; amount: number };
};

/** The past of a check that was asked without it. */
export type HealthPastRow = { code: UpkeepPast; history: CheckPoint[] };
export type HealthPastAnswer = MetricAnswer<HealthPastRow>;

export const staleReasons = ['no-move', 'no-touch', 'low-odds'] as const;
export type StaleReason = (typeof staleReasons)[number];

/** An open deal with what speaks for and against it. */
export type OpenDealRow = {
  id: string;
  life: number;
  name: string | null;
  account: string | null;
  owner: string | null;
  stage: string;
  amount: number | null;
  created: string | null;
  expectedClose: string | null;
  nextStep: string | null;
  nextStepDate: string | null;
  lastTouch: string | null;
  ageDays: number | null;
  /** Null where it is not known when the deal came into its stage. */
  daysInStage: number | null;
  /** Since the last touch, or without one since creation; null where the data has no activities. */
  daysSinceTouch: number | null;
  /** Days in the stage beyond which it is stale; null where too few deals were won to tell. */
  limit: number | null;
  touchLimit: number | null;
  reasons: StaleReason[];
  snoozed: boolean;
  /** Chance to be won within 91 days relative to a deal that just came into the stage, and the upper bound of its 80 % interval. */
  winOdds: number | null;
  winOddsHigh: number | null;
  /** Chance to be won at all, and amount times that. */
  winChance: number | null;
  expectedValue: number | null;
};

/** A stage with its limits, and how many of its open deals are beyond them. */
export type StaleStage = {
  stage: string;
  pipeline: string;
  rank: number;
  late: boolean;
  touchLimit: number | null;
  deals: number;
  amount: number;
  stale: number;
  staleAmount: number;
  warned: number;
  snoozed: number;
  expected: number;
  staleExpected: number;
  noMove: number;
  noTouch: number;
  lowOdds: number;
  /** Winning visits that the limits of the stage rest on, and its limits for all segments together, in days. */
  n: number;
  warnDays: number | null;
  staleDays: number | null;
};

/** Limit of one stage and segment, in days. */
export type StayLimit = {
  stage: string;
  pipeline: string;
  segment: string | null;
  n: number;
  warnDays: number;
  staleDays: number;
};

/** One open deal as a point of the strips. */
export type StalePoint = {
  id: string;
  life: number;
  name: string | null;
  stage: string;
  pipeline: string;
  days: number;
  amount: number | null;
  winOdds: number | null;
  stale: boolean;
};

export type StaleAnswer = MetricAnswer<OpenDealRow> & {
  /** As asked: learned, tuned or a number of days. */
  limit: 'learned' | 'tuned' | number;
  /** The day whose knowledge the learned limits rest on, and the day before which the deals behind them were created. */
  learnedOn: string;
  createdBefore: string | null;
  stages: StaleStage[];
  limits: StayLimit[];
  points: StalePoint[];
  total: number;
  staleAmount: number;
  staleExpected: number;
};

/** How a limit would have done on the first days of past quarters: of the open deals, those that were lost from where they stood. */
export type LimitRow = {
  limit: 'warn' | 'stale' | 'tuned' | number;
  kind: 'learned' | 'fixed';
  /** Deals whose stay in the stage has ended, those beyond the limit, those lost from there, and those that were both. */
  n: number;
  flagged: number;
  lost: number;
  caught: number;
  precision: number | null;
  precisionLow: number | null;
  precisionHigh: number | null;
  recall: number | null;
  recallLow: number | null;
  recallHigh: number | null;
  f1: number | null;
};

export type LimitRecordAnswer = MetricAnswer<LimitRow> & {
  /** First days of the quarters that the limits were tried on, none of which they were learned from. */
  origins: string[];
  /** Open deals of those days whose stay goes on: nothing is known of them yet. */
  undecided: number;
  /** One deal in so many was looked at. */
  oneOf: number;
  /** Share of the winning stays that the tuned limit of each stage lets pass. */
  tuned: { stage: string; pipeline: string; level: number; days: number | null }[];
};

export const actionLists = ['stale', 'cleanup', 'revisit', 'worklist'] as const;
export type ActionList = (typeof actionLists)[number];

/** A deal of a list of what is to be done; what a list does not know of it is null. */
export type ActionRow = {
  /** Place among the deals of its owner. */
  place: number | null;
  id: string;
  life: number;
  name: string | null;
  account: string | null;
  owner: string | null;
  stage: string | null;
  amount: number | null;
  action: string;
  expectedValue: number | null;
  winChance: number | null;
  ageDays: number | null;
  daysInStage: number | null;
  limit: number | null;
  lastTouch: string | null;
  daysSinceTouch: number | null;
  expectedClose: string | null;
  nextStep: string | null;
  nextStepDate: string | null;
  lost: string | null;
  daysSinceLost: number | null;
  lossReason: string | null;
};

export type ActionListAnswer = MetricAnswer<ActionRow> & {
  list: ActionList;
  total: number;
  totalValue: number;
  /** What the list goes by, in words. */
  text: string;
};
