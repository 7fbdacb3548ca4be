import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type StoredFile, storedFiles, storeFile } from '#engine/import/import-store';
import { storeLines } from '#engine/import/line-finder';
import { namesToRemember, rememberMapping } from '#engine/import/mapping-memory';
import { rawTable } from '#engine/import/raw-table';
import { storeRejects, writeRejectsFile } from '#engine/import/rejects';
import { leftOutRows } from '#engine/metrics/left-out-rows';
import { stagelessWarnings } from '#engine/metrics/stageless';
import type { Connection } from '#engine/query/connection';
import { overStatements } from '#engine/query/statements';
import { WeirError } from '#shared/contract/errors';
import type { FileReport, ImportReport } from '#shared/results/workspace';
import { changeWorkspace } from './derive-workspace';
import { forward } from './import-progress';
import { inspectReport } from './inspect-report';
import { type CallContext, refresh, type Session } from './session';
import { latestDay, statedDay } from './snapshot-day';
import { removeScratch, type StagedImport, type StagedSource, stagedImport } from './staged-import';

const checkingShare = 0.05;

/**
 * Makes staged files part of the pipeline, all of them or none, in one transaction. Content that is loaded already is
 * not loaded twice: only a changed mapping of it takes effect.
 */
export async function loadStaged(
  session: Session,
  staged: StagedImport,
  now: string,
  context: CallContext,
): Promise<ImportReport> {
  const { database } = session.workspace;
  const tell = forward(context.onProgress);
  const checked = overStatements(0, checkingShare);
  const checking = <T>(connection: Connection, work: () => Promise<T>) =>
    connection.watch((share) => tell(checked(share), 'Checking'), work);
  tell(0, 'Checking');
  const report = await database.use(
    (connection) => checking(connection, () => inspectReport(connection, staged)),
    context.signal,
  );
  refuse(staged, report.decisions);
  const onProgress: CallContext['onProgress'] = ({ step, fraction }) =>
    tell(checkingShare + (0.98 - checkingShare) * (fraction ?? 0), step);
  const days = await database.use((connection) => snapshotDays(connection, staged, now), context.signal);
  const store = async (connection: Connection, forGood: boolean) => {
    // They may have been given up while another change was made.
    stagedImport(session, staged.id);
    const stored = await storeSources(connection, staged, days, forGood);
    if (forGood) await storeAllRejects(connection, staged);
    return stored;
  };
  const id = await changeWorkspace(database, store, { now, onProgress, signal: context.signal });
  const files = await withRejectsFiles(session, staged, report.files);
  await removeScratch(session, staged.id);
  await refresh(session);
  return importReport(session, id, files);
}

function refuse(staged: StagedImport, decisions: FileReport['decisions']): void {
  const [first] = decisions;
  if (first) {
    throw new WeirError({
      code: 'needs-decision',
      message: first.message,
      hint: 'Choose one of the answers, or give it in the mapping.',
      details: { decisions },
    });
  }
  const empty = staged.sources.find((source) => source.staged.kind !== null && source.counts.rowsRead === 0);
  if (empty) {
    throw new WeirError({
      code: 'header-only',
      message: `${empty.staged.name} has a header and no rows.`,
      hint: 'Export again without a filter that hides everything, or leave this file out.',
    });
  }
  if (staged.sources.every((source) => source.staged.kind === null)) {
    throw new WeirError({
      code: 'not-recognised',
      message: `${staged.sources.map((source) => source.staged.name).join(', ')} holds nothing to import.`,
      hint: 'Add the export of opportunities, or of their stage history.',
    });
  }
}

function isLoading({ known, staged: { kind } }: StagedSource): boolean {
  return known === null && kind !== null;
}

/** Returns the import that holds the files now. */
async function storeSources(
  connection: Connection,
  staged: StagedImport,
  days: ReadonlyMap<StagedSource, string | null>,
  forGood: boolean,
): Promise<number> {
  for (const source of staged.sources) {
    const { dialect, mapping, preview } = source.staged;
    const names = namesToRemember(dialect, preview);
    await rememberMapping(connection, source.known?.import ?? staged.id, names, mapping);
    if (source.known) await replaceMapping(connection, source, source.known);
    if (source.known || source.staged.kind === null) {
      await connection.run(`DROP TABLE IF EXISTS ${rawTable(source.staged.raw)}`);
    }
  }
  const loading = staged.sources.filter(isLoading);
  const [known] = staged.sources.flatMap((source) => source.known ?? []);
  if (loading.length === 0 && known) {
    await connection.run('DELETE FROM weir.import WHERE id = $id', { id: staged.id });
    return known.import;
  }
  for (const source of loading) {
    const stored = storedFile(staged, source, days.get(source) ?? null);
    await storeFile(connection, forGood ? await withLines(connection, source, stored) : stored);
  }
  await connection.run("UPDATE weir.import SET state = 'loaded' WHERE id = $id", { id: staged.id });
  return staged.id;
}

