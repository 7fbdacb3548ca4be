import type { Warning } from './envelope';

/** What a target can be for. */
export const targetFields = ['company', 'team', 'owner'] as const;
export type TargetField = (typeof targetFields)[number];

/** Where the target of a period comes from: set by hand at least in part, from a file, or the sum of the groups below. */
export const targetSources = ['set', 'imported', 'teams', 'owners'] as const;
export type TargetSource = (typeof targetSources)[number];

/** One target as it was set or imported. `author` and `at` are those of one set by hand. */
export type Target = {
  field: TargetField;
  value: string | null;
  from: string;
  to: string;
  /** Null where it is in a currency without a rate. */
  amount: number | null;
  source: 'set' | 'imported';
  author: string | null;
  at: string | null;
  /** The imported one that it stands in for. */
  instead: number | null;
};

/** What a group is to sell in a period. */
export type TargetRow = {
  field: TargetField;
  value: string | null;
  amount: number;
  source: TargetSource;
  /** How many targets make it up. */
  parts: number;
  /** Share of the period's days that they are for. */
  covered: number;
};

export type TargetsResult = {
  period: string;
  from: string;
  to: string;
  /** The company's; null where nothing says. */
  target: TargetRow | null;
  rows: TargetRow[];
  /** Targets within the period or around it, one by one. */
  targets: Target[];
  warnings: Warning[];
};

/** What setting a target changed: the amount set by hand before, null where none was, so that it can be taken back. */
export type TargetSetResult = TargetsResult & { before: number | null };

/** Fields whose groups a call can be on. */
export const judgedFields = ['owner', 'team', 'pipeline', 'segment', 'region', 'product', 'source'] as const;
export type JudgedField = (typeof judgedFields)[number];

/** What the model said when a call was made; of a deal `mean` is its chance times what it is expected to bring. */
export type ModelThen = {
  p10: number | null;
  p50: number | null;
  p90: number | null;
  mean: number | null;
  method: string | null;
};

/** A call: who expected what of a period, looking from which day, and why. Nothing is ever changed; the last one counts. */
export type Judgement = {
  id: number;
  at: string;
  author: string;
  asOf: string;
  period: string;
  from: string;
  to: string;
  field: JudgedField | null;
  value: string | null;
  deal: string | null;
  dealName: string | null;
  /** Null where the call was withdrawn. */
  amount: number | null;
  note: string;
  model: ModelThen;
  /** Whether it is the author's last word on this group or deal. */
  isLast: boolean;
  /** What came, once the period is over as of the day that is looked from. */
  actual: number | null;
  /** Call less actual, and model less actual. */
  error: number | null;
  modelError: number | null;
};

/** How the calls of one person did against the model: on periods that are over, the last call on each. */
export type JudgementScore = {
  author: string;
  n: number;
  /** Sum of the absolute errors by what came. */
  wape: number | null;
  modelWape: number | null;
  /** Sum of calls less what came, by what came: above zero means too hopeful. */
  bias: number | null;
  modelBias: number | null;
  /** Share of the calls that were nearer to what came than the model. */
  nearer: number | null;
};

export type JudgementsResult = {
  period: string | null;
  asOf: string;
  judgements: Judgement[];
  scores: JudgementScore[];
  warnings: Warning[];
};

/** A forecast as it stood: what was read out on a day. `asked` is the method that was asked for. */
export type KeptOutlook = {
  asOf: string;
  keptAt: string;
  asked: string;
  method: string;
  wonToDate: number;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
  target: number | null;
  targetProbability: number | null;
};
