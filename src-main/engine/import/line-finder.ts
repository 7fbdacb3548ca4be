import type { Connection } from '../query/connection';
import { storedFiles } from './import-store';

/**
 * Finds the line of a record in its file. Records are lines where no cell holds a line break, which the number of
 * lines told when the file was read; elsewhere null, because a wrong line would be worse than none.
 */
export async function lineFinder(
  connection: Connection,
): Promise<(fileKey: number, record: number) => number | null> {
  const files = await connection.all<{ file_key: number; import: number; file: number }>(
    'SELECT file_key, import, file FROM weir.file',
  );
  const stored = await storedFiles(connection, 'loaded');
  const firstLine = new Map(
    files.map((file) => {
      const found = stored.find((s) => s.import === file.import && s.file === file.file);
      return [file.file_key, found ? found.staged.dialect.headerLine + 1 : null];
    }),
  );
  return (fileKey, record) => {
    const line = firstLine.get(fileKey);
    return line === undefined || line === null ? null : line + record;
  };
}
