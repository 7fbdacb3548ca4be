/** Every constant the forecast rests on, in one place, with what it means; the page Methods and docs/forecast.md list them. */
export const describedForecastConstants = {
  forecastPeriods: {
    value: 12,
    unit: 'count',
    text: 'A forecast learns from so many completed periods at most',
  },
  forecastMemory: {
    value: 0.9,
    unit: 'share',
    text: 'Weight of a period against the one after it when chances of deals are learned',
  },
  conversionPeriods: {
    value: 8,
    unit: 'count',
    text: 'Conversion by stage and week, and new business, rest on so many periods at most',
  },
  stageShrinkage: {
    value: 20,
    unit: 'deals',
    text: 'Deals of the mean amount by which a rate of one stage and week is drawn to that of the weeks around (K₀)',
  },
  fewPeriods: {
    value: 6,
    unit: 'count',
    text: 'Under this many completed periods the weeks before and after are learned from too',
  },
  ridge: { value: 2, unit: 'count', text: 'Penalty of the logistic model on standardised columns (λ)' },
  logisticPeriods: {
    value: 4,
    unit: 'count',
    text: 'The logistic model asks for so many completed periods',
  },
  logisticRows: { value: 200, unit: 'count', text: 'and for so many open deals in them' },
  logisticWins: { value: 50, unit: 'count', text: 'of which so many were won in their period' },
  trainedRows: {
    value: 50_000,
    unit: 'count',
    text: 'Cells and the logistic model are trained on at most about so many open deals of past periods, taken evenly',
  },
  segmentRows: {
    value: 200,
    unit: 'count',
    text: 'A segment has a column of its own in the logistic model from so many open deals on',
  },
  segmentClosed: {
    value: 50,
    unit: 'deals',
    text: 'A segment has a curve of its own from so many closed deals on',
  },
  segmentWins: { value: 10, unit: 'deals', text: 'of which so many were won' },
  valueShrinkage: {
    value: 10,
    unit: 'deals',
    text: 'Deals of the mean amount by which the value calibration of a cell is drawn to 1 (κ)',
  },
  driftShrinkage: {
    value: 20,
    unit: 'deals',
    text: 'Wins by which the change of amounts up to the booking is drawn to that of all stages',
  },
  highestChance: { value: 0.98, unit: 'share', text: 'No open deal has a higher chance than this' },
  ownerShrinkage: {
    value: 10,
    unit: 'deals',
    text: 'Wins by which the ratio of won to expected deals of a rep is drawn to 1',
  },
  ownerMost: {
    value: 1.5,
    unit: 'count',
    text: 'The chances of a rep’s deals are moved by no more than this factor',
  },
  shockPrior: {
    value: 0.15,
    unit: 'count',
    text: 'Standard deviation, on the logit, of what moves all deals together, before anything was seen (τ)',
  },
  shockPeriods: { value: 4, unit: 'count', text: 'Weight of that prior in periods' },
  shockNew: {
    value: 0.7,
    unit: 'count',
    text: 'New business moves with the exponential of this share of the shock',
  },
  ensembleUntil: {
    value: 8,
    unit: 'count',
    text: 'Under this many completed periods the mean of the models is taken, and the best one from then on',
  },
  ensembleLead: {
    value: 0.02,
    unit: 'share',
    text: 'A single model is preferred to their mean where its error is smaller by this share',
  },
  trackPeriods: {
    value: 4,
    unit: 'count',
    text: 'Methods are compared at a week from so many forecast periods on',
  },
  seasonYears: {
    value: 3,
    unit: 'count',
    text: 'New business follows the season where so many years were seen',
  },
  draws: { value: 4000, unit: 'count', text: 'Draws of a forecast' },
  foldedFrom: {
    value: 5000,
    unit: 'deals',
    text: 'From so many open deals on, small ones are drawn together: their sum as one gamma of its mean and variance',
  },
  foldedShare: {
    value: 1 / 30,
    unit: 'share',
    text: 'of amounts under this share of the standard deviation of the sum of all',
  },
  backtestDraws: { value: 2000, unit: 'count', text: 'Draws of each forecast of a backtest' },
  fewestClosed: {
    value: 30,
    unit: 'deals',
    text: 'Under this many closed deals nothing is learned and the stage percentages of the CRM are shown as not validated',
  },
  fewestPeriods: { value: 2, unit: 'count', text: 'The same under this many completed periods' },
  firstTested: {
    value: 4,
    unit: 'count',
    text: 'A backtest begins with the period after so many completed ones, or after two where there are fewer than six',
  },
  panelRows: {
    value: 200_000,
    unit: 'count',
    text: 'Where past periods have more rows of open deals than this, every n-th deal is learned from',
  },
} as const;

type Name = keyof typeof describedForecastConstants;

/** The values alone. */
export const forecastConstants = Object.fromEntries(
  Object.entries(describedForecastConstants).map(([name, { value }]) => [name, value]),
) as { readonly [Key in Name]: (typeof describedForecastConstants)[Key]['value'] };
