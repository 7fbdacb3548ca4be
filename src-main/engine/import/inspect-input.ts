import type { Mapping } from '#shared/model/mapping';
import type { TableFile } from './containers/table-file';
import type { LinesOf } from './damage/find-damage';
import type { Dialect } from './dialect';
import type { StagedFile } from './staged-file';

type SourceFact =
  | ('name' | 'container' | 'format' | 'sha256' | 'bytes' | 'damage')
  | ('encoding' | 'confidence' | 'encodings' | 'replaced');

/** One decoded file whose rows are in a raw table. */
export type InspectInput = {
  source: Pick<TableFile, SourceFact>;
  dialect: Omit<Dialect, 'sample'>;
  /** Name of its table in schema raw; not read when there are no rows. */
  raw: string;
  rows: number;
  mapping?: Mapping;
  /** Finds the lines of examples; without it they are not told. */
  linesOf?: LinesOf;
} & Partial<Pick<StagedFile, 'tables' | 'table' | 'notes' | 'shortRows' | 'groups'>>;
