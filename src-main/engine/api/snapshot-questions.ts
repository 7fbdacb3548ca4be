import { stat } from 'node:fs/promises';
import { conversionOf } from '#engine/import/convert';
import { storedFiles } from '#engine/import/import-store';
import { hasDurations } from '#engine/import/stage-duration';
import type { StagedFile } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';
import type { Decision } from '#shared/results/workspace';
import { latestDay, statedDay } from './snapshot-day';
import type { StagedImport, StagedSource } from './staged-import';

/** What has to be asked, or at least said, of the day that a list shows. */
export type SnapshotQuestion = { file: string; decision?: Decision; warning?: Warning };

type List = { file: StagedFile; day: () => Promise<string | null> };

/**
 * Lists of the same deals are told apart by their days: a list that says none is asked for it, unless the latest date
 * in it is a day of its own. A list that shares no deal with another needs none.
 */
export async function snapshotQuestions(
  connection: Connection,
  staged: StagedImport,
): Promise<SnapshotQuestion[]> {
  const fresh = staged.sources.filter(({ staged: file, known }) => file.kind === 'opportunities' && !known);
  const questions: SnapshotQuestion[] = [];
  for (const source of fresh) {
    if (await statedDay(connection, source.staged, staged.snapshotDate)) continue;
    if (hasDurations(source.staged))
      questions.push({ file: source.staged.name, warning: needsDay(source.staged.name) });
    const others = await listsBeside(connection, staged, source);
    const question = await questionOf(connection, staged, source, others);
    if (question) questions.push({ file: source.staged.name, ...question });
  }
  return questions;
}

async function listsBeside(
  connection: Connection,
  staged: StagedImport,
  source: StagedSource,
): Promise<List[]> {
  const beside = staged.sources.filter((other) => other !== source && other.staged.kind === 'opportunities');
  const loaded = (await storedFiles(connection, 'loaded')).filter(
    ({ staged: file }) => file.kind === 'opportunities',
  );
  return [
    ...beside.map(({ staged: file }) => ({ file, day: () => dayOf(connection, staged, file) })),
    ...loaded.map(({ staged: file, snapshotDate }) => ({ file, day: async () => snapshotDate })),
  ];
}

async function dayOf(connection: Connection, staged: StagedImport, file: StagedFile): Promise<string | null> {
  const stated = await statedDay(connection, file, staged.snapshotDate);
  return stated?.day ?? (await latestDay(connection, file, staged.now));
}

async function questionOf(
  connection: Connection,
  staged: StagedImport,
  source: StagedSource,
  others: List[],
): Promise<Omit<SnapshotQuestion, 'file'> | null> {
  const file = source.staged;
  const rivals: List[] = [];
  for (const other of others) if (await shareDeals(connection, file, other.file)) rivals.push(other);
  const wanted = file.mapping.list === 'whole';
  if (rivals.length === 0 && !wanted) return null;
  const latest = await latestDay(connection, file, staged.now);
  const taken = new Set(await Promise.all(rivals.map((rival) => rival.day())));
  if (wanted || latest === null || taken.has(latest))
    return { decision: await decisionOf(source, latest, rivals.length > 0) };
  return { warning: assumed(file.name, latest) };
}

async function shareDeals(connection: Connection, a: StagedFile, b: StagedFile): Promise<boolean> {
  const ids = (file: StagedFile) =>
    `SELECT id FROM (${conversionOf(file).select}) WHERE reject_reason IS NULL`;
  const shared = await connection.all(
    `SELECT 1 AS one FROM (${ids(a)}) SEMI JOIN (${ids(b)}) USING (id) LIMIT 1`,
  );
  return shared.length > 0;
}

async function decisionOf(
  { staged: file, path }: StagedSource,
  latest: string | null,
  shared: boolean,
): Promise<Decision> {
  const { mtime } = await stat(path);
  const modified = mtime.toISOString().slice(0, 10);
  const choices = [
    ...(latest ? [{ day: latest, label: `${latest}, the latest date in the file` }] : []),
    ...(modified === latest ? [] : [{ day: modified, label: `${modified}, when the file was last changed` }]),
  ];
  return {
    code: 'snapshot-date',
    message: `${shared ? `${file.name} lists deals that another file lists too. Which` : `Which`} day does ${shared ? 'it' : file.name} show? Its name and columns do not say.`,
    choices: choices.map(({ day, label }) => ({ value: day, label, map: { snapshotDate: day } })),
  };
}

function needsDay(name: string): Warning {
  return {
    code: 'duration-needs-day',
    message: `${name} says how long deals have been in their stage or open, but not on which day. --snapshot-date tells, and then since when they are there is known.`,
    details: { file: name },
  };
}

function assumed(name: string, day: string): Warning {
  return {
    code: 'snapshot-date-assumed',
    message: `${name} is taken for a list of ${day}, the latest date in it, because its name and columns do not say. --snapshot-date says otherwise.`,
    details: { file: name, day },
  };
}
