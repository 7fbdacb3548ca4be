import { conversionOf } from '#engine/import/convert';
import { planCurrencies } from '#engine/import/currency-plan';
import { findLostZeros, withLeadingZeros } from '#engine/import/damage/leading-zeros';
import { mappingOf } from '#engine/import/file-report';
import { type StoredFile, storedFiles } from '#engine/import/import-store';
import { inZone } from '#engine/import/in-zone';
import { pivoted } from '#engine/import/pivot-sql';
import { alike } from '#engine/import/same-headers';
import { columnOf } from '#engine/import/staged-file';
import { planStages } from '#engine/import/stages';
import { constants } from '#engine/metrics/constants';
import { installMacros } from '#engine/metrics/install-macros';
import { tickSql } from '#engine/metrics/tick';
import type { Connection } from '#engine/query/connection';
import { overStatements } from '#engine/query/statements';
import {
  type DecideStages,
  type DeriveFacts,
  type DeriveOptions,
  type DeriveSource,
  derive,
} from '#engine/tables/derive/derive';
import { readSettings, writeSetting } from '#engine/tables/settings';
import { workspaceSettings } from '#engine/tables/workspace-settings';
import type { Mapping } from '#shared/model/mapping';
import type { StageKind } from '#shared/model/stage';
import { localTime } from '#shared/time/local-time';
import { forward } from './import-progress';
import { dayGivenOrNamed } from './snapshot-day';
import { settled, valueMatches } from './value-matches';

/** The form of the derived tables; another number has workspaces derived again when they are opened. */
export const derivedForm = '5';

/**
 * Makes every derived table and macro again from what is loaded, inside the caller's transaction. This is the one way
 * in which data changes: importing, undoing, re-mapping and choosing stages all end here.
 */
export async function deriveWorkspace(
  connection: Connection,
  now: string,
  onStep: (step: string, fraction: number) => void,
): Promise<DeriveFacts> {
  const tell = forward(({ step, fraction }) => onStep(step, fraction ?? 0));
  let step = '';
  let reached = overStatements();
  const begin: DeriveOptions['onStep'] = (name, from, to) => {
    step = name;
    reached = overStatements(from, to);
    tell(from, step);
  };
  return connection.watch(
    (share) => tell(reached(share), step),
    () => deriveWatched(connection, now, begin),
  );
}

async function deriveWatched(
  connection: Connection,
  now: string,
  onStep: DeriveOptions['onStep'],
): Promise<DeriveFacts> {
  const { missing, fiscalYearStart, timeZone } = await workspaceSettings(connection);
  const here = localTime(now, timeZone);
  const stored = alike(canonical(await storedFiles(connection, 'loaded')));
  const zoned = stored.map((file) => ({ ...file, staged: inZone(file.staged, timeZone) }));
  const files = await withZeros(connection, zoned);
  const currencies = await planCurrencies(
    connection,
    files.map((file) => file.staged),
  );
  const facts = await derive(connection, {
    sources: withFieldHistory(
      files,
      files.map((file, i) => sourceOf(file, i + 1, dayOf(file, files))),
    ),
    matches: settled(await valueMatches(connection, files)),
    decideStages: await stageDecider(connection, files),
    missing,
    fiscalYearStart,
    currencies,
    now: here,
    tick: (deals) => tickSql(isCoarse(deals)),
    onStep,
  });
  const clock = facts.whole_days === false ? 'instant' : 'day';
  await installMacros(connection, {
    clock,
    coarse: isCoarse(facts.deals),
    latest: facts.last_day ?? '1970-01-01',
  });
  const settings = await readSettings(connection);
  await writeSetting(connection, 'data_version', String(Number(settings.data_version ?? 0) + 1));
  await writeSetting(connection, 'clock', clock);
  await writeSetting(connection, 'as_of', facts.opportunities > 0 ? latest(files, facts.as_of, here) : null);
  await writeSetting(connection, 'first_day', facts.first_day);
  await writeSetting(connection, 'currency', currencies.base);
  await writeSetting(connection, 'derived_with', derivedForm);
  return facts;
}

function isCoarse(deals: number): boolean {
  return deals > constants.exactAges;
}

