import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conversionOf } from '#engine/import/convert';
import { decodeSource } from '#engine/import/decode';
import { inspectFile } from '#engine/import/inspect-file';
import type { MalformedRow } from '#engine/import/raw-table';
import { readTable } from '#engine/import/read-table';
import { columnOf, type Query, type StagedColumn, type StagedFile } from '#engine/import/staged-file';
import type { Row } from '#engine/query/connection';
import { Database } from '#engine/query/database';
import type { Mapping } from '#shared/model/mapping';

/** A file taken through the whole of understanding, with its raw rows at hand. */
export type Staged = {
  file: StagedFile;
  malformed: MalformedRow[];
  query: Query;
  /** Converted rows in file order, rejected ones included. */
  converted(): Promise<Row[]>;
  column(field: string): StagedColumn | undefined;
};

export type Bench = {
  folder: string;
  /** Takes bytes or text through decoding, reading and understanding. */
  stage(content: string | Uint8Array, name?: string, mapping?: Mapping): Promise<Staged>;
  stageFile(path: string, mapping?: Mapping): Promise<Staged>;
  close(): Promise<void>;
};

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-import-'));
  const database = await Database.open({ path: ':memory:', readOnly: false, scratch: folder, threads: 2 });
  await database.use((connection) => connection.exec('CREATE SCHEMA IF NOT EXISTS raw'));
  let tables = 0;

  async function stageFile(path: string, mapping: Mapping = {}): Promise<Staged> {
    return database.use(async (connection) => {
      const source = await decodeSource({ path, name: basename(path) }, folder, {
        encoding: mapping.encoding,
      });
      const raw = `t${tables++}`;
      const query: Query = (sql) => connection.all(sql);
      const place = { raw, file: source.file, scratch: folder, signal: undefined };
      const { file: _read, malformed, ...table } = await readTable(connection, place, mapping);
      const file = await inspectFile({ source, raw, mapping, ...table }, query);
      return {
        file,
        malformed,
        query,
        converted: () => connection.all(`FROM (${conversionOf(file).select}) ORDER BY "row"`),
        column: (field) => columnOf(file.columns, field),
      };
    });
  }

  return {
    folder,
    stageFile,
    async stage(content, name = `file-${tables}.csv`, mapping = {}) {
      const path = join(folder, name);
      await writeFile(path, content);
      return stageFile(path, mapping);
    },
    async close() {
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A hand-written odd file of the repository. */
export function dirty(name: string): string {
  return fileURLToPath(new URL(`../../../../fixtures/dirty/${name}`, import.meta.url));
}
