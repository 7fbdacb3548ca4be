import type { MetricAnswer } from './envelope';

/** What carries a forecast, from the CRM's own percentages to the models, in the order of how much they ask of the data. */
export const forecastMethods = [
  'static',
  'static-all',
  'history',
  'age',
  'conversion',
  'cells',
  'logistic',
  'ensemble',
] as const;
export type ForecastMethod = (typeof forecastMethods)[number];

/** Methods that give a distribution; the others are points to compare with. */
export const modelMethods = ['age', 'conversion', 'cells', 'logistic', 'ensemble'] as const;
export type ModelMethod = (typeof modelMethods)[number];

/** What the history carries: every change, lists of several days, dates of creation and closing, closed deals, too little. */
export const historyGrades = ['full', 'snapshots', 'dates', 'closed', 'none'] as const;
export type HistoryGrade = (typeof historyGrades)[number];

/** Why this method was taken, or what its answer cannot say. `lost` and `export` say what is missing and what would bring it. */
export type ForecastReason = { code: string; message: string; lost?: string; export?: string };

/** Quantiles and mean of one predictive distribution, amounts to the cent. */
export type Outlook = {
  mean: number;
  p10: number;
  p25: number;
  p50: number;
  p75: number;
  p90: number;
};

/** The days of a period and where the as-of day stands in it. Weeks count from 1 and end with the period. */
export type ForecastSpan = {
  period: string;
  grain: 'month' | 'quarter' | 'year' | 'days';
  from: string;
  to: string;
  /** Days after the as-of day up to the last one; more than the period has before it began, 0 when it is over. */
  daysLeft: number;
  /** Week that the as-of day is in, 0 before the period began. */
  week: number;
  weeks: number;
};

/** A part of the mean that adds up: won to date, open by stage, still to be created or to come back. */
export type ForecastComponent = {
  component: 'won' | 'open' | 'new';
  /** Stage of open deals as of the day; null for the other parts. */
  stage: string | null;
  deals: number;
  /** Amount as it stands: won, or open in full. */
  amount: number;
  mean: number;
};

/** An open deal that moves the forecast. `swing` is its standard deviation a √(p (1 − p)). */
export type ForecastDriver = {
  key: number;
  life: number;
  id: string;
  name: string | null;
  owner: string | null;
  stage: string;
  amount: number | null;
  expectedClose: string | null;
  daysInStage: number | null;
  /** Chance of being won before the period ends. */
  probability: number;
  /** What is booked on average when it is won, which may differ from the amount of today. */
  expectedAmount: number;
  swing: number;
  /** Share of the variance of all deals taken singly. */
  varianceShare: number;
  /** P10 of the period where this deal is lost, and where it is won, all else as it was drawn; null where it was never drawn as won. */
  p10IfLost: number | null;
  p10IfWon: number | null;
};

/** A simple forecast to compare with. */
export type ForecastBaseline = { method: ForecastMethod; value: number | null };

/** One day along the period: what was won up to it, and from the as-of day on what may have been won by then. */
export type FanPoint = {
  week: number;
  day: string;
  /** Won in the period up to the day; null after the as-of day. */
  won: number | null;
  outlook: Outlook | null;
};

/** How a past period came in: won up to the end of each week, the last entry its total. */
export type PastPath = { period: string; total: number; won: number[] };

/** A group or the total. Parts of all groups add up to the total to the cent; quantiles of groups do not. */
export type ForecastRow = Outlook & {
  key: string | null;
  wonToDate: number;
  wonDeals: number;
  openDeals: number;
  openAmount: number;
  /** Parts of the mean. */
  openMean: number;
  newMean: number;
  /** Standard deviation of the draws. */
  sd: number;
};

/** How the methods did at this very week of the periods before, each forecast with what was known then. */
export type TrackRecord = {
  method: ForecastMethod;
  periods: number;
  wape: number | null;
  bias: number | null;
  /** Share of 80 % intervals, taken as normal, that held what came; null for methods without. */
  coverage80: number | null;
};

