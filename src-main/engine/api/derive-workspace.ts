import { conversionOf } from '#engine/import/convert';
import { planCurrencies } from '#engine/import/currency-plan';
import { findLostZeros, withLeadingZeros } from '#engine/import/damage/leading-zeros';
import { mappingOf } from '#engine/import/file-report';
import { hasValueHistory } from '#engine/import/history/value-history';
import { type StoredFile, storedFiles } from '#engine/import/import-store';
import { inZone } from '#engine/import/in-zone';
import { pivoted } from '#engine/import/pivot-sql';
import { alike } from '#engine/import/same-headers';
import { hasDurations } from '#engine/import/stage-duration';
import { columnOf } from '#engine/import/staged-file';
import { planStages } from '#engine/import/stages';
import { constants } from '#engine/metrics/constants';
import { installMacros } from '#engine/metrics/install-macros';
import { tickSql } from '#engine/metrics/tick';
import type { Connection } from '#engine/query/connection';
import type { Database } from '#engine/query/database';
import { overStatements } from '#engine/query/statements';
import type { DeriveCurrencies } from '#engine/tables/derive/create-rates';
import {
  type DecideStages,
  type DeriveFacts,
  type DeriveOptions,
  type DeriveSource,
  derive,
} from '#engine/tables/derive/derive';
import { dropNext, takeOver } from '#engine/tables/derive/take-over';
import { readSettings, writeSettings } from '#engine/tables/settings';
import { workspaceSettings } from '#engine/tables/workspace-settings';
import type { CallOptions } from '#shared/contract/methods';
import type { Mapping } from '#shared/model/mapping';
import type { StageKind } from '#shared/model/stage';
import { localTime } from '#shared/time/local-time';
import { forward } from './import-progress';
import { dayGivenOrNamed } from './snapshot-day';
import { settled, valueMatches } from './value-matches';

/** The form of the derived tables; another number has workspaces derived again when they are opened. Macros tell themselves. */
export const derivedForm = '20';

