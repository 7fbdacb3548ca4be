import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine } from '#engine/api/create-engine';
import { timed } from './measure';

export type LoadResult = { ms: number; steps: Record<string, number> };
type Request = {
  files: string[];
  sorted: { file: string; by: string };
  target: string;
  threads: number;
};

/** Import as the app does it: recognition, checks, raw rows, derived tables, ready for the pages. */
export async function loadWeir({ files, target, threads }: Request): Promise<LoadResult> {
  const home = await mkdtemp(join(tmpdir(), 'weir-bench-'));
  const engine = createEngine({ home, now: () => new Date(), threads });
  try {
    await engine.call('workspace.create', { path: target });
    const sources = files.map((file) => `path:${file}`);
    const inspected = await timed(() => engine.call('import.inspect', { sources }));
    const { staging, decisions } = inspected.result;
    if (decisions.length > 0)
      throw new Error(`The generated files need a decision: ${decisions[0]?.message}`);
    const loaded = await timed(() => engine.call('import.load', { staging }));
    const status = await timed(() => engine.call('workspace.status', {}));
    const steps = { inspect: inspected.ms, load: loaded.ms, status: status.ms };
    return { ms: inspected.ms + loaded.ms + status.ms, steps };
  } finally {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The peer: the same files by bare `read_csv` into an on-disk database, and one sort of the longest. */
export async function loadBare({ files, sorted, target, threads }: Request): Promise<LoadResult> {
  const instance = await DuckDBInstance.create(target, { threads: String(threads) });
  const connection = await instance.connect();
  try {
    const read = await timed(async () => {
      for (const [i, file] of files.entries()) {
        await connection.run(`CREATE TABLE t${i} AS SELECT * FROM read_csv('${file}')`);
      }
    });
    const source = `t${files.indexOf(sorted.file)}`;
    const sort = await timed(() =>
      connection.run(`CREATE TABLE event AS SELECT * FROM ${source} ORDER BY ${sorted.by}`),
    );
    const checkpoint = await timed(() => connection.run('CHECKPOINT'));
    const steps = { read: read.ms, sort: sort.ms, checkpoint: checkpoint.ms };
    return { ms: read.ms + sort.ms + checkpoint.ms, steps };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
