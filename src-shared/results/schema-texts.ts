import type { SqlExample } from './console';
import type { DefinitionKey } from './definitions';

type MacroText = {
  text: string;
  definition: DefinitionKey;
  /** What the call takes; `{{asOf}}` is the day looked from. */
  takes: string;
  /** A statement that shows more than the call alone. */
  example?: string;
};

const day = "DATE '{{asOf}}'";
const quarter = `${day} - 90, ${day}`;

/** What the macros are for that are meant to be called; others are parts of these. */
export const macroTexts: Record<string, MacroText> = {
  win_rate: {
    text: 'Deals created, won and lost in the period, with their value',
    definition: 'win-rate.closed',
    takes: `${day}, dim := owner`,
  },
  funnel: {
    text: 'Deals that reached each stage and went further',
    definition: 'funnel.reached',
    takes: day,
  },
  funnel_definitions: {
    text: 'The funnel by all four definitions',
    definition: 'funnel.any',
    takes: day,
    example: `FROM weir.funnel_definitions(${day})\nORDER BY rank, definition`,
  },
  funnel_life: {
    text: 'Each stage that each deal entered, and what became',
    definition: 'funnel.reached',
    takes: day,
    example: `FROM weir.funnel_life(${day})\nWHERE rank = 1\nLIMIT 100`,
  },
  outcome_risk: {
    text: 'Deals won, lost and last seen by age: what curves are made of',
    definition: 'cycle.closed',
    takes: day,
    example: `FROM weir.outcome_risk(${day})\nORDER BY t`,
  },
  stage_visit: {
    text: 'Visits of deals to open stages',
    definition: 'time-in-stage',
    takes: day,
    example: `FROM weir.stage_visit(${day})\nLIMIT 100`,
  },
  pipeline: { text: 'Open deals by stage on the day', definition: 'pipeline', takes: day },
  by_month: {
    text: 'Deals by the month they were created, won or lost',
    definition: 'months',
    takes: day,
    example: `FROM weir.by_month(${day})\nORDER BY month`,
  },
  velocity_closed: {
    text: 'Deals won and lost, what they were worth and how long they took',
    definition: 'velocity',
    takes: day,
  },
  flow: {
    text: 'Moves between stages',
    definition: 'flow',
    takes: day,
    example: `SELECT a.stage AS from_stage, b.stage AS to_stage, m.n, m.deals, m.median_days
FROM weir.flow(${day}) AS m
JOIN weir.stage AS a ON a.stage_id = m.from_id
LEFT JOIN weir.stage AS b ON b.stage_id = m.to_id
ORDER BY m.n DESC`,
  },
  path: {
    text: 'Paths of stages that deals took',
    definition: 'conformance',
    takes: day,
    example: `SELECT stages, deals, won, lost, skips, backs\nFROM weir.path(${day})\nORDER BY deals DESC\nLIMIT 50`,
  },
  loss_reason: {
    text: 'Losses by reason and the stage they were lost from',
    definition: 'loss-reasons',
    takes: day,
  },
  cohorts: {
    text: 'Deals by when they were created, and what became of them by each age',
    definition: 'cohorts',
    takes: day,
    example: `FROM weir.cohorts(${day})\nORDER BY cohort, age`,
  },
  changes: {
    text: 'What moved in the open pipeline between two days',
    definition: 'changes',
    takes: quarter,
  },
  changes_gross: {
    text: 'The same with every move that was recorded',
    definition: 'changes.gross',
    takes: quarter,
  },
  target_of: {
    text: 'What each group is to sell from one day to another',
    definition: 'target',
    takes: `date_trunc('quarter', ${day})::DATE, (date_trunc('quarter', ${day}) + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE`,
  },
  coverage: {
    text: 'What was open and due, and what was won, by period and day before its end',
    definition: 'coverage',
    takes: `${day}, date_trunc('quarter', ${day})::DATE, 3`,
    example: `FROM weir.coverage(${day}, date_trunc('quarter', ${day})::DATE, 3)\nWHERE is_now\nORDER BY back`,
  },
  slippage: {
    text: 'What became of the deals that were due, and pushed close dates',
    definition: 'slippage',
    takes: `${quarter}, ${day} - 89, ${day}`,
  },
  rep_deal: {
    text: 'Deals that reps are compared by, with who had them and whether they went on in time',
    definition: 'reps',
    takes: `${day}, [180, 60, 60, 60, 60, 60]`,
    example: `SELECT rank, owner, count(*) AS deals, sum(went_on) AS went_on\nFROM weir.rep_deal_narrow(${day}, [180, 60, 60, 60, 60, 60])\nGROUP BY ALL\nORDER BY ALL`,
  },
  rep_count: {
    text: 'The same counted by rep',
    definition: 'reps',
    takes: `${day}, [180, 60, 60, 60, 60, 60]`,
  },
  leads: {
    text: 'Leads by how far they got, of each channel',
    definition: 'leads',
    takes: `${day}, dim := channel`,
  },
  deal_work: {
    text: 'Deals by how soon and how often they were touched',
    definition: 'activity.touches',
    takes: day,
  },
  rule_no_follow_up: {
    text: 'Deals by their longest time without a follow-up, and when a rule would have taken them',
    definition: 'rules.simulation',
    takes: `${day}, limit_of := 10`,
  },
  due_no_follow_up: {
    text: 'Days that a rule on follow-ups leaves to open deals',
    definition: 'rules.countdown',
    takes: `${day}, limit_of := 10`,
    example: `FROM weir.due_no_follow_up(${day}, limit_of := 10)\nORDER BY days_left\nLIMIT 100`,
  },
  due_deal: {
    text: 'Open deals with how far each came towards rules of all kinds',
    definition: 'rules.countdown',
    takes: `${day}, limits_of := [10, 35, 100]`,
  },
  stay_limit: {
    text: 'Days in a stage that shares of the won deals kept to, by stage and segment',
    definition: 'stale',
    takes: `${day}, created_before := ${day} - 365`,
    example: `SELECT s.stage, l.*\nFROM weir.stay_limit(${day}) AS l\nJOIN weir.stage AS s USING (stage_id)\nORDER BY s.rank, l.segment, l.level`,
  },
  open_deal: {
    text: 'Open deals with their days in the stage and without a touch',
    definition: 'stale',
    takes: day,
    example: `SELECT id, stage, owner, amount, days_in_stage, untouched_days\nFROM weir.open_deal(${day})\nORDER BY days_in_stage DESC\nLIMIT 100`,
  },
  forecast_open: {
    text: 'Deals open on days of the past, as known then, and whether they were won in the period: what a forecast learns from',
    definition: 'forecast.open',
    takes: `[{'n': 1, 'day': ${day} - 90, 'from_day': ${day} - 120, 'to_day': ${day} - 30, 'known': ${day} - 30}]`,
  },
  forecast_new: {
    text: 'Wins in the period after each of these days of deals that were not open on it',
    definition: 'forecast.new',
    takes: `[{'n': 1, 'day': ${day} - 90, 'from_day': ${day} - 120, 'to_day': ${day} - 30, 'known': ${day} - 30}]`,
  },
  forecast_won: {
    text: 'Wins of periods as known on a day',
    definition: 'backtest',
    takes: `[{'n': 1, 'from_day': ${day} - 120, 'to_day': ${day} - 30, 'known': ${day} - 30}]`,
  },
  life: {
    text: 'Deals as they were known on the day, with their stage, amount and owner of then',
    definition: 'deals',
    takes: day,
    example: `SELECT id, stage, outcome, amount, owner\nFROM weir.life(${day})\nLIMIT 100`,
  },
};

