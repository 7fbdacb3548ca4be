import type { MetricAnswer } from './envelope';

/** What an open pipeline is made of between two days; the order is that of the waterfall. */
export const changeBuckets = [
  'start',
  'new',
  'reopened',
  'moved-in',
  'owner-in',
  'increased',
  'decreased',
  'moved-out',
  'owner-out',
  'won',
  'lost',
  'deleted',
  'end',
] as const;
export type ChangeBucket = (typeof changeBuckets)[number];

/** One bucket: deals (gross: moves), and the amount they add, negative where they take away. */
export type ChangeRow = { key: string | null; bucket: ChangeBucket; count: number; amount: number };

/** A deal of one bucket with the amount it adds there, and what it was worth on both days. */
export type ChangedDeal = {
  key: string | null;
  id: string;
  life: number;
  name: string | null;
  owner: string | null;
  bucket: ChangeBucket;
  amount: number;
  before: number;
  after: number;
};

export type ChangesAnswer = MetricAnswer<ChangeRow> & {
  from: string;
  to: string;
  /** Whether every recorded change counts for itself; else each deal takes one way from the first day to the last. */
  gross: boolean;
  start: number;
  end: number;
  /** Whether start and all moves add up to the end, to the cent and by deals, in each group. */
  identityHolds: boolean;
  /** Closed between the days, with a close date on or before the first one. */
  backDated: number;
  deals?: ChangedDeal[];
};

export const slippageParts = [
  'due',
  'won',
  'lost',
  'slipped',
  'still-due',
  'pulled-forward',
  'pushed',
] as const;

/** What became of the deals that were due; rates are of `due`, with Wilson's interval where deals are counted. */
export type SlippageRow = {
  key: string | null;
  due: number;
  won: number;
  lost: number;
  slipped: number;
  stillDue: number;
  dueValue: number;
  wonValue: number;
  lostValue: number;
  slippedValue: number;
  stillDueValue: number;
  slipRate: number | null;
  low: number | null;
  high: number | null;
  slipValueRate: number | null;
  /** Not due at first, but won in the period or due in it now. */
  pulledForward: number;
  pulledForwardValue: number;
  /** Moves of a close date to a later day of open deals; `periodPushes` to beyond the last due day. */
  pushes: number;
  pushedDeals: number;
  periodPushes: number;
  medianPushDays: number | null;
  /** Pushes of ten or more deals of one owner in one minute; they are in `pushes` too. */
  rolledPushes: number;
};

export type SlippageAnswer = MetricAnswer<SlippageRow> & {
  from: string;
  to: string;
  closeFrom: string;
  closeTo: string;
};
