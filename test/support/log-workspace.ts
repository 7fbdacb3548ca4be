import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFacts, type WorkspaceFacts } from '#engine/metrics/facts';
import { installMacros } from '#engine/metrics/install-macros';
import { tickSql } from '#engine/metrics/tick';
import type { Connection } from '#engine/query/connection';
import { type DeriveSource, derive } from '#engine/tables/derive/derive';
import { takeOver } from '#engine/tables/derive/take-over';
import { openWorkspace } from '#engine/tables/open-workspace';
import { readSettings } from '#engine/tables/settings';
import { opportunityFields } from '#shared/model/fields';
import type { Stage } from '#shared/model/stage';
import { dayOfNumber } from '#shared/time/day';
import { copyEmptyWorkspace } from './empty-workspace';

/** Minutes in a day; times of a log are whole minutes since 1970-01-01. */
export const dayLength = 1440;

/** One row of a log: from `at` on the deal is in `stage` with these values. `row` is its place in the file. */
export type LogEntry = {
  row: number;
  id: string;
  at: number;
  stage: string;
  amount: number | null;
  /** A day, counted from 1970-01-01. */
  expectedClose: number | null;
  owner: string | null;
  probability: number | null;
  /** A column that the log repeats on each row of a deal. */
  segment: string | null;
};

/** One row of a list of deals exported beside the log. */
export type ListedDeal = {
  id: string;
  createdAt: number | null;
  stage: string;
  pipeline: string | null;
  amount: number | null;
  owner: string | null;
  segment: string | null;
  /** When it came into each stage, in columns of the list, where there is no log. */
  stageDates?: readonly (readonly [stage: string, at: number])[];
};

/** The files of one import: one or more logs, perhaps with a list of deals and one of owners. */
export type LogFiles = {
  logs: readonly (readonly LogEntry[])[];
  deals?: readonly ListedDeal[];
  /** Names of the owners that deals and logs know by a key. */
  owners?: readonly { key: string; name: string }[];
};
export type LogOptions = {
  stages: readonly Stage[];
  clock: 'day' | 'instant';
  asOf: string;
  coarse?: boolean;
};

