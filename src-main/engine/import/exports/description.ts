import type { FileKind } from '#shared/model/fields';

/** A header: normalised text (see `headerVariants`) for equality, or a pattern tried on the header as written. */
export type HeaderSign = string | RegExp;

/**
 * A field of the dictionary, or one that becomes such a field on import: `close` is a date that may be expected or
 * actual (the content decides), `lost_at` the day of losing beside that of winning, `is_active` false once a deal was
 * archived, i.e. lost, `first_name` what stands before the last name, `won_amount` what a won deal brought in the end.
 */
export type MappedField = string;

/**
 * What one kind of export looks like. Adding a system means adding a file of these and naming it in `index.ts`;
 * nothing else knows a system by name.
 */
export type ExportDescription = {
  /** Stable name in reports, e.g. `salesforce`. */
  system: string;
  systemLabel: string;
  /** What of it, in words: `Opportunity object`. */
  object: string;
  /** `passed-over` is a file that an import leaves alone: it explains others, or holds what is not measured. */
  kind: FileKind | 'passed-over';
  /** One header of every group has to be there. */
  needs: readonly (readonly HeaderSign[])[];
  /** None of these may be there. */
  never?: readonly HeaderSign[];
  /** Headers that speak for it, each by a weight between 0 and 1. */
  signs: readonly (readonly [weight: number, ...headers: HeaderSign[]])[];
  /** Values of a column that only this system writes: most of those in a few rows have this shape. */
  contents?: readonly { weight: number; column: readonly HeaderSign[]; values: RegExp }[];
  /** Whether several rows share a value of the id or key, which tells a log from a list. */
  keyRepeats?: boolean;
  /** Headers of each field, best first. Fields left out fall to the general dictionary. */
  fields: Readonly<Record<MappedField, readonly HeaderSign[]>>;
  /** Ids of something else that stand for the deal where it has none and no two rows share one. */
  lentIds?: readonly HeaderSign[];
  /** Headers that mean no field even if the general dictionary says so. */
  notFields?: readonly HeaderSign[];
  /** Codes of the status that mean won and lost, where it is written in codes. */
  outcomes?: { won: readonly string[]; lost: readonly string[] };
  /** Columns of bookkeeping that are not worth keeping as extra fields. */
  technical?: readonly HeaderSign[];
  /** Columns that hold the day of entering a stage: named groups `stage` and, if given, `pipeline`. */
  stageDate?: readonly RegExp[];
};
