/** Every constant the metrics rest on, in one place; docs/metrics.md lists them. */
export const constants = {
  /** Confidence of every interval. */
  confidence: 0.95,
  /** A curve is read no further than where this many deals, and this share of them, are still at risk. */
  supportCount: 10,
  supportShare: 0.05,
  /** Under this many deals a curve is read to its end, with a warning. */
  smallSample: 50,
  /** Under this many deals a rate is marked as thin. */
  thin: 20,
  /** Above this many deals, ages are counted in quarters of a day instead of exactly. */
  exactAges: 50_000,
  /** Above that, a funnel of more groups than this counts them in whole weeks: of one group there are few deals. */
  manyGroups: 50,
  /** An open deal is dormant beyond the age by which this share of the wins by tau have come. */
  dormantShare: 0.99,
  /** What is won a day is counted over so many days up to the as-of day. */
  trailingDays: 91,
  /** A velocity further than this from what is won a day is marked as not stationary. */
  stationaryGap: 0.2,
  /** In a trend, win rates are read at the age by which this share of the wins come. */
  trendShare: 0.8,
  /** Under this many visits a stage is not called the slowest while others have more. */
  slowestVisits: 30,
  /** At most this many points of a curve leave the engine; a screen shows no more. */
  curvePoints: 400,
  /** A change of mix is looked for in groups of this many deals on both sides, in fields of at most so many values. */
  scanCell: 30,
  scanValues: 40,
  /** Share of the changes of mix that are pointed out which may be chance (Benjamini and Hochberg). */
  scanRate: 0.1,
  /** A trend before a change rests on this many months at least, of so many deals each. */
  trendMonths: 4,
  trendCell: 10,
  /** Days in a step of age of a cohort by custom: a twelfth and a quarter of a year. */
  ageStep: { month: 30.44, quarter: 91.31 },
  /** Cohorts are projected where so many were observed and had so many wins in their first step of age together. */
  developCohorts: 5,
  developEvents: 10,
  /** The youngest so many cohorts are projected by their exposure (Cape Cod). */
  youngCohorts: 2,
  /** Figures that count visits are withheld where this share of the deals have one date a stage. */
  partialShare: 0.05,
  /** At most this many cells of cohorts leave the engine. */
  cohortCells: 60_000,
  /** A figure is matched with filters by fields of at most so many values, and by at most so many fields. */
  matchValues: 40,
  matchFields: 10,
  /** How many would match by chance is told from the figures up to so many times as far from it as those that match. */
  matchWindow: 10,
} as const;