/** What the parameters of macros mean; the first of each call is needed, those with := can be left out. */
export const parameterTexts: Record<string, string> = {
  as_of: 'The day looked from; nothing known later is used',
  from_day: 'First day of the period; NULL for all time',
  to_day: 'Last day of the period; NULL for all time',
  dim: 'What to group by, any expression over the deal: dim := owner',
  keep: "Which deals count, any condition over the deal: keep := region = 'West'",
  definition: "'reached', 'strict', 'any' or 'direct'",
  cohort: "What the period bounds: 'created' or 'entered'",
  start_at: 'Where the clock starts: start_at := created_at',
  close_from: 'First close date of the window',
  close_to: 'Last close date of the window',
  recent_for: 'Days up to the as-of day that count as recent',
  grain: "'month' or 'quarter'",
  year_start: 'Month in which the fiscal year starts',
  step_days: 'Days in a step of age',
  allowed: 'Skips that are no deviation',
  within: 'Days that deals are followed for, in a list from the whole sale (rank 0) to the last stage',
  ramp: 'First days of a new rep',
  limit_of: 'The limit of the rule, any expression over the deal',
  limits_of: 'The limits of several rules in a list, each any expression over the deal',
  follows: 'Whether a rule waits for follow-ups',
  crowds: 'Whether a rule counts the customers of an owner',
  source: "What counts as a follow-up: 'activity', 'change' or 'either'",
  since: 'First day on which follow-ups are known',
  created_before: 'Only deals created before this day; NULL for all',
  levels: 'Shares of the won deals, 0 to 1: levels := [0.8, 0.9]',
  first_day: 'First day of the period',
  last_day: 'Last day of the period',
  months: 'Months that the period has: 1, 3 or 12',
  periods_back: 'How many periods before it are looked at',
  origins:
    'Days looked from, each {n, day, from_day, to_day, known}: the period forecast, and the day its outcome is known up to',
  periods: 'Periods, each {n, from_day, to_day, known}: known is the day looked from',
  part: 'A second expression to group by',
  one_of: 'Takes one deal of so many',
  kinds: 'The kinds in the order of their chances',
  kind: 'The number of the kind of a deal, an expression over it',
  chances: 'Chances as learned: by stage and days in it, or of each kind in millionths',
  known: 'The number of the kind of a deal that was numbered beforehand, an expression over it',
  known_kinds: 'The kinds numbered beforehand in the order of their chances',
  known_chances: 'The chance of each of those kinds in millionths',
  every: 'Takes one deal of so many',
};

