import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTables } from '#engine/import/containers/read-tables';
import type { ReadOptions } from '#engine/import/containers/reading';
import { inside, type TableFile } from '#engine/import/containers/table-file';
import { lineFinderOf } from '#engine/import/damage/lines-of-examples';
import { strayLines } from '#engine/import/damage/stray-lines';
import type { StoredFile } from '#engine/import/import-store';
import { inspectFile } from '#engine/import/inspect-file';
import { mergeMappings } from '#engine/import/merge-mappings';
import type { ReadTable } from '#engine/import/read-table';
import { countRejects } from '#engine/import/rejects';
import { asRepairFile } from '#engine/import/repair-file';
import type { Query } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import { overStatements } from '#engine/query/statements';
import type { Mapping } from '#shared/model/mapping';
import type { Warning } from '#shared/results/envelope';
import { fullMapping } from './export-mapping';
import type { Place } from './import-places';
import type { ImportProgress, Part } from './import-progress';
import { readAsRemembered, rememberedFor } from './read-as-remembered';
import type { Session } from './session';
import { dayGivenOrNamed } from './snapshot-day';
import type { StagedImport, StagedSource } from './staged-import';

/** Where a place stands among those of the import, and who is to be told how far it is. */
export type Steps = { signal: AbortSignal | undefined; progress: ImportProgress; at: number };
type Again = { only?: string; patch?: Mapping };

/** A table that was copied into scratch and is to be read; `share` of its file begins and ends with it. */
export type CopiedTable = { table: TableFile; mapping: Mapping; share: { from: number; to: number } };

export function stagingFolder(session: Session, id: number): string {
  return join(session.workspace.scratch, `import-${id}`);
}

export function rawName(id: number, file: number): string {
  return `import_${id}_file_${file}`;
}

/** Copies the tables of one file into scratch, one after the other. With `only` that one alone. */
export async function* copiedTables(
  session: Session,
  staged: StagedImport,
  place: Place,
  { only, patch = {} }: Again,
  { signal, progress, at }: Steps,
): AsyncGenerator<CopiedTable> {
  const { database } = session.workspace;
  const folder = stagingFolder(session, staged.id);
  await mkdir(folder, { recursive: true });
  const mapped = (name: string) => mergeMappings(mappingOf(staged, name), patch);
  let [from, to] = [0, 0];
  const options: ReadOptions = {
    signal,
    only,
    encodingOf: (name) => mapped(name).encoding,
    onShare(share) {
      to = Math.max(to, share);
      progress.at(at, 'copied', to, `Copying ${place.name}`);
    },
    connect: (work) => database.use(work, signal),
  };
  for await (const table of readTables(place, folder, options)) {
    yield { table, mapping: mapped(table.name), share: { from, to } };
    from = to;
  }
}

/** Reads a copied table into its raw table and finds out what it is; `file` numbers it within the import. */
export async function stageTable(
  session: Session,
  id: number,
  file: number,
  { table, mapping, share: { from, to } }: CopiedTable,
  { signal, progress, at }: Steps,
): Promise<Omit<StagedSource, 'path' | 'pathName'>> {
  const tell = (part: Part, step: string) => (share: number) =>
    progress.at(at, part, from + (to - from) * share, `${step} ${table.name}`);
  const [overReading, overUnderstanding] = [overStatements(), overStatements()];
  const read = tell('read', 'Reading');
  const understood = tell('understood', 'Understanding');
  read(0);
  return session.workspace.database.use(async (connection) => {
    const raw = rawName(id, file);
    const scratch = stagingFolder(session, id);
    const place = { raw, name: table.name, file: table.file, scratch, signal, format: table.format };
    const whole = await connection.watch(
      (share) => read(overReading(share)),
      () => readAsRemembered(connection, place, mapping),
    );
    read(1);
    const source = await connection.watch(
      (share) => understood(overUnderstanding(share)),
      () => understand(connection, table, { raw, mapping, whole }),
    );
    understood(1);
    return { file, known: null, ...source };
  }, signal);
}

type Read = { raw: string; mapping: Mapping; whole: ReadTable };

async function understand(
  connection: Connection,
  table: TableFile,
  { raw, mapping, whole }: Read,
): Promise<Omit<StagedSource, 'file' | 'path' | 'pathName' | 'known'>> {
  const repair = await asRepairFile(connection, raw, whole);
  const { file, malformed, ...read } = repair?.read ?? whole;
  // Another copy than the one whose lines were counted has others.
  const decoded = { ...table, file, lines: file === table.file ? table.lines : null };
  const remembered = await rememberedFor(connection, raw, read);
  const before = repair ? repairMapping(repair.original) : {};
  const corrected = mergeMappings(mergeMappings(before, remembered?.mapping ?? {}), mapping);
  const source = { ...decoded, damage: [...decoded.damage, ...strayLines(malformed)] };
  const linesOf = lineFinderOf(file, read.dialect, malformed);
  const staged = await inspectFile(
    { source, raw, mapping: corrected, linesOf, ...read },
    queryOf(connection),
  );
  if (remembered && !repair) staged.warnings.push(rememberedWarning);
  if (repair) staged.warnings.push(repairWarning(table.name, repair.original));
  const counts = await countRejects(connection, staged, file, malformed);
  return { decoded, malformed, staged, counts, remembered: repair ? null : remembered };
}

const rememberedWarning = {
  code: 'mapping-remembered',
  message: 'The corrections made to an earlier file with these columns apply.',
};

/** Repaired rows are read as the others of their file were, and show the same day. */
function repairMapping(original: StoredFile | null): Mapping {
  if (!original) return {};
  const {
    encoding: _encoding,
    delimiter: _delimiter,
    headerLine: _line,
    table: _table,
    ...read
  } = fullMapping(original.staged);
  const stated = dayGivenOrNamed(original.staged, original.givenDate ?? undefined);
  return { ...read, ...(stated ? { snapshotDate: stated.day } : {}) };
}

function repairWarning(name: string, original: StoredFile | null): Warning {
  const of = original ? ` of ${original.name}` : '';
  const message = `${name} holds rows${of} that were rejected before. They are added to that import's rows; deals that are not in it stay as they are.`;
  return { code: 'repair-file', message };
}

export function queryOf(connection: Connection): Query {
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
