import { describedForecastConstants } from '#engine/forecast/constants';
import type { MethodConstant } from '#shared/results/method-notes';

type Described = Omit<MethodConstant, 'name'>;

/** Every constant the metrics rest on (those of the forecast are in engine/forecast), in one place, with what it means; the page Methods and docs/metrics.md list them. */
const described = {
  confidence: { value: 0.95, unit: 'share', group: 'every', text: 'Confidence of every interval' },
  supportCount: {
    value: 10,
    unit: 'deals',
    group: 'every',
    text: 'A curve is read no further than where this many deals are still at risk',
  },
  supportShare: {
    value: 0.05,
    unit: 'share',
    group: 'every',
    text: 'A curve is read no further than where this share of its deals is still at risk',
  },
  smallSample: {
    value: 50,
    unit: 'deals',
    group: 'every',
    text: 'Under this many deals a curve is read to its end, with a warning',
  },
  thin: { value: 20, unit: 'deals', group: 'every', text: 'Under this many deals a rate is marked as thin' },
  exactAges: {
    value: 50_000,
    unit: 'deals',
    group: 'every',
    text: 'Above this many deals, ages are counted in quarters of a day instead of exactly',
  },
  manyGroups: {
    value: 50,
    unit: 'count',
    group: 'funnel',
    text: 'Above that, a funnel of more groups than this counts ages in whole weeks: of one group there are few deals',
  },
  dormantShare: {
    value: 0.99,
    unit: 'share',
    group: 'velocity',
    text: 'An open deal is dormant beyond the age by which this share of the wins by tau have come',
  },
  trailingDays: {
    value: 91,
    unit: 'days',
    group: 'velocity',
    text: 'What is won a day is counted over so many days up to the as-of day',
  },
  stationaryGap: {
    value: 0.2,
    unit: 'share',
    group: 'velocity',
    text: 'A velocity further than this from what is won a day is marked as not stationary',
  },
  trendShare: {
    value: 0.8,
    unit: 'share',
    group: 'velocity',
    text: 'In a trend, win rates are read at the age by which this share of the wins come',
  },
  slowestVisits: {
    value: 30,
    unit: 'count',
    group: 'velocity',
    text: 'Under this many visits a stage is not called the slowest while others have more',
  },
  curvePoints: {
    value: 400,
    unit: 'count',
    group: 'velocity',
    text: 'At most this many points of a curve leave the engine; a screen shows no more',
  },
  scanCell: {
    value: 30,
    unit: 'deals',
    group: 'funnel',
    text: 'A change of mix is looked for in groups of this many deals on both sides',
  },
  scanValues: {
    value: 40,
    unit: 'count',
    group: 'funnel',
    text: 'A change of mix is looked for in fields of at most so many values',
  },
  scanRate: {
    value: 0.1,
    unit: 'share',
    group: 'funnel',
    text: 'Share of the changes of mix that are pointed out which may be chance (Benjamini and Hochberg)',
  },
  trendMonths: {
    value: 4,
    unit: 'count',
    group: 'funnel',
    text: 'A trend before a change rests on this many months at least',
  },
  trendCell: {
    value: 10,
    unit: 'deals',
    group: 'funnel',
    text: 'Deals that each month of a trend before a change has at least',
  },
  ageStep: {
    value: { month: 30.44, quarter: 91.31 },
    unit: 'days',
    group: 'cohorts',
    text: 'A step of age of a cohort by custom: a twelfth and a quarter of a year',
  },
  developCohorts: {
    value: 5,
    unit: 'count',
    group: 'cohorts',
    text: 'Cohorts are projected where so many were observed',
  },
  developEvents: {
    value: 10,
    unit: 'count',
    group: 'cohorts',
    text: 'Cohorts are projected where they had so many wins in their first step of age together',
  },
  youngCohorts: {
    value: 2,
    unit: 'count',
    group: 'cohorts',
    text: 'The youngest so many cohorts are projected by their exposure (Cape Cod)',
  },
  partialShare: {
    value: 0.05,
    unit: 'share',
    group: 'every',
    text: 'Figures that count visits are withheld where this share of the deals have one date a stage',
  },
  cohortCells: {
    value: 60_000,
    unit: 'count',
    group: 'cohorts',
    text: 'At most this many cells of cohorts leave the engine',
  },
  matchValues: {
    value: 40,
    unit: 'count',
    group: 'match',
    text: 'A figure is matched with filters by fields of at most so many values',
  },
  matchFields: {
    value: 10,
    unit: 'count',
    group: 'match',
    text: 'A figure is matched with filters by at most so many fields',
  },
  matchWindow: {
    value: 10,
    unit: 'count',
    group: 'match',
    text: 'How many would match by chance is told from the figures up to so many times as far from it as those that match',
  },
  gapPeriods: {
    value: 8,
    unit: 'count',
    group: 'forecast',
    text: 'A gap is split against so many past periods',
  },
  gapMinimum: {
    value: 2,
    unit: 'count',
    group: 'forecast',
    text: 'Under this many past periods a gap is not split',
  },
  categoryChances: {
    value: { commit: 0.6, best: 0.3, omitted: 0.02 },
    unit: 'share',
    group: 'forecast',
    text: 'Where no forecast category is mapped: chances in the period from which a deal counts as commit and as best case, and under which it is omitted where it is not due',
  },
  coveragePeriods: {
    value: 12,
    unit: 'count',
    group: 'forecast',
    text: 'What coverage was needed is read from so many past periods',
  },
  coverageMinimum: {
    value: 4,
    unit: 'count',
    group: 'forecast',
    text: 'Under this many past periods the coverage needed is not told',
  },
  coverageBand: {
    value: { low: 0.2, high: 0.8 },
    unit: 'share',
    group: 'forecast',
    text: 'Quantiles of the past periods between which the coverage needed is shown',
  },
} as const satisfies Record<string, Described>;

type Name = keyof typeof described;

/** The values alone, as metrics take them. */
export const constants = Object.fromEntries(
  Object.entries(described).map(([name, { value }]) => [name, value]),
) as { readonly [Key in Name]: (typeof described)[Key]['value'] };

export const methodConstants: readonly MethodConstant[] = [
  ...Object.entries(described).map(([name, constant]) => ({ name, ...constant })),
  ...Object.entries(describedForecastConstants).map(([name, constant]) => ({
    name,
    group: 'forecast' as const,
    ...constant,
  })),
];
