import type { FileKind } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import type { ColumnContent } from '../column-content';
import type { Query } from '../staged-file';

/** What the values of a column tell of it. */
export type ContentMeaning = { index: number; field: string; score: number; reason: string };

export type ContentReading = { kind: FileKind | null; confidence: number; meanings: ContentMeaning[] };

/** The table whose columns have no names. */
export type NamelessTable = {
  query: Query;
  raw: string;
  rows: number;
  contents: readonly ColumnContent[];
  sample: readonly (readonly (string | null)[])[];
  mapping: Mapping;
};