/** What a row is of the tables that are meant to be read. */
export const tableTexts: Record<string, string> = {
  opportunity: 'A deal with everything known last',
  lives: 'A life of a deal; one that came back after more than 30 days has several',
  state: 'A change of a deal, valid from a moment until another',
  sojourn: 'A visit of a deal to a stage',
  stage: 'A stage with its kind and rank',
  activity: 'A call, meeting, e-mail or task',
  touch: 'A day on which somebody worked on a deal, and the next such day (9999-12-31: none since)',
  lead: 'A lead',
  target: 'What is to be sold from one day to another',
  target_entry: 'A target as it was set by hand, or taken back',
  judgement: 'What somebody expected of a period, and why',
  forecast_snapshot: 'A forecast as it stood on a day',
  rate: 'What one unit of a currency is worth in another',
  snapshot: 'A day of which there is a list',
  finding: 'What is wrong with the data',
  import_file: 'A file of an import',
  rejected_row: 'A row that was not loaded',
  narrow_life: 'A life in ticks and small numbers, to count fast',
  reach: 'A stage that a life got to, in ticks',
};

/** Queries to start from; `{{asOf}}` as above. */
export const exampleTexts: readonly SqlExample[] = [
  {
    title: 'Win rate by owner',
    sql: `SELECT key AS owner, won, lost, closed_rate
FROM weir.win_rate(${day}, dim := owner)
WHERE won + lost > 0
ORDER BY won + lost DESC`,
  },
  {
    title: 'Deals won and lost by month',
    sql: `SELECT month, won, lost
FROM weir.by_month(${day})
ORDER BY month`,
  },
  {
    title: 'Open pipeline by stage',
    sql: `SELECT stage, deals, value, median_age
FROM weir.pipeline(${day})
ORDER BY rank`,
  },
  {
    title: 'Amount and age of open deals',
    sql: `SELECT date_diff('day', created_at, ${day}) AS age_days, amount, name, owner
FROM weir.life(${day})
WHERE outcome = 'open' AND amount IS NOT NULL
ORDER BY amount DESC`,
  },
  {
    title: 'Loss reasons by stage',
    sql: `SELECT coalesce(l.reason, 'None given') AS reason, s.stage, sum(l.n) AS deals
FROM weir.loss_reason(${day}) AS l
LEFT JOIN weir.stage AS s USING (stage_id)
GROUP BY ALL
ORDER BY deals DESC`,
  },
  {
    title: 'Deals that moved back most often',
    sql: `SELECT o.id, o.name, o.outcome, count(*) AS moves_back
FROM weir.sojourn AS v
JOIN weir.opportunity AS o USING (key)
WHERE v.exit = 'back'
GROUP BY ALL
ORDER BY moves_back DESC
LIMIT 50`,
  },
];
