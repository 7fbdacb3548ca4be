import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Damage, FileReport, ImportReport } from '#shared/results/workspace';
import type { TestEngine } from '../../support/engine';

/** What was found in a file, without the sentences. */
export type Told = Pick<Damage, 'code' | 'column' | 'count' | 'mended'> & {
  line: number | null;
  value: string;
};

export function told({ damage }: Pick<FileReport, 'damage'>): Told[] {
  return damage.map(({ code, column, count, mended, samples }) => ({
    code,
    column,
    count,
    mended,
    line: samples[0]?.line ?? null,
    value: samples[0]?.value ?? '',
  }));
}

export type Imported = { report: ImportReport; file: FileReport; damage: Told[] };

/** Writes files and imports them together; `file` and `damage` are those of the first one. */
export async function importTexts(
  engine: TestEngine,
  files: Record<string, string | Uint8Array>,
): Promise<Imported> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(engine.home, name);
    await writeFile(path, content);
    paths.push(path);
  }
  const { report } = await engine.importFiles(paths);
  const [file] = report.files;
  if (!file) throw new Error('no file was imported');
  for (const { rowsRead, rowsLoaded, rowsRejected } of report.files) {
    if (rowsRead !== rowsLoaded + rowsRejected) throw new Error('rows are missing');
  }
  return { report, file, damage: told(file) };
}

export async function rowsOf(engine: TestEngine, sql: string): Promise<unknown[][]> {
  return (await engine.call('sql.run', { sql, limit: 10_000 })).rows;
}
