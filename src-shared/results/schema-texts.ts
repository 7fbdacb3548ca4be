import type { DefinitionKey } from './definitions';

type MacroText = { text: string; definition?: DefinitionKey; example: string };

/** What the macros are for that are meant to be called; others are parts of these. `{{asOf}}` is the day looked from. */
export const macroTexts: Record<string, MacroText> = {
  win_rate: {
    text: 'Deals created, won and lost in the period, with their value',
    definition: 'win-rate.closed',
    example: "FROM weir.win_rate(DATE '{{asOf}}', dim := owner)",
  },
  funnel: {
    text: 'Deals that reached each stage and went further',
    definition: 'funnel.reached',
    example: "FROM weir.funnel(DATE '{{asOf}}')",
  },
  funnel_definitions: {
    text: 'The funnel by all four definitions',
    definition: 'funnel.any',
    example: "FROM weir.funnel_definitions(DATE '{{asOf}}') ORDER BY rank, definition",
  },
  funnel_life: {
    text: 'Each stage that each deal entered, and what became',
    definition: 'funnel.reached',
    example: "FROM weir.funnel_life(DATE '{{asOf}}') WHERE rank = 1 LIMIT 100",
  },
  outcome_risk: {
    text: 'Deals won, lost and last seen by age: what curves are made of',
    definition: 'cycle.closed',
    example: "FROM weir.outcome_risk(DATE '{{asOf}}') ORDER BY t",
  },
  stage_visit: {
    text: 'Visits of deals to open stages',
    definition: 'time-in-stage',
    example: "FROM weir.stage_visit(DATE '{{asOf}}') LIMIT 100",
  },
  pipeline: {
    text: 'Open deals by stage on the day',
    definition: 'pipeline',
    example: "FROM weir.pipeline(DATE '{{asOf}}')",
  },
  by_month: {
    text: 'Deals by the month they were created, won or lost',
    definition: 'months',
    example: "FROM weir.by_month(DATE '{{asOf}}')",
  },
  velocity_closed: {
    text: 'Deals won and lost, what they were worth and how long they took',
    definition: 'velocity',
    example: "FROM weir.velocity_closed(DATE '{{asOf}}')",
  },
  flow: {
    text: 'Moves between stages',
    definition: 'flow',
    example: "FROM weir.flow(DATE '{{asOf}}')",
  },
  path: {
    text: 'Paths of stages that deals took',
    definition: 'conformance',
    example:
      "SELECT deals, won, lost, skips, backs FROM weir.path(DATE '{{asOf}}') ORDER BY deals DESC LIMIT 50",
  },
  loss_reason: {
    text: 'Losses by reason and the stage they were lost from',
    definition: 'loss-reasons',
    example: "FROM weir.loss_reason(DATE '{{asOf}}')",
  },
  changes: {
    text: 'What moved in the open pipeline between two days',
    definition: 'changes',
    example: "FROM weir.changes(DATE '{{asOf}}' - 90, DATE '{{asOf}}')",
  },
  life: {
    text: 'Deals as they were known on the day, with their stage, amount and owner of then',
    definition: 'deals',
    example: "SELECT id, stage, outcome, amount, owner FROM weir.life(DATE '{{asOf}}') LIMIT 100",
  },
};

/** What a row is of the tables that are meant to be read. */
export const tableTexts: Record<string, string> = {
  opportunity: 'A deal with everything known last',
  lives: 'A life of a deal; one that came back after more than 30 days has several',
  state: 'A change of a deal, valid from a moment until another',
  sojourn: 'A visit of a deal to a stage',
  stage: 'A stage with its kind and rank',
  activity: 'A call, meeting, e-mail or task',
  lead: 'A lead',
  target: 'What is to be sold from one day to another',
  rate: 'What one unit of a currency is worth in another',
  snapshot: 'A day of which there is a list',
  finding: 'What is wrong with the data',
  import_file: 'A file of an import',
  rejected_row: 'A row that was not loaded',
  narrow_life: 'A life in ticks and small numbers, to count fast',
  reach: 'A stage that a life got to, in ticks',
};
