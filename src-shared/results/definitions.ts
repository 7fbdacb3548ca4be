/**
 * What each number means, in the words that tooltips, the drill-through sheet and the method pages print.
 * One text a number, so that they cannot drift apart.
 */
export const definitions = {
  'funnel.reached': {
    title: 'Reached or beyond',
    text: 'A deal counts as having reached a stage at the first moment it stood in that stage or a later one; a skipped stage counts as passed at once. Of the deals that reached the stage, conversion is the Aalen–Johansen share that goes on to any later stage, with lost deals as a competing outcome and open deals counted as unfinished rather than as failures.',
  },
  'funnel.strict': {
    title: 'Strict order',
    text: 'A deal counts only if it visited every stage up to this one, each after the one before. Deals that skipped a stage or were created in the middle drop out.',
  },
  'funnel.any': {
    title: 'Any order',
    text: 'A deal counts in every stage it ever visited, in whatever order. Conversion is the share of those that ever visited the next stage, or were won after the last.',
  },
  'funnel.direct': {
    title: 'Direct move',
    text: 'Counts deals that visited the stage and, of these, the ones with at least one move straight to the next stage (from the last stage: straight to won).',
  },
  'win-rate.closed': {
    title: 'Closed win rate',
    text: 'Won divided by won plus lost, of the deals that closed in the period; Wilson 95 % interval. It mixes deals created at different times, and while a pipeline grows it runs low because losses close sooner than wins.',
  },
  'win-rate.cohort': {
    title: 'Cohort win rate',
    text: 'Of the deals created in the period, the Aalen–Johansen share won by the last age that enough deals support (tau). Open deals count as unfinished.',
  },
  'win-rate.value': {
    title: 'Win rate by value',
    text: 'Booked value of won deals divided by the value of won and lost deals that closed in the period.',
  },
  'cycle.closed': {
    title: 'Time to close',
    text: 'Kaplan–Meier median of the days from creation to closing, won or lost, with open deals as censored observations. The naive mean beside it averages only deals that already closed, and so leaves out the slow ones.',
  },
  'cycle.won': {
    title: 'Time to win',
    text: 'The age by which half of all deals that will be won by tau have been won, from the Aalen–Johansen curve with lost deals as a competing outcome.',
  },
  'cycle.lost': {
    title: 'Time to lose',
    text: 'The age by which half of all deals that will be lost by tau have been lost, from the Aalen–Johansen curve with won deals as a competing outcome.',
  },
  'time-in-stage': {
    title: 'Time in stage',
    text: 'Kaplan–Meier median of the length of a visit to the stage, whatever ends it. Visits still going on count as unfinished. The naive mean averages only the visits that ended.',
  },
  cohorts: {
    title: 'Cohorts by age',
    text: 'Deals by the month or fiscal quarter they were created in, and how many of them were won or lost by each age. Columns are ages, not calendar time, so that young and old cohorts are read alike. A cell is observed when the cohort is over and its youngest deal is that old; shares of others are Aalen–Johansen, with open deals counted as unfinished.',
  },
  'cohorts.develop': {
    title: 'What cohorts come to',
    text: 'Chain ladder: from each age to the next, all observed cohorts together grow by one factor, and a young cohort is taken to grow like them; the band is Mack’s, 95 %. The two youngest are projected by the deals or the value they were created with (Cape Cod), because little of them has come yet. Deal by deal adds to what has come the chance of each open deal at its age. A change of prices, people or process breaks all of these: residuals by calendar time show it.',
  },
  'create-and-close': {
    title: 'Created and closed in one period',
    text: 'Deals won in the month or quarter in which they were created, as a share of the deals created in it and of all deals and value won in it, with Wilson 95 % intervals. What a forecast cannot see at the start of a period is the second share.',
  },
  pipeline: {
    title: 'Open pipeline',
    text: 'Deals that were open at the end of the as-of day, in the stage, with the amount and owner they had then.',
  },
  months: {
    title: 'Created and closed by month',
    text: 'Deals by the month they were created, won or lost. A month that the as-of day cuts short is marked.',
  },
  deals: {
    title: 'Deals',
    text: 'Every deal known on the as-of day. A deal reopened more than 30 days after it closed has a second life with its own clock.',
  },
} as const;

export type DefinitionKey = keyof typeof definitions;
