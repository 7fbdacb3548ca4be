import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readTables } from '#engine/import/containers/read-tables';
import type { ReadOptions } from '#engine/import/containers/reading';
import { asPart, inside, type TableFile } from '#engine/import/containers/table-file';
import { changed } from '#engine/import/file-errors';
import { removeImport, startImport, storedFiles } from '#engine/import/import-store';
import { inspectFile, mergeMappings, needsReload, remap } from '#engine/import/inspect-file';
import { passOverUnknown } from '#engine/import/pass-over';
import { createRawTable, type MalformedRow } from '#engine/import/raw-table';
import { countRejects, type RejectCounts } from '#engine/import/rejects';
import type { Query, StagedFile } from '#engine/import/staged-file';
import { tableDialect } from '#engine/import/table-dialect';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import type { CallContext, Session } from './session';

/** A file that was read and understood but is not part of the pipeline yet. */
export type StagedSource = {
  /** Numbers the tables of an import, from 1. */
  file: number;
  /** The file that the table stands in, and what that is called. */
  path: string;
  pathName: string;
  decoded: TableFile;
  malformed: MalformedRow[];
  staged: StagedFile;
  counts: RejectCounts;
  /** The import that has the same content already. */
  known: { import: number; file: number } | null;
};

export type StagedImport = {
  id: number;
  snapshotDate: string | undefined;
  sources: StagedSource[];
  /** Corrections by file name; `*` holds for every file. */
  mapping: Record<string, Mapping>;
};

/** Share of the progress that copying the files is; reading and understanding them is the rest. */
const copyingShare = 0.35;

/** Reads files into raw tables and finds out what they are. Nothing of the pipeline changes. */
export async function stageFiles(
  session: Session,
  paths: readonly string[],
  options: { now: string; mapping: Record<string, Mapping>; snapshotDate: string | undefined },
  context: CallContext,
): Promise<StagedImport> {
  const { database } = session.workspace;
  const id = await database.use((connection) => startImport(connection, options.now, options.snapshotDate));
  const staged: StagedImport = {
    id,
    snapshotDate: options.snapshotDate,
    sources: [],
    mapping: options.mapping,
  };
  session.staging.set(id, staged);
  try {
    const names = pathNames(paths);
    for (const [i, path] of paths.entries()) {
      const onProgress = (fraction: number, step: string) =>
        context.onProgress({ fraction: (i + fraction) / paths.length, step });
      const place = { path, name: names[i] ?? basename(path) };
      await stagePath(session, staged, place, {}, { signal: context.signal, onProgress }, (table) => {
        staged.sources.push(table);
      });
    }
    passOverUnknown(staged.sources);
    return staged;
  } catch (error) {
    await discardStaged(session, id);
    throw error;
  }
}

/** Applies a correction to one staged file; reads the file again only where the bytes are read differently. */
export async function correctStaged(
  session: Session,
  staged: StagedImport,
  file: string,
  patch: Mapping,
  context: CallContext,
): Promise<void> {
  const index = staged.sources.findIndex((source) => source.staged.name === file);
  const source = staged.sources[index];
  if (!source)
    throw new WeirError({ code: 'invalid-input', message: `${file} is not among the files to import.` });
  if (needsReload(source.staged, patch)) await readAgain(session, staged, index, patch, context);
  else {
    await session.workspace.database.use(async (connection) => {
      source.staged = await remap(source.staged, patch, queryOf(connection));
      source.counts = await countRejects(connection, source.staged, source.decoded.file, source.malformed);
    }, context.signal);
  }
  passOverUnknown(staged.sources);
}

/** Reads one table again, in the place of what was read before. */
async function readAgain(
  session: Session,
  staged: StagedImport,
  index: number,
  patch: Mapping,
  context: CallContext,
): Promise<void> {
  const before = staged.sources[index];
  if (!before) return;
  const onProgress = (fraction: number, step: string) => context.onProgress({ fraction, step });
  const place = { path: before.path, name: before.pathName };
  const mapping = mergeMappings(before.staged.mapping, patch);
  const again = { file: before.file, only: before.staged.name, patch: mapping };
  await stagePath(session, staged, place, again, { signal: context.signal, onProgress }, (table) => {
    staged.sources[index] = table;
  });
  if (staged.sources[index] === before) throw changed(place);
  await rm(before.decoded.file, { force: true });
}