type Changing = {
  now: string;
  onProgress?: CallOptions['onProgress'] | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * Changes what is loaded, or how it is read, and makes every derived table and macro anew: all of it or nothing. This is
 * the one way in which data changes: importing, undoing, re-mapping and choosing stages all come here. `change` is run
 * twice: once to see what the data would be then, of which nothing remains, and once for good beside the new tables.
 */
export async function changeWorkspace<T>(
  database: Database,
  change: (connection: Connection, forGood: boolean) => Promise<T>,
  { now, onProgress = () => undefined, signal }: Changing,
): Promise<T> {
  return database.change(async (connection) => {
    const plan = await connection.rehearse(async () => {
      await change(connection, false);
      return planOf(connection, now);
    });
    try {
      const facts = await derived(connection, plan, onProgress);
      return await connection.transaction(async () => {
        const result = await change(connection, true);
        await takeOver(connection);
        await keepFacts(connection, plan, facts);
        return result;
      });
    } catch (error) {
      // The signal that stopped the work must not stop the clearing up.
      connection.obey(undefined);
      await dropNext(connection);
      throw error;
    }
  }, signal);
}

type Plan = Omit<DeriveOptions, 'onStep'> & { files: StoredFile[]; currencies: DeriveCurrencies };

/** What to derive from what is loaded at the moment. */
async function planOf(connection: Connection, now: string): Promise<Plan> {
  const { missing, fiscalYearStart, timeZone } = await workspaceSettings(connection);
  const stored = alike(canonical(await storedFiles(connection, 'loaded')));
  const zoned = stored.map((file) => ({ ...file, staged: inZone(file.staged, timeZone) }));
  const files = await withZeros(connection, zoned);
  const currencies = await planCurrencies(
    connection,
    files.map((file) => file.staged),
  );
  return {
    files,
    sources: withFieldHistory(
      files,
      files.map((file, i) => sourceOf(file, i + 1, dayOf(file, files))),
    ),
    matches: settled(await valueMatches(connection, files)),
    decideStages: await stageDecider(connection, files),
    missing,
    fiscalYearStart,
    currencies,
    now: localTime(now, timeZone),
    tick: (deals) => tickSql(isCoarse(deals)),
  };
}

async function derived(
  connection: Connection,
  plan: Plan,
  onProgress: NonNullable<Changing['onProgress']>,
): Promise<DeriveFacts> {
  const tell = forward(onProgress);
  let step = '';
  let reached = overStatements();
  const begin: DeriveOptions['onStep'] = (name, from, to) => {
    step = name;
    reached = overStatements(from, to);
    tell(from, step);
  };
  return connection.watch(
    (share) => tell(reached(share), step),
    () => derive(connection, { ...plan, onStep: begin }),
  );
}

/** The macros for the new tables, and what the workspace remembers of them. */
async function keepFacts(
  connection: Connection,
  { files, currencies, now }: Plan,
  facts: DeriveFacts,
): Promise<void> {
  const clock = facts.whole_days === false ? 'instant' : 'day';
  const settings = await readSettings(connection);
  const options = { clock, coarse: isCoarse(facts.deals), latest: facts.last_day ?? '1970-01-01' } as const;
  await writeSettings(connection, {
    macros: await installMacros(connection, options, settings.macros),
    macro_options: JSON.stringify(options),
    data_version: String(Number(settings.data_version ?? 0) + 1),
    clock,
    as_of: facts.opportunities > 0 ? latest(files, facts.as_of, now) : null,
    first_day: facts.first_day,
    currency: currencies.base,
    derived_with: derivedForm,
  });
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
  const dayIsInferred =
    dayGivenOrNamed(file.staged, file.givenDate ?? undefined) === null &&
    columnOf(file.staged.columns, 'snapshot_date') === undefined;
  return {
    fileKey,
    import: file.import,
    file: file.file,
    name: file.name,
    kind: file.staged.kind ?? '',
    snapshotDate: day,
    select: dayIsInferred && hasDurations(file.staged) ? withoutDurations(select) : select,
    extras,
    hasAmount,
    columns: mappingOf(file.staged),
    dayIsInferred,
    filtered: file.staged.mapping.list === 'filtered',
  };
}

/** Of a list that may be older than its latest date, what counts up to its day says nothing. */
function withoutDurations(select: string): string {
  return `SELECT * REPLACE (NULL::DOUBLE AS stage_duration, CASE WHEN closed_at IS NOT NULL THEN deal_age END AS deal_age)
    FROM (${select})`;
}

/**
 * The sources with logs of changed fields put together: what one leaves out stands in its rows before, which another
 * file of it may hold. A list that holds the history of its deals is a log beside it.
 */
function withFieldHistory(files: StoredFile[], sources: DeriveSource[]): DeriveSource[] {
  const logs = files.flatMap((file, i) => {
    const { fieldRows, chained } = conversionOf(file.staged);
    const sequenced = hasValueHistory(file.staged.columns);
    const source = sources[i];
    if (!fieldRows || !source) return [];
    const isLog = source.kind === 'stage-history';
    return [
      { fieldRows, chained, sequenced, source: isLog ? source : logBeside(source, files.length + i + 1) },
    ];
  });
  if (logs.length === 0) return sources;
  const all = logs.map(
    ({ source, fieldRows }) => `SELECT *, ${source.fileKey} AS file_key FROM (${fieldRows})`,
  );
  const chained = logs.some((log) => log.chained);
  const together = pivoted(all.join('\nUNION ALL BY NAME\n'), { files: true, chained });
  const told = logs.map(({ source, fieldRows, sequenced }) => ({
    ...source,
    sequenced: sequenced || chained,
    cumulative: true,
    select:
      logs.length === 1
        ? pivoted(fieldRows, { chained })
        : `SELECT * EXCLUDE (file_key) FROM (${together}) WHERE file_key = ${source.fileKey}`,
  }));
  const logOf = (key: number) => told.find(({ fileKey }) => fileKey === key);
  const beside = told.filter(({ fileKey }) => fileKey > files.length);
  return [...sources.map((source) => logOf(source.fileKey) ?? source), ...beside];
}

function logBeside(list: DeriveSource, fileKey: number): DeriveSource {
  return {
    ...list,
    fileKey,
    kind: 'stage-history',
    extras: [],
    hasAmount: true,
    columns: {},
    filtered: false,
  };
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
