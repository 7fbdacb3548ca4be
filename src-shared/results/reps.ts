import type { MetricAnswer } from './envelope';

/** More or fewer went on than chance explains. */
export type RepFlag = 'high' | 'low' | null;

/**
 * A rep in one stage (`k` of `n` deals went further in time) or in the sale as a whole (`k` were won), with those `lost` in that time. `expected` is the number
 * that the team would have brought on of deals of the same kinds, `adjusted` the rate at the team's mix of deals, `shrunk`
 * what is known of the true rate, with an 80 % interval. Limits are those of the funnel at `n` deals around the team's rate,
 * drawn where they lie in 0 to 1. `flag` is of `adjustedP`, the p-value corrected for the number of reps. `signal` is the share of a
 * difference between two such rates that is real.
 */
export type RepRow = {
  owner: string | null;
  team: string | null;
  n: number;
  k: number;
  lost: number;
  rate: number;
  expected: number;
  ratio: number | null;
  adjusted: number | null;
  shrunk: number | null;
  low: number | null;
  high: number | null;
  limitLow95: number;
  limitHigh95: number;
  limitLow998: number;
  limitHigh998: number;
  flag: RepFlag;
  p: number;
  adjustedP: number | null;
  signal: number | null;
  openDeals: number;
  /** Open deals in the last third of the stages. */
  lateDeals: number;
  /** Deals of the first days of a new rep, which `n` has or has not; and deals with more than one owner, in `n`. */
  rampDeals: number;
  severalOwners: number;
  rank?: { mean: number; low: number; high: number } | null;
};

/** Whether reps differ at all: the spread of their rates, as Beta(a, b) with strength a + b, against equal ones. */
export type RepEffect = { a: number; b: number; strength: number; pValue: number };

/** Limits of the funnel at a number of deals. */
export type FunnelLimits = Record<'n' | 'low95' | 'high95' | 'low998' | 'high998', number>;

/** One stage, or the whole sale (rank 0, no stage), for all reps together. */
export type RepStage = {
  stage: string | null;
  rank: number;
  withinDays: number;
  n: number;
  k: number;
  lost: number;
  rate: number | null;
  effect: RepEffect | null;
  /** How much further scores are spread than chance spreads them, 1 by chance; and whether limits may be widened for it. */
  overDispersion: number | null;
  isOverDispersed: boolean;
};

/** How deals of new reps count, and which days are their first. */
export type RepRamp = { days: number; counted: boolean; deals: number; reps: number };

type Common = {
  /** Kinds of deals that the expected rates are learned from, by their labels. */
  mix: string[];
  ramp: RepRamp;
  /** Under this many deals a rate is grey and not tested. */
  minimum: number;
  /** Deals that had more than one owner when they were counted. */
  severalOwners: number;
};

export type RepsAnswer = MetricAnswer<RepRow> &
  RepStage &
  Common & { limits: FunnelLimits[]; widened: FunnelLimits[] | null };

/** A rep in a stage, as in RepRow. `mapP` is the p-value corrected for all cells of the map. */
export type RepStageRow = Pick<
  RepRow,
  | 'owner'
  | 'n'
  | 'k'
  | 'lost'
  | 'rate'
  | 'expected'
  | 'adjusted'
  | 'shrunk'
  | 'low'
  | 'high'
  | 'flag'
  | 'p'
  | 'adjustedP'
  | 'signal'
> & { stage: string | null; rank: number; mapP: number | null };

/**
 * What a coach would look at. `focus` is the one stage to work on: where least is brought on measured by the team; `extraDeals`
 * how many more of its deals would have gone on at the team's rate. `evidence` is flagged where chance does not explain it, and
 * leaning where the 80 % interval alone lies below the team.
 */
export type RepCard = {
  owner: string | null;
  team: string | null;
  strengths: string[];
  focus: { stage: string; evidence: 'flagged' | 'leaning'; extraDeals: number; learnFrom: string[] } | null;
  openDeals: number;
  lateDeals: number;
  since: string | null;
  /** Last of the first days of a new rep. */
  rampUntil: string | null;
  rampDeals: number;
  severalOwners: number;
};

/**
 * Where the variation in going on lies, beyond chance, as shares of their sum: between stages and kinds of deals (process),
 * between reps over all stages and between reps in single stages (execution). Null without any.
 */
export type VariationSplit = Record<'stages' | 'mix' | 'reps' | 'repStages', number> | null;

export type RepStagesAnswer = MetricAnswer<RepStageRow> &
  Common & {
    stages: RepStage[];
    cards: RepCard[];
    variation: VariationSplit;
    load: { open: number; late: number; lateStages: string[] };
  };