export function stagedImport(session: Session, id: number): StagedImport {
  const staged = session.staging.get(id);
  if (staged) return staged;
  throw new WeirError({
    code: 'staging-not-found',
    message: 'These files are not ready to import any more.',
    hint: 'Choose the files again.',
  });
}

/** Forgets files that were read, with their raw rows. */
export async function discardStaged(session: Session, id: number): Promise<void> {
  session.staging.delete(id);
  await session.workspace.database.transaction((connection) => removeRawTables(connection, id));
  await rm(stagingFolder(session, id), { recursive: true, force: true });
}

export async function removeScratch(session: Session, id: number): Promise<void> {
  session.staging.delete(id);
  await rm(stagingFolder(session, id), { recursive: true, force: true });
}

async function removeRawTables(connection: Connection, id: number): Promise<void> {
  const tables = await connection.all<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'raw' AND starts_with(table_name, $prefix)",
    { prefix: `import_${id}_` },
  );
  for (const { name } of tables) await connection.run(`DROP TABLE raw."${name}"`);
  await removeImport(connection, id);
}

function stagingFolder(session: Session, id: number): string {
  return join(session.workspace.scratch, `import-${id}`);
}

type Steps = { signal: AbortSignal | undefined; onProgress: (fraction: number, step: string) => void };
type Again = { file?: number; only?: string; patch?: Mapping };

/** Stages the tables of one file. With `only` it is read again for one of them, under its number. */
async function stagePath(
  session: Session,
  staged: StagedImport,
  place: { path: string; name: string },
  { file, only, patch = {} }: Again,
  { signal, onProgress }: Steps,
  add: (source: StagedSource) => void,
): Promise<void> {
  const { database } = session.workspace;
  const folder = stagingFolder(session, staged.id);
  await mkdir(folder, { recursive: true });
  const mapped = (name: string) => mergeMappings(mappingOf(staged, name), patch);
  let read = 0;
  let understood = 0;
  const report = (step: string, understanding = 0) => {
    const done = understood + (read - understood) * understanding;
    onProgress(copyingShare * read + (1 - copyingShare) * done, step);
  };
  const options: ReadOptions = {
    signal,
    only,
    encodingOf: (name) => mapped(name).encoding,
    onShare(share) {
      read = Math.max(read, share);
      report(`Copying ${place.name}`);
    },
    connect: (work) => database.use(work, signal),
  };
  for await (const table of readTables(place, folder, options)) {
    const steps = { signal, onProgress: (share: number, step: string) => report(step, share) };
    const number = file ?? staged.sources.length + 1;
    const source = await stageTable(session, staged.id, number, table, mapped(table.name), steps);
    add({ ...source, path: place.path, pathName: place.name });
    understood = read;
  }
}

async function stageTable(
  session: Session,
  id: number,
  file: number,
  table: TableFile,
  mapping: Mapping,
  { signal, onProgress }: Steps,
): Promise<Omit<StagedSource, 'path' | 'pathName'>> {
  onProgress(0, `Reading ${table.name}`);
  const { sample: _sample, ...dialect } = await tableDialect(table, mapping);
  return session.workspace.database.use(async (connection) => {
    const raw = `import_${id}_file_${file}`;
    const { rows, malformed } = await createRawTable(connection, raw, table.file, dialect);
    onProgress(0.7, `Understanding ${table.name}`);
    const staged = await inspectFile({ source: table, dialect, raw, rows, mapping }, queryOf(connection));
    const counts = await countRejects(connection, staged, table.file, malformed);
    const known = await knownAs(connection, table.sha256);
    return { file, decoded: table, malformed, staged, counts, known };
  }, signal);
}

async function knownAs(connection: Connection, sha256: string): Promise<StagedSource['known']> {
  const found = (await storedFiles(connection, 'loaded')).find((file) => file.sha256 === sha256);
  return found ? { import: found.import, file: found.file } : null;
}

function queryOf(connection: Connection): Query {
  return (sql) => connection.all(sql);
}

/** What was said of every file, of what a table stands in, and on top what was said of the table itself. */
function mappingOf(staged: StagedImport, name: string): Mapping {
  const parts = name.split(inside);
  const names = parts.map((_, i) => parts.slice(0, i + 1).join(inside));
  return ['*', ...names].reduce<Mapping>(
    (mapping, key) => mergeMappings(mapping, staged.mapping[key] ?? {}),
    {},
  );
}

/** Names of files; of two with the same name the second is numbered. */
function pathNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => asPart(basename(path)));
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}
