import { rm } from 'node:fs/promises';
import { isNoTable, passedOver } from '#engine/import/containers/container-errors';
import type { TableFile } from '#engine/import/containers/table-file';
import { lineFinderOf } from '#engine/import/damage/lines-of-examples';
import { changed } from '#engine/import/file-errors';
import { removeImport, startImport } from '#engine/import/import-store';
import { mergeMappings, needsReload, remap } from '#engine/import/inspect-file';
import { passOverUnknown } from '#engine/import/pass-over';
import type { MalformedRow } from '#engine/import/raw-table';
import { countRejects, type RejectCounts } from '#engine/import/rejects';
import type { StagedFile } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import { type Place, placesOf } from './import-places';
import type { CallContext, Session } from './session';
import { queryOf, type Steps, stagePath, stagingFolder } from './stage-path';

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
  /** When it was begun, ISO. */
  now: string;
  snapshotDate: string | undefined;
  sources: StagedSource[];
  /** Corrections by file name; `*` holds for every file. */
  mapping: Record<string, Mapping>;
};

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
    now: options.now,
    snapshotDate: options.snapshotDate,
    sources: [],
    mapping: options.mapping,
  };
  session.staging.set(id, staged);
  try {
    const places = await placesOf(paths);
    for (const [i, place] of places.entries()) {
      const onProgress = (fraction: number, step: string) =>
        context.onProgress({ fraction: (i + fraction) / places.length, step });
      await stagePlace(session, staged, place, { signal: context.signal, onProgress });
    }
    noteRefused(staged.sources, places);
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
      const { decoded, malformed, staged: before } = source;
      const linesOf = lineFinderOf(decoded.file, before.dialect, malformed);
      source.staged = await remap(before, patch, queryOf(connection), linesOf);
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
  const place = { path: before.path, name: before.pathName, folder: null };
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

/** Stages a file. In a folder, one that is no table is passed over; one that was named has to be read. */
async function stagePlace(session: Session, staged: StagedImport, place: Place, steps: Steps): Promise<void> {
  try {
    await stagePath(session, staged, place, {}, steps, (table) => staged.sources.push(table));
  } catch (error) {
    if (place.folder === null || !isNoTable(error)) throw error;
    place.refused = error;
  }
}

/** What of a folder was passed over is said with its first table; a folder without one fails as its first file does. */
function noteRefused(sources: readonly StagedSource[], places: readonly Place[]): void {
  for (const { folder, refused } of places) {
    if (folder === null || !refused) continue;
    const inFolder = places.filter((place) => place.folder === folder).map(({ path }) => path);
    const first = sources.find(({ path }) => inFolder.includes(path));
    if (!first) throw refused;
    first.decoded.notes.push(passedOver(refused));
  }
}
