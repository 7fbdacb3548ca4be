import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTables } from '#engine/import/containers/read-tables';
import type { TableFile } from '#engine/import/containers/table-file';
import { conversionOf } from '#engine/import/convert';
import { inspectFile } from '#engine/import/inspect-file';
import type { MalformedRow } from '#engine/import/raw-table';
import { readTable } from '#engine/import/read-table';
import { countRejects } from '#engine/import/rejects';
import { columnOf, type Query, type StagedColumn, type StagedFile } from '#engine/import/staged-file';
import type { Row } from '#engine/query/connection';
import { Database } from '#engine/query/database';
import type { Mapping } from '#shared/model/mapping';
import type { Reject } from '#shared/results/workspace';

/** A file taken through the whole of understanding, with its raw rows at hand. */
export type Staged = {
  file: StagedFile;
  source: TableFile;
  malformed: MalformedRow[];
  query: Query;
  /** Converted rows in file order, rejected ones included. */
  converted(): Promise<Row[]>;
  column(field: string): StagedColumn | undefined;
  rejects(): Promise<Reject[]>;
};

export type Bench = {
  folder: string;
  /** Takes bytes or text through decoding, reading and understanding. */
  stage(content: string | Uint8Array, name?: string, mapping?: Mapping): Promise<Staged>;
  stageFile(path: string, mapping?: Mapping): Promise<Staged>;
  /** Every table in some bytes. */
  stageAll(content: string | Uint8Array, name: string, mapping?: Mapping): Promise<Staged[]>;
  close(): Promise<void>;
};

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-import-'));
  const database = await Database.open({ path: ':memory:', readOnly: false, scratch: folder, threads: 2 });
  await database.use((connection) => connection.exec('CREATE SCHEMA IF NOT EXISTS raw'));
  let made = 0;

  async function stageFile(path: string, mapping: Mapping = {}): Promise<Staged> {
    const tables = await stageTables(path, mapping);
    return tables[0] ?? fail(path);
  }

  async function stageTables(path: string, mapping: Mapping = {}): Promise<Staged[]> {
    const staged: Staged[] = [];
    const found = readTables({ path, name: basename(path) }, folder, {
      encodingOf: () => mapping.encoding,
      connect: (work) => database.use(work),
    });
    for await (const table of found) staged.push(await stageTable(table, mapping));
    return staged;
  }

  function stageTable(source: TableFile, mapping: Mapping): Promise<Staged> {
    return database.use(async (connection) => {
      const raw = `t${made++}`;
      const query: Query = (sql) => connection.all(sql);
      const place = {
        raw,
        name: source.name,
        file: source.file,
        scratch: folder,
        signal: undefined,
        format: source.format,
      };
      const { file: read, malformed, ...table } = await readTable(connection, place, mapping);
      const file = await inspectFile({ source, raw, mapping, ...table }, query);
      return {
        file,
        source,
        malformed,
        query,
        converted: () => connection.all(`FROM (${conversionOf(file).select}) ORDER BY "row"`),
        column: (field) => columnOf(file.columns, field),
        rejects: () =>
          database.use(async (again) => (await countRejects(again, file, read, malformed)).rejects),
      };
    });
  }

  return {
    folder,
    stageFile,
    async stageAll(content, name, mapping = {}) {
      const path = join(folder, name);
      await writeFile(path, content);
      return stageTables(path, mapping);
    },
    async stage(content, name = `file-${made}.csv`, mapping = {}) {
      const path = join(folder, name);
      await writeFile(path, content);
      return stageFile(path, mapping);
    },
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fail(path: string): never {
  throw new Error(`${path} holds no table`);
}

/** A hand-written odd file of the repository. */
export function dirty(name: string): string {
  return fileURLToPath(new URL(`../../../../fixtures/dirty/${name}`, import.meta.url));
}