export type ForecastAnswer = MetricAnswer<ForecastRow> &
  ForecastSpan & {
    method: ForecastMethod;
    asked: ForecastMethod | 'auto';
    history: HistoryGrade;
    reasons: ForecastReason[];
    seed: number;
    draws: number;
    wonToDate: number;
    mean: number;
    p10: number;
    p25: number;
    p50: number;
    p75: number;
    p90: number;
    sd: number;
    target: number | null;
    /** Share of draws that reach the target; null without one. */
    targetProbability: number | null;
    components: ForecastComponent[];
    drivers: ForecastDriver[];
    baselines: ForecastBaseline[];
    fan: FanPoint[];
    past: PastPath[];
    /** Twenty equally likely outcomes: quantiles at 2.5 %, 7.5 %, … 97.5 %. */
    dots: number[];
    /** The distribution at 0.5 %, 1 %, … 99.5 %, from which chances of any amount can be read. */
    quantiles: number[];
    trackRecord: TrackRecord[];
    /** Log standard deviation, on the logit, of what moves all deals of a forecast together. */
    sharedShock: number;
    /** Periods the model learned from. */
    learnedFrom: number;
  };

/** A method, or what `auto` would have taken with what was known then. */
export type BacktestMethod = ForecastMethod | 'auto';

/** One forecast of a period that is over, made as of the end of one of its weeks with what was known then. */
export type BacktestRow = {
  method: BacktestMethod;
  period: string;
  week: number;
  asOf: string;
  actual: number;
  wonToDate: number;
  mean: number;
  /** Null for methods that are a point. */
  p10: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p90: number | null;
  /** 0.8 × standard deviation of the model's own distribution: the mean error of a forecast that is exactly right. */
  floor: number | null;
};

/** Scores of one method at one week, or over all weeks where `week` is null. Shares are of what was won. */
export type BacktestSummary = {
  method: BacktestMethod;
  week: number | null;
  n: number;
  periods: number;
  wape: number | null;
  /** (forecast − actual) / actual over all. */
  bias: number | null;
  relativeToStatic: number | null;
  relativeToHistory: number | null;
  relativeToConversion: number | null;
  /** 80 % interval of the WAPE against that of the mean of the last four periods, over blocks of periods drawn again. */
  relativeLow: number | null;
  relativeHigh: number | null;
  mase: number | null;
  /** Mean of the pinball losses at .1, .5 and .9, by what was won on average. */
  pinball: number | null;
  intervalScore: number | null;
  coverage80: number | null;
  coverage50: number | null;
  /** What coverage as many intervals of true coverage 80 % show in 95 % of cases, periods taken as independent. */
  coverageLow: number | null;
  coverageHigh: number | null;
  width: number | null;
  floor: number | null;
  /** 1 − (WAPE − floor) / (WAPE of history − floor). */
  skill: number | null;
};

/** Deals in one tenth of the predicted chances. */
export type CalibrationBin = {
  n: number;
  predicted: number;
  observed: number;
  low: number;
  high: number;
};

/** How well chances of single deals held, over all weeks or at one. */
export type DealScores = {
  method: ForecastMethod;
  week: number | null;
  n: number;
  wins: number;
  brier: number | null;
  /** Brier score of the share won, the same for every deal. */
  baseBrier: number | null;
  logLoss: number | null;
  auc: number | null;
  calibrationSlope: number | null;
  calibrationIntercept: number | null;
  bins: CalibrationBin[];
};

export type BacktestAnswer = MetricAnswer<BacktestRow> & {
  grain: 'month' | 'quarter';
  history: HistoryGrade;
  reasons: ForecastReason[];
  summary: BacktestSummary[];
  deals: DealScores[];
  /** The method that `auto` takes on this history. */
  winner: ForecastMethod;
  /** Completed periods with data, and those that were forecast. */
  periods: number;
  tested: number;
};
