import { rm, stat } from 'node:fs/promises';
import { isNoTable, passedOver } from '#engine/import/containers/container-errors';
import type { TableFile } from '#engine/import/containers/table-file';
import { lineFinderOf } from '#engine/import/damage/lines-of-examples';
import { changed } from '#engine/import/file-errors';
import { removeImport, startImport } from '#engine/import/import-store';
import { mergeMappings, needsReload, remap } from '#engine/import/inspect-file';
import { passOverUnknown } from '#engine/import/pass-over';
import { type MalformedRow, rawTable } from '#engine/import/raw-table';
import { countRejects, type RejectCounts } from '#engine/import/rejects';
import type { StagedFile } from '#engine/import/staged-file';
import type { Connection, Row } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import type { RememberedMapping } from '#shared/results/workspace';
import { type Place, placesOf } from './import-places';
import { ImportProgress } from './import-progress';
import { inTurn } from './in-turn';
import type { CallContext, Session } from './session';
import { copiedTables, queryOf, rawName, stageTable, stagingFolder } from './stage-path';

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
  /** Corrections to an earlier file that apply to this one. */
  remembered: RememberedMapping | null;
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
  /** Answers about its rows, by their SQL: rows that are read stay as they are. */
  answers: Map<string, Row[]>;
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
    answers: new Map(),
  };
  session.staging.set(id, staged);
  try {
    const places = await placesOf(paths);
    await stagePlaces(session, staged, places, context);
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
  const { path, pathName } = before;
  const place = { path, name: pathName, folder: null, refused: [] };
  const again = { only: before.staged.name, patch: mergeMappings(before.staged.mapping, patch) };
  const progress = new ImportProgress([1], context.onProgress);
  const steps = { signal: context.signal, progress, at: 0 };
  for await (const copied of copiedTables(session, staged, place, again, steps)) {
    const source = await stageTable(session, staged.id, before.file, copied, steps);
    staged.sources[index] = { ...source, path, pathName };
  }
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
  for (const { name } of tables) await connection.run(`DROP TABLE ${rawTable(name)}`);
  await removeImport(connection, id);
}

/** A table is read while the next one is copied, and two at once: most statements over a small one use one processor. */
const atOnce = 2;

/** Stages the tables of all files, which are numbered in the order they stand in. */
async function stagePlaces(
  session: Session,
  staged: StagedImport,
  places: Place[],
  { signal, onProgress }: CallContext,
): Promise<void> {
  const sizes = await Promise.all(places.map(({ path }) => sizeOf(path)));
  const progress = new ImportProgress(sizes, onProgress);
  const sources: StagedSource[] = [];
  let tables = 0;
  async function* copied() {
    for (const [at, place] of places.entries()) {
      const steps = { signal, progress, at };
      const tablesOf = copiedTables(session, staged, place, {}, steps);
      for await (const table of passing(place, tablesOf)) yield { place, table, steps, file: ++tables };
    }
  }
  await inTurn(copied(), atOnce, async ({ place, table, steps, file }) => {
    try {
      const source = await stageTable(session, staged.id, file, table, steps);
      sources[file] = { ...source, path: place.path, pathName: place.name };
    } catch (error) {
      // A pivot table may stand beside the sheet that it is made of.
      pass(place, error, table.table.container.length > 0);
      await session.workspace.database.use((connection) =>
        connection.exec(`DROP TABLE IF EXISTS ${rawTable(rawName(staged.id, file))}`),
      );
    }
  });
  staged.sources.push(...Object.values(sources));
}

/** In a folder, or in a workbook or an archive, what is no table is passed over; a file that was named has to be read. */
function pass(place: Place, error: unknown, isPart = false): void {
  if ((place.folder === null && !isPart) || !isNoTable(error)) throw error;
  place.refused.push(error);
}

async function* passing<T>(place: Place, tables: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* tables;
  } catch (error) {
    pass(place, error);
  }
}

/** What cannot be read is said when its turn comes. */
function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What was passed over is said with the first table beside it; where there is none, it fails as if alone. */
function noteRefused(sources: readonly StagedSource[], places: readonly Place[]): void {
  for (const { folder, path, refused } of places) {
    const beside = folder === null ? [path] : places.filter((p) => p.folder === folder).map((p) => p.path);
    const first = sources.find((source) => beside.includes(source.path));
    for (const error of refused) {
      if (!first) throw error;
      first.decoded.notes.push(passedOver(error));
    }
  }
}
