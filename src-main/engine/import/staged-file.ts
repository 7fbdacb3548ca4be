import type { FieldType, FileKind } from '#shared/model/fields';
import type { DateOrder, DurationUnit, Mapping } from '#shared/model/mapping';
import type { Warning } from '#shared/results/envelope';
import type {
  Damage,
  Decision,
  EncodingAlternative,
  TableFormat,
  TableReport,
} from '#shared/results/workspace';
import type { Plain } from '../query/values';
import type { CurrencyCount } from './currency-values';
import type { IdShape } from './damage/id-shape';
import type { Mend } from './damage/mend';
import type { Signs } from './damage/signs';
import type { Dialect } from './dialect';
import type { Recognition } from './recognise';
import type { DateShape } from './values/dates';
import type { NumberFormat } from './values/numbers';
import type { BooleanWords } from './values/words';

/** Runs one statement and returns its rows; `Connection.all` is one. */
export type Query = (sql: string) => Promise<Record<string, Plain>[]>;

/**
 * How the texts of one column become values. `guard` refuses numbers whose marks contradict the column's decimal
 * mark; `becomes` lists texts that mean another one; `bounded` refuses dates that no pipeline has (before 1900, after
 * 2199); `midnight` says that the instants are days that begin at midnight somewhere; instants are shown by the clock of
 * `zone`, which is UTC where it is left out.
 */
export type ValueFormat =
  | { as: 'text'; trim: boolean; becomes?: Record<string, string> }
  | { as: 'amount' | 'number'; number: NumberFormat; guard: boolean }
  | {
      as: 'day' | 'instant';
      shapes: DateShape[];
      order: DateOrder | null;
      bounded: boolean;
      midnight?: boolean;
      zone?: string;
    }
  | { as: 'boolean'; words: BooleanWords }
  /** `plain` says what numbers without a unit count. */
  | { as: 'duration'; plain?: { unit: DurationUnit; number: NumberFormat } };

/** One column as it is understood; enough to convert it again without looking at the file. */
export type StagedColumn = {
  column: string;
  index: number;
  /** Field of the dictionary; null when it is kept as an extra, or is a stage date. */
  field: string | null;
  /** Stage date columns: the stage that was entered on that day. */
  stage?: string;
  pipeline?: string;
  /** False for bookkeeping columns, which are kept in the raw rows alone. */
  keep: boolean;
  format: ValueFormat;
  /** Words of this column that mean empty. */
  nulls: string[];
  /** What reading does to the texts first; absent where they came undamaged. */
  mends?: Mend[];
  /** Of ids that are numbers. */
  idShape?: IdShape;
  /** Signs of damage; only while the file is looked at. */
  signs?: Signs;
  type: FieldType | 'empty';
  confidence: number;
  reason: string;
  samples: string[];
  filled: number;
  bad: number;
};

/** What is known of one stage value; `stages.ts` makes kind and order of it. */
export type StageFacts = {
  stage: string;
  pipeline: string;
  deals: number;
  /** Mean of the probability column, 0–1, and shares of the won and closed flags; null without such columns. */
  probability: number | null;
  won: number | null;
  closed: number | null;
  /** First row it stands in. */
  first: number;
};

/** Moves from stage to stage, counted over a part of the deals where there are very many. */
export type Transition = { from: string; to: string; count: number };

/** Where a column called “close date” is the expected date too: `expected`; where only closed deals have it: `actual`. */
export type CloseRole = 'expected' | 'actual';

/**
 * Everything that recognition found out about one file. Plain data, so that the workspace can keep it and convert
 * the raw rows again.
 */
export type StagedFile = {
  name: string;
  /** What the table was taken out of, outermost first; empty for a plain text file. */
  container: string[];
  format: TableFormat;
  /** Tables of the file, when it has several, and which one this is. */
  tables: TableReport[];
  table: number;
  /** Lines below the header that are no data, such as units. */
  notes: { line: number; text: string }[];
  /** Rows that lacked cells at their end; absent in files of earlier versions. */
  shortRows?: number;
  /** Columns of groups that were written into every row of a grouped report; absent in files of earlier versions. */
  groups?: string[];
  damage: Damage[];
  /** The part of the damage that unpacking the file told. */
  sourceDamage: Damage[];
  sha256: string;
  bytes: number;
  encoding: string;
  encodingConfidence: number;
  /** Places where bytes were no text in this encoding. */
  encodingDamage: number;
  encodings: EncodingAlternative[];
  dialect: Omit<Dialect, 'sample'>;
  /** Name in schema raw of the table of its rows: text columns named by `dialect.headers`, `rowid` from 0. */
  raw: string;
  rows: number;
  /**
   * Line of the first raw row, where each next row is one line further down; null where a table of its own tells the
   * lines; absent until the file is loaded, and in files of earlier versions.
   */
  firstLine?: number | null;
  recognition: Recognition;
  kind: FileKind | null;
  columns: StagedColumn[];
  closeRole: CloseRole | null;
  /** Values of stage and status that mean won or lost; they say for whom a close date is the actual one. */
  closedStages: string[];
  closedStatuses: string[];
  /** Of these, the ones that mean won; a stage after the sale counts too. */
  wonStages: string[];
  wonStatuses: string[];
  /** `rows` numbers rows of equal name, account and creation; null when there is an id column. */
  syntheticId: 'content' | 'rows' | null;
  /** Ids that stand in more than one row of a list of opportunities. */
  duplicateIds: number;
  dateOrder: DateOrder | null;
  /** ISO code for all amounts, where it is in their text or given. */
  currency: string | null;
  /** Rows with an amount by currency, most frequent first. */
  currencies?: CurrencyCount[];
  stages: StageFacts[];
  transitions: Transition[];
  decisions: Decision[];
  warnings: Warning[];
  /** By whose clock instants within cells are read, where that is not UTC. */
  zone?: string;
  /** The corrections this was made with. */
  mapping: Mapping;
  preview: (string | null)[][];
};

/** The column of a field, if any. */
export function columnOf(columns: readonly StagedColumn[], field: string): StagedColumn | undefined {
  return columns.find((column) => column.field === field);
}
