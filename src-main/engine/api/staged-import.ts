import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type DecodedSource, decodeSource } from '#engine/import/decode';
import { removeImport, startImport, storedFiles } from '#engine/import/import-store';
import { inspectFile, mergeMappings, needsReload, remap } from '#engine/import/inspect-file';
import type { MalformedRow } from '#engine/import/raw-table';
import { readTable } from '#engine/import/read-table';
import { countRejects, type RejectCounts } from '#engine/import/rejects';
import type { Query, StagedFile } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import type { CallContext, Session } from './session';

/** A file that was read and understood but is not part of the pipeline yet. */
export type StagedSource = {
  file: number;
  path: string;
  decoded: DecodedSource;
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
    for (const [i, path] of paths.entries()) {
      const onProgress = (fraction: number, step: string) =>
        context.onProgress({ fraction: (i + fraction) / paths.length, step });
      const mapping = mappingOf(staged, basename(path));
      staged.sources.push(
        await stageFile(session, id, i + 1, path, mapping, { signal: context.signal, onProgress }),
      );
    }
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
  if (needsReload(source.staged, patch)) {
    const mapping = mergeMappings(source.staged.mapping, patch);
    const onProgress = (fraction: number, step: string) => context.onProgress({ fraction, step });
    staged.sources[index] = await stageFile(session, staged.id, source.file, source.path, mapping, {
      signal: context.signal,
      onProgress,
    });
    return;
  }
  await session.workspace.database.use(async (connection) => {
    source.staged = await remap(source.staged, patch, queryOf(connection));
    source.counts = await countRejects(connection, source.staged, source.decoded.file, source.malformed);
  }, context.signal);
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

async function stageFile(
  session: Session,
  id: number,
  file: number,
  path: string,
  mapping: Mapping,
  {
    signal,
    onProgress,
  }: { signal: AbortSignal | undefined; onProgress: (fraction: number, step: string) => void },
): Promise<StagedSource> {
  const name = basename(path);
  const folder = join(stagingFolder(session, id), String(file));
  await mkdir(folder, { recursive: true });
  const source = await decodeSource({ path, name }, folder, {
    signal,
    encoding: mapping.encoding,
    onBytes: (done, total) => onProgress((copyingShare * done) / total, `Copying ${name}`),
  });
  onProgress(copyingShare, `Reading ${name}`);
  return session.workspace.database.use(async (connection) => {
    const raw = `import_${id}_file_${file}`;
    const {
      file: readFile,
      malformed,
      ...table
    } = await readTable(connection, { raw, file: source.file, scratch: folder, signal }, mapping);
    const decoded = { ...source, file: readFile };
    onProgress(0.8, `Understanding ${name}`);
    const staged = await inspectFile({ source, raw, mapping, ...table }, queryOf(connection));
    const counts = await countRejects(connection, staged, decoded.file, malformed);
    return {
      file,
      path,
      decoded,
      malformed,
      staged,
      counts,
      known: await knownAs(connection, decoded.sha256),
    };
  }, signal);
}

async function knownAs(connection: Connection, sha256: string): Promise<StagedSource['known']> {
  const found = (await storedFiles(connection, 'loaded')).find((file) => file.sha256 === sha256);
  return found ? { import: found.import, file: found.file } : null;
}

function queryOf(connection: Connection): Query {
  return (sql) => connection.all(sql);
}

/** What was said of every file, with what was said of this one on top. */
function mappingOf(staged: StagedImport, name: string): Mapping {
  return mergeMappings(staged.mapping['*'] ?? {}, staged.mapping[name] ?? {});
}
