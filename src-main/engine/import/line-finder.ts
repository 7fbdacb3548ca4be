import type { Connection } from '../query/connection';
import { storedFiles } from './import-store';
import { linesTable } from './raw-table';
import { type LineRun, lineRuns } from './record-lines';
import type { StagedFile } from './staged-file';

/** Runs written at once. */
const atOnce = 10_000;

/**
 * Keeps the line on which each raw row stands in its file: the first one where each row is the line after the one
 * before, else a table of runs. `decoded` is the file in scratch; returns what the staged file has to say of it.
 */
export async function storeLines(
  connection: Connection,
  staged: StagedFile,
  decoded: { file: string; lines: number | null },
  malformedLines: readonly number[],
): Promise<Pick<StagedFile, 'firstLine'>> {
  const runs = await lineRuns(decoded, staged.dialect, malformedLines, staged.rows, connection.signal);
  if (runs.length < 2) return { firstLine: runs[0]?.line ?? 1 };
  const table = linesTable(staged.raw);
  await connection.run(`CREATE OR REPLACE TABLE ${table} ("record" BIGINT, line BIGINT)`);
  for (let from = 0; from < runs.length; from += atOnce) {
    const part = runs.slice(from, from + atOnce);
    const list = (of: (run: LineRun) => number) => `unnest([${part.map(of).join(', ')}])`;
    await connection.run(
      `INSERT INTO ${table} SELECT ${list((run) => run.record)}, ${list((run) => run.line)}`,
    );
  }
  return { firstLine: null };
}

/**
 * Finds the line of a record in its file. Null for files of earlier versions, which did not keep it: a wrong line would
 * be worse than none.
 */
export async function lineFinder(
  connection: Connection,
): Promise<(fileKey: number, record: number) => Promise<number | null>> {
  const files = await connection.all<{ file_key: number; import: number; file: number }>(
    'SELECT file_key, import, file FROM weir.file',
  );
  const stored = await storedFiles(connection, 'loaded');
  const byKey = new Map(
    files.map((file) => [
      file.file_key,
      stored.find((s) => s.import === file.import && s.file === file.file)?.staged,
    ]),
  );
  return async (fileKey, record) => {
    const staged = byKey.get(fileKey);
    if (staged?.firstLine === undefined) return null;
    if (staged.firstLine !== null) return staged.firstLine + record;
    const [run] = await connection.all<{ line: number }>(
      `SELECT line + $record - "record" AS line FROM ${linesTable(staged.raw)}
      WHERE "record" <= $record ORDER BY "record" DESC LIMIT 1`,
      { record },
    );
    return run?.line ?? null;
  };
}
