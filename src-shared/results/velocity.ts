/**
 * What a pipeline yields a day, as open deals × share won × booked value / days open, by Little's law: all deals count for
 * the days, not the won ones alone. Each factor with its 95 % interval; amounts in the currency of the workspace.
 */
export type VelocityRow = {
  key: string | null;
  /** Deals created in the period: the win rate and the days open are theirs. */
  n: number;
  /** Deals open on the as-of day and younger than `dormantAfter`. */
  open: number;
  openLow: number | null;
  openHigh: number | null;
  openValue: number;
  /** Deals open longer than that, which count neither in `open` nor in `daysOpen`. */
  dormant: number;
  dormantValue: number;
  /** Age in days by which all but 1 % of the wins by `tau` have come. */
  dormantAfter: number | null;
  /** Open deals without a usable date of creation, which count in neither. */
  undated: number;
  /** Aalen–Johansen share won by `tau` days. */
  winRate: number | null;
  winRateLow: number | null;
  winRateHigh: number | null;
  tau: number | null;
  /** Deals won in the period, and their mean booked value. */
  won: number;
  averageWon: number | null;
  averageWonLow: number | null;
  averageWonHigh: number | null;
  /** Mean days open of all deals, won, lost or still open, each counted up to `dormantAfter`. */
  daysOpen: number | null;
  daysOpenLow: number | null;
  daysOpenHigh: number | null;
  /** The product of the four, a day. */
  velocity: number | null;
  low: number | null;
  high: number | null;
  /** `velocity` with losses of clean-ups on the day they were booked; where they count from another. */
  bookedVelocity?: number | null;
  /** What textbooks multiply: all open deals × closed win rate × mean won value / mean days of the won. */
  textbook: number | null;
  textbookOpen: number;
  textbookWinRate: number | null;
  textbookDays: number | null;
  /** Value won a day in the `realisedDays` up to the as-of day, by `realisedDeals` deals. */
  realised: number | null;
  realisedLow: number | null;
  realisedHigh: number | null;
  realisedDays: number;
  realisedDeals: number;
  /** velocity / realised − 1, and the same for the textbook. */
  gap: number | null;
  textbookGap: number | null;
  /** True where `gap` is beyond ±20 %. */
  nonStationary: boolean;
};

/** One quarter or month: deals created in it by curves, and beside them what most tools print of those closed in it. */
export type TrendRow = {
  /** First day. */
  period: string;
  /** True where the as-of day or the chosen period cuts it short. */
  partial: boolean;
  deals: number;
  open: number;
  openShare: number | null;
  medianClose: number | null;
  medianCloseLow: number | null;
  medianCloseHigh: number | null;
  medianWin: number | null;
  medianWinLow: number | null;
  medianWinHigh: number | null;
  /** Aalen–Johansen share won by `atDays`, the same age for every period; null where too few are seen that long. */
  winRate: number | null;
  winRateLow: number | null;
  winRateHigh: number | null;
  atDays: number | null;
  /** Last age that enough deals of this period support. */
  tau: number | null;
  /** Of the deals closed in the period, whenever they were created. */
  closed: number;
  won: number;
  closedRate: number | null;
  closedRateLow: number | null;
  closedRateHigh: number | null;
  naiveMedianClose: number | null;
  naiveMedianWin: number | null;
};

/** One stage by how slow it is, with what tells it from the next slower one. */
export type BottleneckRow = {
  key?: string | null;
  /** 1 is the slowest, by the median of a visit. */
  place: number;
  stage: string;
  rank: number;
  visits: number;
  /** Visits that still go on. */
  open: number;
  median: number | null;
  low: number | null;
  high: number | null;
  p80: number | null;
  p90: number | null;
  /** Mean days of a visit up to the last supported age. */
  restrictedMean: number | null;
  /** Visits × restrictedMean: days spent in the stage, and their share of those in all stages. */
  stageDays: number | null;
  share: number | null;
  shareLow: number | null;
  shareHigh: number | null;
  /** The stage next in place, and by how many days the median is above its, with a 95 % interval. */
  next: string | null;
  difference: number | null;
  differenceLow: number | null;
  differenceHigh: number | null;
  /** True where that interval lies above zero. */
  separable: boolean;
};
