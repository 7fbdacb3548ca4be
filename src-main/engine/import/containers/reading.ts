import type { FileAccess } from '../file-access';
import type { Bytes } from './bytes';
import type { WithConnection } from './json-table';
import type { UnpackBudget } from './limits';
import type { TableFile } from './table-file';

/** A file to import: where it lies and what its user calls it. */
export type Source = { path: string; name: string };

export type ReadOptions = {
  signal?: AbortSignal | undefined;
  /** Share of the file's bytes that have been read, 0–1. */
  onShare?: ((share: number) => void) | undefined;
  /** Overrules the detection of the encoding, by the name of the table. */
  encodingOf?: ((name: string) => string | undefined) | undefined;
  /** Reads this table of the file alone. */
  only?: string | undefined;
  files?: FileAccess | undefined;
  /** For formats that DuckDB reads. */
  connect: WithConnection;
};

/** What every level of a file shares. */
export type Reading = Omit<ReadOptions, 'onShare' | 'files'> & {
  files: FileAccess;
  scratch: string;
  budget: UnpackBudget;
  /** Levels of any kind around the present one, and how many of them are archives of files. */
  depth: number;
  archives: number;
};

/** The tables in some bytes; `onShare` is told which share of the bytes is done. */
export type TablesOf = (
  bytes: Bytes,
  reading: Reading,
  onShare: (share: number) => void,
) => AsyncGenerator<TableFile>;
