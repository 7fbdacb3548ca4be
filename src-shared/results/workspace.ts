import type { Evidence } from '../model/evidence';
import type { FileKind } from '../model/fields';
import type { DateOrder, Mapping } from '../model/mapping';
import type { Stage, StageKind } from '../model/stage';
import type { Warning } from './envelope';

export type WorkspaceInfo = {
  path: string;
  name: string;
  /** Present when the workspace holds the generated sample. */
  sample: { deals: number; seed: number } | null;
  readOnly: boolean;
  opportunities: number;
  asOf: string | null;
  /** Changes whenever the data changes: cache answers by it. */
  dataVersion: number;
};

export type RecentWorkspace = { path: string; name: string; openedAt: string; exists: boolean };

export type FieldCompleteness = {
  field: string;
  label: string;
  column: string | null;
  filled: number;
  share: number;
  extra: boolean;
  type: string;
};

/** Several dated lists of the same deals. Gaps in days. */
export type SnapshotSummary = {
  lists: number;
  firstDay: string;
  lastDay: string;
  medianGap: number | null;
  longestGap: number | null;
  /** Deals that are not in the newest list any more. */
  missing: number;
  /** Expected share, 0–1, of the visits to open stages that the lists show; null where nothing tells. */
  visitsSeen: number | null;
};

export type StatusResult = {
  path: string;
  opportunities: number;
  lives: number;
  open: number;
  won: number;
  lost: number;
  openValue: number;
  wonValue: number;
  stageEvents: number;
  events: number;
  activities: number;
  /** Activities whose deal is known. */
  activitiesOfDeals: number;
  leads: number;
  targets: number;
  firstDay: string | null;
  lastDay: string | null;
  asOf: string | null;
  evidence: Evidence;
  evidenceShares: Partial<Record<Evidence, number>>;
  /** Deals with one date a stage, of which visits before a return to a stage are lost. */
  partialHistory: number;
  /**
   * Closings that were taken back: `soon`, within 30 days, goes on with the same life, `later` starts a new one; `rate` is both
   * of all closings.
   */
  reopened: { closings: number; soon: number; later: number; rate: number | null };
  /** null where every deal stands in one list only. */
  snapshots: SnapshotSummary | null;
  /** Days from the newest change in the data to the day it was imported. */
  freshness: { lastEvent: string | null; lastImport: string | null };
  /** What amounts are counted in. */
  currency: string | null;
  /** The newest rate of each pair of currencies; `day` is null where it holds always. */
  rates: { currency: string; to: string; day: string | null; rate: number }[];
  zone: string;
  pipelines: string[];
  stages: (Stage & { deals: number })[];
  fields: FieldCompleteness[];
  imports: ImportRecord[];
  warnings: Warning[];
};

export type ImportRecord = {
  id: number;
  importedAt: string;
  snapshotDate: string | null;
  files: {
    name: string;
    kind: FileKind;
    system: string;
    rowsRead: number;
    rowsLoaded: number;
    rowsRejected: number;
  }[];
};

/** One row that was not loaded. `line` is the line in the user's file (the header line counts). */
export type Reject = { line: number; column: string | null; value: string | null; reason: string };

/** How one column of a file is understood. */
export type ColumnReport = {
  column: string;
  /** Field of the dictionary, or null when it is kept as an extra field. */
  field: string | null;
  type: 'text' | 'amount' | 'number' | 'day' | 'instant' | 'boolean' | 'empty';
  /** 0–1 */
  confidence: number;
  /** In words: why this field and this type. */
  reason: string;
  samples: string[];
  filled: number;
  /** Values that the type does not read; they become empty and are counted. */
  bad: number;
  /** For stage-entry columns such as `Date entered "Demo (Sales)"`: the stage. */
  stage?: string;
};

/** A question that only the user can answer; `map` is the --map entry that answers it with `choice`. */
export type Decision = {
  code:
    | 'date-order'
    | 'decimal'
    | 'amount-column'
    | 'kind'
    | 'missing-id'
    | 'missing-stage'
    | 'table'
    | 'duration-unit'
    | 'snapshot-date'
    | 'missing-rate';
  message: string;
  column?: string;
  choices: { value: string; label: string; map: Mapping }[];
  /** Answered by a number instead of a choice: what one unit of `currency` is worth in `to`. */
  rate?: { currency: string; to: string };
};

export type StageReport = { stage: string; kind: StageKind; rank: number; deals: number; reason: string };

/** One of several tables in a file: the sheets of a workbook are files of their own, what is meant is tables in one sheet. */
export type TableReport = { table: number; line: number; rows: number; headers: string[] };

/** Something that was done to the data before it came here, such as ids that a spreadsheet wrote as numbers. */
export type Damage = {
  code: string;
  message: string;
  column: string | null;
  /** How many cells or rows show it. */
  count: number;
  /** The line is null where finding it would take long. */
  samples: { line: number | null; value: string }[];
  /** Whether Weir mends it while reading, or what the user can do. */
  mended: boolean;
  hint: string;
};

/** An encoding that the bytes could be in: 0–1 how likely, and how the first line with letters beyond ASCII would read. */
export type EncodingAlternative = { encoding: string; confidence: number; sample: string };

/** What a table was read from; only `text` has an encoding and a delimiter that can be chosen. */
export type TableFormat = 'text' | 'xlsx' | 'json' | 'ndjson' | 'parquet';

/** Corrections to how a file is read that hold for later files under the same headers. */
export type RememberedMapping = {
  /** Stands for the column names, whatever their order. */
  headers: string;
  /** The import that was corrected last, its file, and when. */
  import: number;
  file: string;
  importedAt: string;
  columns: string[];
  mapping: Mapping;
};

export type FileReport = {
  file: string;
  /** What the table was taken out of, outermost first: `export.zip`, `book.xlsx`, a sheet. Empty for a plain text file. */
  container: string[];
  bytes: number;
  kind: FileKind;
  /** Why the file is passed over; present only for files without data, such as a data dictionary. */
  ignored?: string;
  system: string;
  systemLabel: string;
  language: string;
  /** 0–1: how sure the recognition of system and kind is, and why in words. */
  confidence: number;
  reason: string;
  format: TableFormat;
  encoding: string;
  /** Encodings that the bytes could be in, the chosen one first; empty where nothing is in doubt. */
  encodings: EncodingAlternative[];
  /** Empty where the file is no delimited text. */
  delimiter: string;
  quote: string;
  headerLine: number;
  dateOrder: DateOrder | null;
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  /** Path of the file with the rejected rows, ready to be repaired and imported again. */
  rejectsFile: string | null;
  mapping: Record<string, string>;
  unmapped: string[];
  columns: ColumnReport[];
  rejects: Reject[];
  warnings: Warning[];
  decisions: Decision[];
  /** Tables of the file, when it has several; the chosen one is `table`. */
  tables: TableReport[];
  table: number;
  damage: Damage[];
  /** The first rows as text, in file order, under `columns`. */
  preview: (string | null)[][];
  /** Where the corrections to it come from that were made to an earlier file with these columns. */
  remembered: { headers: string; file: string; importedAt: string } | null;
  /** Already in the workspace with the same content. */
  known: boolean;
};

export type InspectReport = {
  /** Names the staged files in later calls; 0 when nothing was staged. */
  staging: number;
  files: FileReport[];
  stages: StageReport[];
  decisions: Decision[];
};

export type ImportReport = {
  import: number;
  files: FileReport[];
  opportunities: number;
  stageEvents: number;
  activities: number;
  leads: number;
  targets: number;
  evidence: Evidence;
  warnings: Warning[];
};

export type UndoReport = { import: number; opportunities: number };
