import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNoTable, passedOver } from '#engine/import/containers/container-errors';
import { readTables } from '#engine/import/containers/read-tables';
import type { ReadOptions } from '#engine/import/containers/reading';
import { inside, type TableFile } from '#engine/import/containers/table-file';
import type { StoredFile } from '#engine/import/import-store';
import { inspectFile, mergeMappings } from '#engine/import/inspect-file';
import { rememberedMapping } from '#engine/import/mapping-memory';
import { readTable } from '#engine/import/read-table';
import { countRejects } from '#engine/import/rejects';
import { asRepairFile } from '#engine/import/repair-file';
import type { Query } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import type { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import type { Warning } from '#shared/results/envelope';
import { fullMapping } from './export-mapping';
import type { Place } from './import-places';
import type { Session } from './session';
import { dayGivenOrNamed } from './snapshot-day';
import type { StagedImport, StagedSource } from './staged-import';

/** Share of the progress that copying the files is; reading and understanding them is the rest. */
const copyingShare = 0.35;

export type Steps = { signal: AbortSignal | undefined; onProgress: (fraction: number, step: string) => void };
type Again = { file?: number; only?: string; patch?: Mapping };

export function stagingFolder(session: Session, id: number): string {
  return join(session.workspace.scratch, `import-${id}`);
}

/** Stages the tables of one file. With `only` it is read again for one of them, under its number. */
export async function stagePath(
  session: Session,
  staged: StagedImport,
  place: Place,
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
  const notes: Warning[] = [];
  let refused: WeirError | null = null;
  let added = false;
  for await (const table of readTables(place, folder, options)) {
    const steps = { signal, onProgress: (share: number, step: string) => report(step, share) };
    const number = file ?? staged.sources.length + 1;
    try {
      const source = await stageTable(session, staged.id, number, table, mapped(table.name), steps);
      source.decoded.notes.push(...notes.splice(0));
      add({ ...source, path: place.path, pathName: place.name });
      added = true;
    } catch (error) {
      // A pivot table beside the sheet that it is made of.
      if (table.container.length === 0 || !isNoTable(error)) throw error;
      refused = error;
      notes.push(passedOver(error));
    }
    understood = read;
  }
  if (refused && !added) throw refused;
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
  return session.workspace.database.use(async (connection) => {
    const raw = `import_${id}_file_${file}`;
    const place = {
      raw,
      name: table.name,
      file: table.file,
      scratch: stagingFolder(session, id),
      signal,
      format: table.format,
    };
    const whole = await readTable(connection, place, mapping);
    const repair = await asRepairFile(connection, raw, whole);
    const { file: readFile, malformed, ...read } = repair?.read ?? whole;
    const decoded = { ...table, file: readFile };
    onProgress(0.7, `Understanding ${table.name}`);
    const remembered = await rememberedMapping(connection, read.dialect.headers);
    const before = repair ? repairMapping(repair.original) : {};
    const corrected = mergeMappings(mergeMappings(before, remembered ?? {}), mapping);
    const staged = await inspectFile(
      { source: table, raw, mapping: corrected, ...read },
      queryOf(connection),
    );
    if (remembered && !repair) staged.warnings.push(rememberedWarning);
    if (repair) staged.warnings.push(repairWarning(table.name, repair.original));
    const counts = await countRejects(connection, staged, decoded.file, malformed);
    return { file, decoded, malformed, staged, counts, known: null };
  }, signal);
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
