import { mappingOf } from '#engine/import/file-report';
import type { StagedFile } from '#engine/import/staged-file';
import type { Mapping } from '#shared/model/mapping';

/** How each file is read, in full, as `--map` takes it: what was recognised with the corrections on top. */
export function exportMapping(files: readonly StagedFile[]): Record<string, Mapping> {
  return Object.fromEntries(
    files.filter(({ kind }) => kind !== null).map((file) => [file.name, fullMapping(file)]),
  );
}

/** How one file is read, in full. */
export function fullMapping(file: StagedFile): Mapping {
  const { snapshotDate: _day, ...given } = file.mapping;
  return {
    ...given,
    ...(file.kind ? { kind: file.kind } : {}),
    columns: { ...given.columns, ...mappingOf(file) },
    ...(file.dateOrder ? { dateOrder: file.dateOrder } : {}),
    ...(file.currency ? { currency: file.currency } : {}),
    encoding: file.encoding,
    delimiter: file.dialect.delimiter,
  };
}
