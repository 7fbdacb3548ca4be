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
  'compare.difference': {
    title: 'Comparison of two sides',
    text: 'Each figure of two groups of deals, both seen up to the same age so that neither has had more time. The difference is the second side less the first, with its 95 % interval; shares by Aalen–Johansen with Gray’s test, times by Kaplan–Meier with the log-rank test, inside segments where there are any. Deals are told apart by when they were created or what they are, never by when they closed.',
  },
  'compare.mix': {
    title: 'Rate and mix',
    text: 'A change of a total rate is the sum of what changed inside groups of deals (rate effect) and of what changed because the groups make up other shares of all deals (mix effect), by Kitagawa’s decomposition, of deals that were followed long enough on both sides.',
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
