import type { FigureReading, FigureUnit } from '../model/asked-figure';
import type { Condition, Scope } from '../model/scope';
import type { DefinitionKey } from './definitions';
import type { MetricAnswer } from './envelope';
import type { FunnelDefinition } from './metrics';

/** Deals that a figure of match counts, by what became of them. */
export const matchParts = ['all', 'won', 'lost', 'closed', 'open'] as const;
export type MatchPart = (typeof matchParts)[number];

/** The deals behind a figure, in the words of the contract's `behindSchema`. */
export type MatchBehind =
  | { metric: 'match'; part: MatchPart; dateField: string | null; newest?: boolean | undefined }
  | {
      metric: 'funnel';
      definition: FunnelDefinition;
      stage: string;
      part: 'entered' | 'advanced';
      cohortField: 'created' | 'entered';
    };

/** A page that shows the figure, with the controls of its own; the others are the row's scope. */
export type MatchPage = {
  page: 'overview' | 'funnel' | 'velocity';
  params: Record<string, string>;
  /** What it is called there. */
  figure: string;
};

/** One way to count, and what it gives. */
export type MatchRow = {
  /** Stable name of what is counted. */
  measure: string;
  /** The same in words. */
  label: string;
  unit: FigureUnit;
  value: number;
  /** value − the figure asked for, in the unit. */
  difference: number;
  /** Whether it is written like the figure when rounded to as many digits. */
  matches: boolean;
  /** Other ways that were tried and count just the same: the same value, of as many deals, under the same filter. */
  alike: number;
  /** Deals that it is made of: those behind it. */
  n: number;
  /** Of steps of the funnel: which way to read "reached", and the stage. */
  funnelDefinition: FunnelDefinition | null;
  stage: string | null;
  /** The date that has to lie in the period; null where there is none. */
  dateField: string | null;
  from: string | null;
  to: string | null;
  periodLabel: string | null;
  /** `workspace`: converted; `own`: added up as they stand, whatever the currency. Null where no money is counted. */
  currency: 'workspace' | 'own' | null;
  /** Beside the conditions asked for; null where there is none. */
  filter: Condition | null;
  /** Deals that came back count once, by their newest life. */
  newest: boolean;
  definition: DefinitionKey;
  /** What to look at to get it. */
  scope: Scope;
  behind: MatchBehind;
  page: MatchPage | null;
  /** Gives the figure, or of a curve the counts by age behind it. */
  sql: string;
};

/** How many figures were tried, how many match, and how many would by chance. */
export type MatchSearch = { filtered: boolean; tried: number; matching: number; byChance: number };

export type MatchAnswer = MetricAnswer<MatchRow> & {
  asked: string;
  readings: FigureReading[];
  /** Without a filter beside those asked for, and with one. */
  searched: MatchSearch[];
};