/** The same files with the leading zeros that ids lost and other files have. */
async function withZeros(connection: Connection, files: StoredFile[]): Promise<StoredFile[]> {
  const lost = await findLostZeros(
    connection,
    files.map(({ staged }) => staged),
  );
  return files.map((file) => ({ ...file, staged: withLeadingZeros(file.staged, lost) }));
}

/** The latest day the data shows: its last change, or the day its newest file was exported where that is known. */
function latest(files: StoredFile[], lastChange: string | null, now: string): string | null {
  const days = [lastChange, ...files.map((file) => file.snapshotDate)].filter(
    (day): day is string => day !== null,
  );
  return (
    days
      .filter((day) => day <= now.slice(0, 10))
      .sort()
      .at(-1) ?? lastChange
  );
}

/** The same files in the same order, whatever the order they were imported in. */
function canonical(files: StoredFile[]): StoredFile[] {
  const key = (file: StoredFile) => `${file.snapshotDate ?? ''}\0${file.sha256}\0${file.name}`;
  return [...files].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** What describes the deals and has no day of its own is as new as what was imported together with it. */
function dayOf(file: StoredFile, files: StoredFile[]): string {
  const days = files.filter((other) => other.import === file.import).map((other) => other.snapshotDate);
  return (
    file.snapshotDate ??
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ??
    '1970-01-01'
  );
}

function sourceOf(file: StoredFile, fileKey: number, day: string): DeriveSource {
  const { select, extras, hasAmount } = conversionOf(file.staged);
  return {
    fileKey,
    import: file.import,
    file: file.file,
    name: file.name,
    kind: file.staged.kind ?? '',
    snapshotDate: day,
    select,
    extras,
    hasAmount,
    columns: mappingOf(file.staged),
    dayIsInferred:
      dayGivenOrNamed(file.staged, file.givenDate ?? undefined) === null &&
      columnOf(file.staged.columns, 'snapshot_date') === undefined,
    filtered: file.staged.mapping.list === 'filtered',
  };
}

/** What a log of changed fields leaves out stands in its rows before, which another file of it may hold. */
function withFieldHistory(files: StoredFile[], sources: DeriveSource[]): DeriveSource[] {
  const logs = files.flatMap((file, i) => {
    const { fieldRows } = conversionOf(file.staged);
    return fieldRows ? [{ fileKey: i + 1, fieldRows }] : [];
  });
  if (logs.length < 2) return sources;
  const all = logs.map(({ fileKey, fieldRows }) => `SELECT *, ${fileKey} AS file_key FROM (${fieldRows})`);
  const together = pivoted(all.join('\nUNION ALL BY NAME\n'));
  return sources.map((source) =>
    logs.some(({ fileKey }) => fileKey === source.fileKey)
      ? {
          ...source,
          select: `SELECT * EXCLUDE (file_key) FROM (${together}) WHERE file_key = ${source.fileKey}`,
        }
      : source,
  );
}

async function stageDecider(connection: Connection, files: StoredFile[]): Promise<DecideStages> {
  const choices = await connection.all<{ stage: string; rank: number; kind: string }>(
    'FROM weir.stage_choice',
  );
  const given: NonNullable<Mapping['stages']> = Object.assign(
    {},
    ...files.map((file) => file.staged.mapping.stages ?? {}),
  );
  for (const choice of choices) given[choice.stage] = { kind: choice.kind as StageKind, rank: choice.rank };
  return (facts, transitions) =>
    planStages({
      given,
      transitions,
      facts: facts.map((fact) => ({
        stage: fact.stage,
        pipeline: fact.pipeline,
        deals: Math.max(fact.deals, fact.visits),
        probability: fact.probability,
        won: wonShare(fact),
        closed: closedShare(fact),
        first: fact.first_seen,
      })),
    });
}

type Fact = Parameters<DecideStages>[0][number];

/** Share of a stage's deals that a flag or status column calls won; null without such a column. */
function wonShare(fact: Fact): number | null {
  if (fact.deals === 0 || fact.flagged + fact.status_won + fact.status_lost === 0) return null;
  return Math.max(fact.won, fact.status_won) / fact.deals;
}

function closedShare(fact: Fact): number | null {
  if (fact.deals === 0 || fact.flagged + fact.status_won + fact.status_lost === 0) return null;
  return Math.max(fact.closed, fact.status_won + fact.status_lost) / fact.deals;
}
