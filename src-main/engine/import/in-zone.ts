import type { StagedFile } from './staged-file';

/** The file with its instants shown by the clock of a zone. Dates, and times without an offset, stay as they stand. */
export function inZone(file: StagedFile, zone: string): StagedFile {
  const columns = file.columns.map((column) => {
    if (!('shapes' in column.format)) return column;
    const { zone: _before, ...format } = column.format;
    return { ...column, format: zone === 'UTC' ? format : { ...format, zone } };
  });
  return { ...file, columns, zone };
}
