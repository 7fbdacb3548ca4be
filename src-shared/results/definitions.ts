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
  'win-rate.so-far': {
    title: 'Won so far',
    text: 'Won deals, or lost ones, divided by all deals with the date in the period, open ones among them. It falls for recent deals only because they are unfinished.',
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
  velocity: {
    title: 'Pipeline velocity',
    text: 'Value that the pipeline yields a day: open deals × Aalen–Johansen share won × mean booked value of wins / mean days open. The days are those of all deals, won, lost and still open, as Little’s law asks for; the textbook takes the won ones alone. Deals open longer than 99 % of the wins take are dormant and count neither as open nor beyond that age. Beside it stands the value won a day in the 91 days up to the as-of day; where the two are more than 20 % apart the pipeline is not stationary.',
  },
  trend: {
    title: 'Trend',
    text: 'Median days to close and to win, and the share won by one age that is the same for all, of the deals created in each quarter or month, with open deals counted as unfinished. Beside them the medians and the win rate of the deals closed in it, which leave out what is still open.',
  },
  bottleneck: {
    title: 'Slowest step',
    text: 'The stage with the longest median visit. Its share is that of all days that deals spend in stages, each visit counted up to the last age that enough visits support. It is told from the next stage where the 95 % interval of the difference of their medians lies above zero; otherwise the two are not separable.',
  },
  changes: {
    title: 'Changes',
    text: 'The open pipeline at the end of the first day and at the end of the last, each as known then, and what moved in between. Each deal takes one way: what it was worth at the end of the last day, or when it left, less what it was worth before counts as increased or decreased, so that won is what was booked. A deal created and closed in between is new and won or lost. Start and all moves add up to the end to the cent.',
  },
  'changes.gross': {
    title: 'Changes, gross',
    text: 'The same with every change that was recorded between the days: a deal that was lost and reopened is in both, so is one that grew and shrank again or went to another owner and back. What is counted is moves, of which one deal can make several; the changes of one moment are one. A move counts with what the deal was worth at that moment. Start and all moves add up to the end to the cent, as they do without.',
  },
  slippage: {
    title: 'Slippage',
    text: 'Of the open deals whose close date, as known at the end of the first day, fell in the period: the share that at its end is open with a later date, or none; Wilson 95 % interval. Deals that are open with a date in the period still are still due. A push is a move of a close date to a later day while the deal is open.',
  },
  flow: {
    title: 'Flow',
    text: 'Every move from one stage to another that was made in the period, loops, backward moves and deals that came back among them. A deal that makes a move again counts again; the deals behind are each listed once. Beside them, what still stood in each open stage at the end of the period.',
  },
  conformance: {
    title: 'Path conformance',
    text: 'Of the deals created in the period, the share that skips no stage and never moves back to a stage it had not been in. A start after the first stage and a win before the last are skips too; losing is possible from everywhere. Skips that the template allows are no deviation, and repeat visits are legal and counted. Re-work is the days spent in a stage after having been as far or further. Wilson 95 % intervals.',
  },
  'loss-reasons': {
    title: 'Loss reasons',
    text: 'Deals lost in the period by the reason given, put into two levels by its words, and by the open stage they were lost from. Reasons whose words are not known stay as the data has them; losses without a reason are counted apart.',
  },
  health: {
    title: 'Health',
    text: 'What is out of order among the open deals. Each check has a value, a limit and its own past: the value on 12 earlier days, four weeks apart. For what nobody should have, such as a close date in the past, the limit is none; severity follows the share of the open deals. For what there is always some of, the limit is what is usual: the mean of the earlier values plus or minus three of their standard deviations, which are no less than what counting makes by chance. The load of the late stages is the weeks that it takes to close what stands in the last third of the stages at the pace of the last twelve weeks (Little’s law).',
  },
  stale: {
    title: 'Stale deals',
    text: 'Open deals that are longer in their stage than nine in ten of the won deals were (no move), longer without a touch than the limit, of which late stages have half (no touch), or whose win odds are surely below half of those at the beginning of the stage (low odds). A next step that lies ahead puts that off. Limits are learned by stage and segment from deals that were won, as known at the end of the month before, and drawn toward the stage where there are few; one in ten future winners is flagged by construction. What is still expected is the amount times the chance to be won of a deal that has been in the stage for so long.',
  },
  'limit-record': {
    title: 'Record of the limits',
    text: 'On the first day of each past quarter the open deals are compared with each limit. One that was later lost from the very stage it stood in was stuck: precision is the share of such deals among those beyond the limit, recall the share of them that was beyond it, and F1 the harmonic mean of the two. Learned limits know only deals that had been won by that day. The tuned one takes for each stage the share of winning stays with the highest F1 on the quarters before. Deals whose stay goes on are left out and counted.',
  },
  'action-list': {
    title: 'Lists to act on',
    text: 'Clean-up: open deals older than the age by which nine in ten of the wins have come. Revisit: deals lost 90 to 730 days ago whose reason may have passed, each reason with a wait of its own; without deals lost as unqualified and accounts that are back already. Work list: each owner’s open deals with what to do, by the money still expected. What is to be done follows from the fields: overdue next steps and close dates, days without a touch or in the stage, a missing amount or next step.',
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
  reps: {
    title: 'Reps compared',
    text: 'Of the deals that a rep had when they came into the stage, or closed from their creation on, the share that went on in time: in the days by which nine of ten that go on have done so. What skipped the stage does not count there. Only deals followed for so long count, so an open deal is no loss. Expected is what all reps together bring on of the same segment, source, type, size and entry stage, and adjusted is the rate at the team’s mix. Shrunk is what is known of the true rate when what chance does is taken off, with an 80 % interval. The funnel shows what chance does at that number of deals, 95 and 99.8 %. A rep is pointed out where the exact p-value, corrected for the number of reps, is below 0.1: unusual, worth a look, and no ranking. The first two median cycles of a new rep are left out. Above 125,000 deals the days, and what is expected, are learned at the end of a month and hold until the next.',
  },
  'reps.coaching': {
    title: 'Before and since a coaching',
    text: 'A rep in each stage before the day of a coaching and since. Before are deals that had been followed long enough on the eve of that day, since are those that came into the stage from that day on; both count for who had them then and are followed for the same days, so that neither side has a head start. Intervals of the difference are Newcombe’s, 95 %. Against the team is what the rep brought on beyond what was expected of deals of the same kinds, since less before: what changed for everybody is taken off. Part of an unusually low rate is chance and does not come again; how far the rate is expected to rise by itself is told. No comparison of dates proves that the coaching did it.',
  },
  'reps.variation': {
    title: 'Process or execution',
    text: 'Where the variation in going on lies, on the log-odds and with chance taken off: between stages, between kinds of deals, between reps over all stages, and between reps in single stages. What lies between stages and kinds is the process and the market; what lies between reps is how it is carried out.',
  },
  movement: {
    title: 'What moved the forecast',
    text: 'The mean of the forecast of one period as of two days, and why it differs: what each deal is counted for on the later day less what it was counted for on the earlier one. A deal has one reason, the first that holds: won, lost, created, moved to a later stage or back, pushed out of the period or pulled into it, another amount, or open and unchanged but older. Business still to be created has a row of its own. The rows add up to the change of the mean to the cent. Both days use one method.',
  },
  gap: {
    title: 'Gap',
    text: 'Target less the mean of the forecast, split over the four factors whose product the period comes to: deals in play (open at its start or created in it), the share of them decided in it, the share of those won, and the mean value of a win. Decided, won and value are held against past periods; deals in play against the number that would reach the target at the usual other three. Logarithmic means make the four parts add up to the gap exactly.',
  },
  'what-if': {
    title: 'What if',
    text: 'The same distribution with other inputs: chances as if conversion were so many times as high, as if deals took so many times as long, amounts and the number of new deals so many times as large; deals left out or added; a close date moved into the period or out of it, with the chance that the model then gives the deal. The same random numbers are used with and without the change.',
  },
  'target-call': {
    title: 'Call',
    text: 'What a person expects of a period for a group or a deal, with the reason, kept with who, when and what the model said then. Nothing is changed afterwards: a new call follows the old one. When the period is over both are held against what came.',
  },
  target: {
    title: 'Target',
    text: 'What is to be won in a period: a target for the very period, or the sum of the targets of the months, quarters or weeks in it. One set by hand goes before one of a file, one that covers the whole period before one that covers a part. A team without a target has the sum of those of its owners, the company that of its teams or owners. From a longer period nothing is divided down.',
  },
  coverage: {
    title: 'Coverage',
    text: 'Amount of the deals that are open and due in the period, by what is still to win: target less won to date. What is needed comes from past periods on the day with as many days left, as it was known then: one over the share of the value due then that was won by the end, the median with P20 and P80. Deals that were not due yet, or not there, win too: the second figure counts everything that was won in the rest of those periods.',
  },
  'match.count': {
    title: 'Number of deals',
    text: 'Deals of that outcome, as known on the as-of day, whose date lies in the period. A deal that came back after more than 30 days counts once for each time.',
  },
  'match.amount': {
    title: 'Value of deals',
    text: 'Amounts of the deals of that outcome, as known on the as-of day, whose date lies in the period. Deals without an amount count as 0, and in an average as a deal, unless it says otherwise. Amounts in other currencies are converted unless they are added up as they stand.',
  },
  'match.days': {
    title: 'Days of deals',
    text: 'Days from creation to closing as booked, or to the as-of day, of the deals of that outcome whose date lies in the period. Only deals that have ended count where the outcome is won or lost, which leaves out the slow ones.',
  },
  'rules.countdown': {
    title: 'Countdown of rules',
    text: 'Whole days that a rule leaves to an open deal at the end of the as-of day: its limit less the days since the last follow-up (since creation where there was none), or less the days since creation. At 0 the rule takes the deal. Capacity takes deals of the customers that came to an owner after the limit was reached.',
  },
  'rules.simulation': {
    title: 'Simulation of rules',
    text: 'Each deal created in the period is replayed day by day as it was known: a rule takes it at the end of the first day on which it has reached the limit and is still open. Counted is what became of those deals in fact: won later (wrongly taken), lost, or open still. Shares of those closed since, with Wilson 95 % intervals. The history stays as it was, so what the next rep would have made of a deal is not in it.',
  },
  'rules.limit': {
    title: 'Best limit of a rule',
    text: 'Gain of a limit: deals taken that were lost, less the chosen cost for each that was won. The best limit has the highest gain. Whoever reaches a limit of 20 days has reached one of 10, so every limit is counted from how far each deal came.',
  },
  leads: {
    title: 'Leads',
    text: 'Leads that came in in the period by how far they got by the as-of day: qualified by marketing (MQL), accepted by sales (SQL), converted into an opportunity, won. What got further got there too. Each rate is of the step before, so far, with Wilson’s 95 % interval; leads neither converted nor given up may still get there. Channels are told by words of the source. Meetings: of leads with an answered call or mail, those with a meeting afterwards. Referrers: of accounts with a deal won, those that a lead names. Cost of a customer: what the leads of the period cost, by those of them that were won; the return is (value won − cost) / cost.',
  },
  'leads.hand-off': {
    title: 'Hand-off',
    text: 'Minutes from when marketing found a lead worth a talk, or else from when it came in, until it was handed to a rep; where no lead says when that was, until its first touch. By Kaplan–Meier, with leads that still wait as censored.',
  },
  'leads.work': {
    title: 'Speed and attempts',
    text: 'Leads by the hours until the first activity with them, and by how many activities there were until they were converted; the share converted in each band with Wilson’s 95 % interval. Leads that are answered stop being called, so few attempts are no cause by themselves.',
  },
  activity: {
    title: 'Activity rates',
    text: 'Of the calls, e-mails and meetings of the period that say what came of them, those that were answered, answered with interest, or held; Wilson’s 95 % interval. Inbound ones are left out of answer rates.',
  },
  'activity.touches': {
    title: 'Touches',
    text: 'Activities with a deal from its first day until it was closed, and hours until the first of them. Of the deals created in the period that closed, the share won in each band, with Wilson’s 95 % interval. Deals that last longer are touched more often: touches are a sign, not a cause.',
  },
  forecast: {
    title: 'Forecast',
    text: 'What will be won in the period, as a distribution: what is won so far, open deals by their chance of being won before the period ends times what such deals are booked for, and what is still to be created. P10 and P90 are passed and missed in one period of ten each. Everything follows from what was known on the as-of day.',
  },
  'forecast.open': {
    title: 'Chance of an open deal',
    text: 'What became of deals that were open in earlier periods with as many days left and looked like this one. Conversion asks the share of value by stage; cells add the age in the stage and whether the close date is in the period; the logistic model adds age, pushes, size and segment. Chances are then multiplied so that past money, not only past deals, comes out right. Where there is no history of stages, the chance comes from age alone.',
  },
  'forecast.new': {
    title: 'New business',
    text: 'What is won in the period of deals that were not open on the as-of day, told from the same point of the last eight periods: counts with their spread, amounts drawn from those of then.',
  },
  'forecast.target': {
    title: 'Chance of the target',
    text: 'Share of the draws of the forecast that reach the target.',
  },
  backtest: {
    title: 'Backtest',
    text: 'Every completed period, forecast from several of its weeks with nothing but what was known then, against what came. WAPE is the sum of the errors by the sum of what was won; the floor is what a forecast that is exactly right would miss by; an 80 % interval that is right holds four periods of five.',
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
