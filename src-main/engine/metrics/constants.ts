import { describedForecastConstants } from '#engine/forecast/constants';
import { customaryAgeStep } from '#shared/model/age-step';
import { learnedFrom } from '#shared/model/learned-from';
import { mixDeals } from '#shared/model/mix-fields';
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
    value: customaryAgeStep,
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
  repFlagRate: {
    value: 0.1,
    unit: 'share',
    group: 'reps',
    text: 'Share of the reps pointed out in a stage that may be chance (Benjamini and Hochberg)',
  },
  repConfidence: {
    value: 0.8,
    unit: 'share',
    group: 'reps',
    text: 'Confidence of the interval around the shrunk rate of a rep, and of a place among reps',
  },
  repFewest: {
    value: 8,
    unit: 'count',
    group: 'reps',
    text: 'Under this many reps rates are not shrunk: how far reps differ cannot be told',
  },
  risesByItself: {
    value: 0.01,
    unit: 'share',
    group: 'reps',
    text: 'A rate that is expected to rise by itself by so much is told before a coaching is believed in',
  },
  repRanked: {
    value: 100,
    unit: 'count',
    group: 'reps',
    text: 'Places are told of at most so many reps',
  },
  winsorised: {
    value: 0.1,
    unit: 'share',
    group: 'reps',
    text: 'Of the scores that tell over-dispersion, this share on either side counts as the score at its edge',
  },
  decidedShare: {
    value: 0.9,
    unit: 'share',
    group: 'reps',
    text: 'Deals are followed for the days by which this share of those that go on have done so',
  },
  rampCycles: {
    value: 2,
    unit: 'count',
    group: 'reps',
    text: 'A new rep takes so many median cycles to get going; deals of these days are left out',
  },
  lateShare: {
    value: 1 / 3,
    unit: 'share',
    group: 'reps',
    text: 'Late are the stages of this last share',
  },
  mixValues: {
    value: 12,
    unit: 'count',
    group: 'reps',
    text: 'Of each field so many of the most frequent values tell kinds of deals apart, the others together',
  },
  mixCell: {
    value: 30,
    unit: 'deals',
    group: 'reps',
    text: 'A value of so many deals has an effect of its own in the model of the mix',
  },
  mixDeals: {
    value: mixDeals,
    unit: 'deals',
    group: 'reps',
    text: 'The model of the mix is learned from about so many deals at most; of more deals, it and the days to follow are learned at the end of each month',
  },
  learnedHistory: {
    value: 365,
    unit: 'days',
    group: 'reps',
    text: 'After so many days of history they are',
  },
  lateActivities: {
    value: 30,
    unit: 'days',
    group: 'rules',
    text: 'Activities that begin so many days after the deals are not known from before: clocks of follow-ups start on their first day',
  },
  unfollowedShare: {
    value: 0.2,
    unit: 'share',
    group: 'rules',
    text: 'Above this share of deals without any activity, rules on follow-ups are marked',
  },
  warnLevel: {
    value: 0.8,
    unit: 'share',
    group: 'health',
    text: 'A deal is warned of beyond the days within which this share of the won deals had left the stage',
  },
  staleLevel: {
    value: 0.9,
    unit: 'share',
    group: 'health',
    text: 'A deal is stale beyond the days within which this share of the won deals had left the stage: the rest of the future winners is flagged, too',
  },
  fewestStays: {
    value: 10,
    unit: 'count',
    group: 'health',
    text: 'A stage has learned limits from so many stays of won deals on',
  },
  drawnStays: {
    value: 30,
    unit: 'count',
    group: 'health',
    text: 'The limits of a segment are drawn toward those of its stage as by so many more stays',
  },
  oldEnough: {
    value: 2,
    unit: 'count',
    group: 'health',
    text: 'Limits are learned from deals created before so many times the P95 of the time to win; once where these are too few',
  },
  touchDays: {
    value: { early: 30, lateShare: 0.5 },
    unit: 'days',
    group: 'health',
    text: 'Days without a touch beyond which an open deal is stale; late stages, the last third, have this share of them',
  },
  oddsDays: {
    value: 91,
    unit: 'days',
    group: 'health',
    text: 'Win odds are those to be won within so many days',
  },
  oddsLimit: {
    value: 0.5,
    unit: 'count',
    group: 'health',
    text: 'A deal is stale where the upper bound of its relative win odds is below this',
  },
  oddsConfidence: {
    value: 0.8,
    unit: 'share',
    group: 'health',
    text: 'Confidence of the interval of relative win odds',
  },
  oddsVisits: {
    value: 30,
    unit: 'count',
    group: 'health',
    text: 'Win odds at an age rest on so many visits that got so old',
  },
  learnedFrom: {
    value: learnedFrom,
    unit: 'deals',
    group: 'health',
    text: 'Win odds and the record of limits rest on about so many deals at most, chosen evenly',
  },
  unusual: {
    value: 3,
    unit: 'count',
    group: 'health',
    text: 'A value is unusual so many standard deviations from its mean of the year before; a deviation is no less than what counting makes by chance',
  },
  usualPoints: {
    value: 6,
    unit: 'count',
    group: 'health',
    text: 'What is usual is told from so many earlier points, four weeks apart',
  },
  severeShare: {
    value: { high: 0.2, medium: 0.05 },
    unit: 'share',
    group: 'health',
    text: 'Shares of the open deals from which a finding is of high or medium severity',
  },
  unqualifiedDays: {
    value: 90,
    unit: 'days',
    group: 'health',
    text: 'A deal still in the first stage after so many days is not qualified',
  },
  coverageQuarters: {
    value: 8,
    unit: 'count',
    group: 'health',
    text: 'What coverage has to be is told from so many past quarters',
  },
  cleanUpLevel: {
    value: 0.9,
    unit: 'share',
    group: 'health',
    text: 'An open deal is for the clean-up list beyond the age by which this share of the wins have come',
  },
  revisitDays: {
    value: { from: 90, to: 730 },
    unit: 'days',
    group: 'health',
    text: 'Lost deals are revisited so many days after their loss; for a reason of its own each waits longer',
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
