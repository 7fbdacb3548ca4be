import type { StageKind } from '../model/stage';

/** The four ways to read "reached a stage"; see `definitions.ts`. */
export const funnelDefinitions = ['reached', 'strict', 'any', 'direct'] as const;
export type FunnelDefinition = (typeof funnelDefinitions)[number];

/** One stage of the funnel. `conversion` is the Aalen–Johansen share that goes further, at `atDays`. */
export type FunnelRow = {
  key?: string | null;
  stage: string;
  rank: number;
  entered: number;
  advanced: number;
  lost: number;
  open: number;
  conversion: number | null;
  low: number | null;
  high: number | null;
  /** Share that is lost by `atDays`, and share still undecided then (1 − conversion − lost). */
  lostShare: number | null;
  undecided: number | null;
  /** Age in days at which the curve is read: `within`, or the last age that enough deals support. */
  atDays: number | null;
  /** advanced / entered, what most tools print. */
  naive: number | null;
  /** `conversion` with losses of clean-ups on the day they were booked; where they count from another. */
  bookedConversion?: number | null;
  /** entered here / entered at the first stage. */
  fromStart: number | null;
  valueEntered: number;
  valueAdvanced: number;
  /** Aalen–Johansen median days to go further, among those that do; null where no history tells when they came. */
  medianDays: number | null;
};

/** The four definitions for one stage side by side, with how many deals each pair disagrees on. */
export type DefinitionRow = {
  stage: string;
  rank: number;
  entered: Record<FunnelDefinition, number>;
  advanced: Record<FunnelDefinition, number>;
  naive: Record<FunnelDefinition, number | null>;
  /** Deals that this definition counts as entered and `reached` does not, or the reverse. */
  differing: Record<FunnelDefinition, number>;
};

export type WinRateRow = {
  key: string | null;
  created: number;
  won: number;
  lost: number;
  open: number;
  /** won / (won + lost), closed in the period, with its Wilson 95 % interval. */
  closedRate: number | null;
  low: number | null;
  high: number | null;
  /** The same by value. */
  closedValueRate: number | null;
  /** Aalen–Johansen share won by `tau` days of the deals created in the period. */
  cohortRate: number | null;
  cohortLow: number | null;
  cohortHigh: number | null;
  tau: number | null;
  /** `cohortRate` with losses of clean-ups on the day they were booked; where they count from another. */
  bookedCohortRate?: number | null;
  wonValue: number;
  lostValue: number;
  averageWon: number | null;
};

/** A curve over age. `won` and `lost` are cumulative incidences; survival + won + lost = 1. */
export type CurvePoint = {
  t: number;
  atRisk: number;
  survival: number;
  won: number;
  lost: number;
  low: number | null;
  high: number | null;
};

export type CycleOutcome = 'won' | 'lost' | 'closed';
export type CycleRow = {
  key: string | null;
  outcome: CycleOutcome;
  n: number;
  events: number;
  median: number | null;
  low: number | null;
  high: number | null;
  p25: number | null;
  p75: number | null;
  p90: number | null;
  restrictedMean: number | null;
  tau: number | null;
  naiveMean: number | null;
  naiveMedian: number | null;
  /** `median` with losses of clean-ups on the day they were booked; where they count from another. */
  bookedMedian?: number | null;
  /** Share of deals that take longer than `benchmark` days: of all for closed, of those that end so by tau for won and lost. */
  benchmark?: number;
  beyond?: number | null;
  beyondLow?: number | null;
  beyondHigh?: number | null;
  curve?: CurvePoint[];
};

export type TimeInStageRow = {
  key?: string | null;
  stage: string;
  rank: number;
  visits: number;
  /** Visits that ended. */
  n: number;
  open: number;
  median: number | null;
  low: number | null;
  high: number | null;
  p80: number | null;
  p90: number | null;
  restrictedMean: number | null;
  /** Standard error of `restrictedMean`. */
  restrictedSe?: number | null;
  naiveMean: number | null;
  /** `median` with losses of clean-ups on the day they were booked; where they count from another. */
  bookedMedian?: number | null;
  curve?: CurvePoint[];
};

/** Open pipeline by stage on the as-of day. */
export type PipelineRow = {
  stage: string;
  rank: number;
  count: number;
  value: number;
  unpriced: number;
  medianAge: number | null;
};

/** Deals created, won and lost in one calendar month (`YYYY-MM-01`). */
export type MonthRow = {
  month: string;
  created: number;
  won: number;
  lost: number;
  createdValue: number;
  wonValue: number;
  lostValue: number;
  /** True for a month that the as-of day cuts short. */
  partial: boolean;
};

/** Monday morning on one page: the pieces come from the metrics of the same names. */
export type OverviewRow = {
  pipeline: PipelineRow[];
  months: MonthRow[];
  winRate: WinRateRow;
  previousWinRate: WinRateRow | null;
  cycle: CycleRow | null;
  timeToWin: CycleRow | null;
  bottleneck: TimeInStageRow | null;
  totals: { deals: number; open: number; openValue: number; won: number; lost: number; wonValue: number };
};

export type DealRow = {
  id: string;
  life: number;
  name: string | null;
  account: string | null;
  owner: string | null;
  team: string | null;
  pipeline: string | null;
  stage: string | null;
  kind: StageKind;
  outcome: 'open' | 'won' | 'lost' | 'abandoned';
  /** In the currency of the workspace. */
  amount: number | null;
  /** In its own currency, `currency`: exact where it is the newest amount, else brought back by its rate. */
  amountOwn: number | null;
  currency: string | null;
  createdAt: string | null;
  expectedClose: string | null;
  closedAt: string | null;
  /** Days from creation to closing, or to the as-of day. */
  ageDays: number | null;
  daysInStage: number | null;
  lossReason: string | null;
  nextStep: string | null;
  nextStepDate: string | null;
  lastActivityAt: string | null;
  evidence: string;
  /** Columns asked for by name beyond the fixed ones. */
  extra?: Record<string, string | number | boolean | null>;
};

export type DealsResult = {
  rows: DealRow[];
  /** Deals that match, of which `rows` is one window. */
  total: number;
  totalValue: number;
  /** Every column the grid can show, dictionary fields first, then the export's own. */
  columns: { field: string; label: string; type: string; extra: boolean }[];
};

/** One entry of a deal's timeline, oldest first. */
export type TimelineEntry = {
  at: string;
  field: 'created' | 'stage' | 'amount' | 'expected_close' | 'owner' | 'outcome' | 'activity';
  old: string | null;
  new: string | null;
  origin: string;
  /** Where it stands in the imported files. */
  file: string | null;
  line: number | null;
};

export type StageVisit = {
  visit: number;
  life: number;
  stage: string;
  kind: StageKind;
  enteredAt: string;
  leftAt: string | null;
  days: number;
  exit: 'forward' | 'back' | 'won' | 'lost' | 'open';
};

export type DealResult = {
  deal: DealRow;
  extra: Record<string, string | number | boolean | null>;
  visits: StageVisit[];
  timeline: TimelineEntry[];
};

export type SqlResult = {
  columns: { name: string; type: string }[];
  rows: (string | number | boolean | null)[][];
  /** True when more rows exist than were asked for. */
  truncated: boolean;
  elapsedMs: number;
};