export type LogWorkspace = {
  /** Replaces everything in the workspace by what these files say. */
  load(files: LogFiles, options: LogOptions): Promise<WorkspaceFacts>;
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * A workspace that can be derived from one written log after another, quicker than one workspace for each. One thread of
 * DuckDB is quicker than two for so few rows.
 */
export async function openLogWorkspace(threads = 1): Promise<LogWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-log-'));
  const path = join(folder, 'log.weir');
  await copyEmptyWorkspace(path);
  const workspace = await openWorkspace({ path, create: false, readOnly: false, threads });
  let { macros } = await workspace.database.use(readSettings);
  let written = 0;
  return {
    async load(files, { stages, clock, asOf, coarse = false }) {
      written += 1;
      const sources = await writeSources(workspace.scratch, written, files);
      return workspace.database.change(async (connection) => {
        const derived = await derive(connection, {
          sources,
          matches: [],
          decideStages: () => stages.map((stage) => ({ ...stage, reason: 'given' })),
          missing: 'keep',
          fiscalYearStart: 1,
          now: '2100-01-01',
          tick: () => tickSql(coarse),
          onStep: () => {},
        });
        await connection.transaction(() => takeOver(connection));
        const latest = derived.last_day ?? '1970-01-01';
        macros = await installMacros(connection, { clock, coarse, latest }, macros);
        return readFacts(connection, asOf, clock, new Map());
      });
    },
    use: (work) => workspace.database.use(work),
    async close() {
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `YYYY-MM-DD HH:MM:SS` of a minute. */
export function momentOf(minute: number): string {
  const day = Math.floor(minute / dayLength);
  const rest = minute - day * dayLength;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${dayOfNumber(day)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}:00`;
}

async function writeSources(scratch: string, n: number, files: LogFiles): Promise<DeriveSource[]> {
  const sources: DeriveSource[] = [];
  for (const [i, log] of files.logs.entries()) {
    const history = join(scratch, `history-${n}-${i + 1}.csv`);
    await writeFile(history, log.map(historyLine).join('\n'));
    sources.push(historySource(history, i + 2));
  }
  if (files.owners) sources.push(ownerSource(files.owners));
  if (!files.deals) return sources;
  const list = join(scratch, `deals-${n}.csv`);
  await writeFile(list, files.deals.map(dealLine).join('\n'));
  return [dealSource(list), ...sources];
}

const cells = (values: (string | number | null)[]) => values.map((value) => value ?? '').join(',');

function historyLine(entry: LogEntry): string {
  const { row, id, at, stage, amount, expectedClose, owner, probability, segment } = entry;
  const close = expectedClose === null ? null : dayOfNumber(expectedClose);
  return cells([row, id, momentOf(at), stage, amount, close, owner, probability, segment]);
}

function dealLine(deal: ListedDeal, row: number): string {
  const { id, createdAt, stage, pipeline, amount, owner, segment, stageDates = [] } = deal;
  const created = createdAt === null ? null : momentOf(createdAt);
  const dates = stageDates.map(([name, at]) => `${name}@${momentOf(at)}`).join('|');
  return cells([row, id, created, stage, pipeline, amount, owner, segment, dates]);
}

const accepted = `NULL::VARCHAR AS reject_column, NULL::VARCHAR AS reject_value, NULL::VARCHAR AS reject_reason`;

function readCsv(path: string, columns: Record<string, string>): string {
  const list = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
  return `read_csv('${path}', header = false, auto_detect = false, delim = ',', columns = {${list.join(', ')}})`;
}

function historySource(path: string, fileKey: number): DeriveSource {
  const columns = {
    row: 'BIGINT',
    id: 'VARCHAR',
    at: 'TIMESTAMP',
    stage: 'VARCHAR',
    amount: 'DECIMAL(18, 2)',
    expected_close: 'DATE',
    owner: 'VARCHAR',
    probability: 'DOUBLE',
    'Log segment': 'VARCHAR',
  };
  return {
    fileKey,
    import: 1,
    file: fileKey,
    name: `history-${fileKey}.csv`,
    kind: 'stage-history',
    snapshotDate: '2099-01-01',
    extras: [{ name: 'Log segment', type: 'VARCHAR' }],
    hasAmount: true,
    columns: {},
    filtered: false,
    select: `SELECT *, NULL::VARCHAR AS sequence, ${accepted} FROM ${readCsv(path, columns)}`,
  };
}

function ownerSource(owners: NonNullable<LogFiles['owners']>): DeriveSource {
  const rows = owners.map(({ key, name }, row) => `(${row}, '${key}', '${name}')`);
  return {
    fileKey: 99,
    import: 1,
    file: 99,
    name: 'owners.csv',
    kind: 'owners',
    snapshotDate: '2099-01-01',
    extras: [],
    hasAmount: false,
    columns: { key: 'Id', name: 'Name' },
    filtered: false,
    select: `SELECT *, ${accepted} FROM (VALUES ${rows.join(', ')}) AS owners ("row", key, name)`,
  };
}

const dealColumns: Record<string, string> = {
  id: 'VARCHAR',
  created_at: 'TIMESTAMP',
  stage: 'VARCHAR',
  pipeline: 'VARCHAR',
  amount: 'DECIMAL(18, 2)',
  owner: 'VARCHAR',
  segment: 'VARCHAR',
};

/** `New@2021-01-04 00:00:00|Won@…` as the list of structs that wide columns are read into. */
const stageDates = `list_transform(
  string_split(dates, '|'), lambda d: {'stage': split_part(d, '@', 1), 'at': split_part(d, '@', 2)::TIMESTAMP})`;

function dealSource(path: string): DeriveSource {
  const types: Record<string, string> = {
    text: 'VARCHAR',
    amount: 'DECIMAL(18, 2)',
    number: 'DOUBLE',
    day: 'DATE',
    instant: 'TIMESTAMP',
    boolean: 'BOOLEAN',
  };
  const rest = opportunityFields
    .filter(({ field }) => !(field in dealColumns))
    .map(({ field, type }) => `NULL::${types[type]} AS "${field}"`);
  return {
    fileKey: 1,
    import: 1,
    file: 1,
    name: 'deals.csv',
    kind: 'opportunities',
    snapshotDate: '2099-01-01',
    extras: [],
    hasAmount: true,
    columns: {},
    filtered: false,
    select: `SELECT * EXCLUDE (dates), ${rest.join(', ')}, ${stageDates} AS stage_dates, ${accepted}
      FROM ${readCsv(path, { row: 'BIGINT', ...dealColumns, dates: 'VARCHAR' })}`,
  };
}
