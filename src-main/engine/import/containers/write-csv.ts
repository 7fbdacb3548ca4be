import type { Connection } from '../../query/connection';
import { literal } from '../../query/sql-text';
import { createIn } from '../chunks';
import type { FileAccess } from '../file-access';

/** Writes what a query gives as CSV with a header into scratch, in order; leaves nothing there when it fails. */
export async function writeCsv(
  connection: Connection,
  select: string,
  folder: string,
  files: FileAccess,
): Promise<string> {
  const { file, writer } = await createIn(folder, files);
  await writer.close();
  try {
    await connection.run(
      `COPY (${select}) TO ${literal(file)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"')`,
    );
    return file;
  } catch (error) {
    await files.remove(file);
    throw error;
  }
}