/** The file with where its rows stand, which is only told from its lines. */
async function withLines(
  connection: Connection,
  { staged, decoded, malformed }: StagedSource,
  stored: StoredFile,
): Promise<StoredFile> {
  const rejected = malformed.map(({ line }) => line);
  const lines = await storeLines(connection, staged, decoded, rejected);
  return { ...stored, staged: { ...stored.staged, ...lines } };
}

async function storeAllRejects(connection: Connection, staged: StagedImport): Promise<void> {
  for (const source of staged.sources.filter(isLoading)) {
    if (source.counts.rowsRejected === 0) continue;
    const ids = { import: staged.id, file: source.file };
    await storeRejects(connection, ids, source.staged, source.decoded.file, source.malformed);
  }
}

async function snapshotDays(connection: Connection, staged: StagedImport, now: string) {
  const days = new Map<StagedSource, string | null>();
  for (const source of staged.sources.filter(isLoading)) {
    days.set(source, await snapshotDay(connection, staged, source, now));
  }
  return days;
}

async function snapshotDay(
  connection: Connection,
  staged: StagedImport,
  { staged: file }: StagedSource,
  now: string,
): Promise<string | null> {
  const stated = await statedDay(connection, file, staged.snapshotDate);
  return stated?.day ?? (await latestDay(connection, file, now));
}

function storedFile(staged: StagedImport, source: StagedSource, snapshotDate: string | null): StoredFile {
  const { rowsRead, rowsRejected } = source.counts;
  return {
    import: staged.id,
    file: source.file,
    name: source.staged.name,
    sha256: source.decoded.sha256,
    bytes: source.decoded.bytes,
    snapshotDate,
    givenDate: staged.snapshotDate ?? null,
    rowsRead,
    rowsRejected,
    rowsLoaded: rowsRead - rowsRejected,
    staged: source.staged,
  };
}

/** The same rows, read another way from now on. */
async function replaceMapping(
  connection: Connection,
  source: StagedSource,
  known: { import: number; file: number },
): Promise<void> {
  const stored = (await storedFiles(connection, known.import)).find((file) => file.file === known.file);
  if (!stored) return;
  const stated = await statedDay(connection, source.staged, undefined);
  const { raw, name, firstLine } = stored.staged;
  const { rowsRead, rowsRejected } = source.counts;
  await storeFile(connection, {
    ...stored,
    snapshotDate: stated?.day ?? stored.snapshotDate,
    rowsRead,
    rowsRejected,
    rowsLoaded: rowsRead - rowsRejected,
    staged: { ...source.staged, raw, name, ...(firstLine === undefined ? {} : { firstLine }) },
  });
}

/** Puts the rejected rows of each file beside the workspace, ready to be repaired. */
async function withRejectsFiles(
  session: Session,
  staged: StagedImport,
  reports: FileReport[],
): Promise<FileReport[]> {
  const { database, path, scratch } = session.workspace;
  const folder = join(dirname(path), `${basename(path).replace(/\.weir$/, '')}.rejects`);
  const files: FileReport[] = [];
  for (const [i, report] of reports.entries()) {
    const source = staged.sources[i];
    if (!source || source.known || source.staged.kind === null || report.rowsRejected === 0) {
      files.push(report);
      continue;
    }
    const temporary = join(scratch, `rejects-${staged.id}-${source.file}.csv`);
    const ids = { import: staged.id, file: source.file };
    await database.use((connection) => writeRejectsFile(connection, ids, source.staged, temporary));
    await mkdir(folder, { recursive: true });
    const target = join(folder, `import-${staged.id}-${rejectsName(source.staged.name)}`);
    await rename(temporary, target);
    files.push({ ...report, rejectsFile: target });
  }
  return files;
}

/** The name of a table as that of a file; what stands in an archive may be named like any path. */
function rejectsName(name: string): string {
  const safe = name
    .replace(/\s*›\s*/g, '-')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '_')
    .slice(-120);
  return /\.(csv|tsv|txt)$/i.test(safe) ? safe : `${safe}.csv`;
}

async function importReport(session: Session, id: number, files: FileReport[]): Promise<ImportReport> {
  const { database } = session.workspace;
  const leftOut = await database.use(async (connection) => [
    ...(await stagelessWarnings(connection)),
    ...(await leftOutRows(connection)),
  ]);
  const counts = await database.use((connection) =>
    connection.one<{
      opportunities: number;
      stage_events: number;
      activities: number;
      leads: number;
      targets: number;
    }>(`
      SELECT
        (SELECT count(*) FROM weir.opportunity) AS opportunities,
        (SELECT count(*) FROM weir.sojourn) AS stage_events,
        (SELECT count(*) FROM weir.activity) AS activities,
        (SELECT count(*) FROM weir.lead) AS leads,
        (SELECT count(*) FROM weir.target) AS targets`),
  );
  return {
    import: id,
    files,
    opportunities: counts.opportunities,
    stageEvents: counts.stage_events,
    activities: counts.activities,
    leads: counts.leads,
    targets: counts.targets,
    evidence: session.facts?.evidence ?? 'state',
    warnings: [...files.flatMap((file) => file.warnings), ...leftOut],
  };
}
