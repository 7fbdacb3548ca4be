import type { Connection } from '#engine/query/connection';
import type { DeriveSource } from './derive';

const emptyHistory = `SELECT 0 AS key, '' AS pipeline, NULL::TIMESTAMP AS changed_at, NULL::VARCHAR AS stage,
  NULL::DECIMAL(18, 2) AS amount, NULL::DATE AS expected_close, NULL::VARCHAR AS owner, NULL::DOUBLE AS probability,
  NULL::VARCHAR AS sequence, 0 AS file_key, 0::BIGINT AS record WHERE false`;

/** What a row of a log may say of a deal beside its stage. */
const tracked = ['amount', 'expected_close', 'owner'] as const;
type Tracked = (typeof tracked)[number];

/**
 * history: every row of the logs with what it says of its deal; logged: the deals that have any. The list of deals says
 * what is so now, so it stands in only where a log never speaks of a field: of all deals, or of this one.
 */
export async function createHistory(connection: Connection, histories: DeriveSource[]): Promise<void> {
  const told = new Map<DeriveSource, Set<Tracked>>();
  for (const history of histories) told.set(history, await fieldsTold(connection, history));
  const anywhere = new Set([...told.values()].flatMap((fields) => [...fields]));
  const parts = histories.map((history) => {
    // A part of a log that happens to be silent is no log without the field.
    const silent = tracked.filter((field) => history.columns[field] !== undefined && anywhere.has(field));
    return selectOf(history, new Set([...told.get(history)!, ...silent]), isSequenced(histories));
  });
  const rows = parts.length > 0 ? parts.join('\nUNION ALL\n') : emptyHistory;
  await connection.exec(`CREATE OR REPLACE TEMP TABLE history AS ${parts.length > 1 ? once(rows) : rows}`);
  await completeFromList(connection);
  await connection.exec('CREATE OR REPLACE TEMP TABLE logged AS SELECT DISTINCT key FROM history');
}

/** Of several logs the order of the files means nothing, so that of their own goes before it. */
export function isSequenced(histories: readonly DeriveSource[]): boolean {
  return histories.length > 1 || histories.some(({ sequenced }) => sequenced);
}

/** Exports of a log overlap: what an earlier one says too is left out. */
function once(rows: string): string {
  const content = 'key, changed_at, stage, amount, expected_close, owner, probability, sequence';
  return `SELECT * FROM (${rows}) QUALIFY file_key = min(file_key) OVER (PARTITION BY ${content})`;
}

async function fieldsTold(connection: Connection, history: DeriveSource): Promise<Set<Tracked>> {
  const fields = new Set<Tracked>();
  for (const field of tracked) {
    if (field === 'amount' && history.hasAmount) {
      fields.add(field);
      continue;
    }
    const says = `reject_reason IS NULL AND ${field} IS NOT NULL`;
    const some = await connection.all(`SELECT 1 AS one FROM (${history.select}) WHERE ${says} LIMIT 1`);
    if (some.length > 0) fields.add(field);
  }
  return fields;
}

function selectOf(history: DeriveSource, told: ReadonlySet<Tracked>, sequenced: boolean): string {
  const amount = told.has('amount') ? 'h.amount' : 'd.amount';
  const expectedClose = told.has('expected_close') ? 'h.expected_close' : 'd.expected_close';
  const hasOwner = told.has('owner');
  return `
    SELECT d.key, d.pipeline, h."at" AS changed_at, h.stage, ${amount} AS amount, ${expectedClose} AS expected_close,
      ${hasOwner ? 'coalesce(owner_row.name, h.owner)' : 'd.owner'} AS owner, h.probability,
      ${sequenced ? 'h.sequence,' : ''} ${history.fileKey} AS file_key, h."row" AS record
    FROM (${history.select}) AS h JOIN deal AS d USING (id) ${hasOwner ? ownerName : ''}
    WHERE h.reject_reason IS NULL`;
}

/** Owners of a log are named as those of the list are. */
const ownerName = `
    LEFT JOIN value_match AS owner_match ON owner_match.field = 'owner' AND owner_match.value = h.owner
    LEFT JOIN owner_lookup AS owner_row ON owner_row.key = coalesce(owner_match.becomes, h.owner)`;

/** A log of single fields says nothing of the stage of a deal that never changed it. */
async function completeFromList(connection: Connection): Promise<void> {
  const fields = ['stage', ...tracked] as const;
  const empty = await connection.one<Record<(typeof fields)[number], boolean>>(
    `SELECT ${fields.map((field) => `count(${field}) < count(*) AS ${field}`).join(', ')} FROM history`,
  );
  for (const field of fields.filter((name) => empty[name])) await completeField(connection, field);
}

async function completeField(connection: Connection, field: Tracked | 'stage'): Promise<void> {
  await connection.exec(`
    CREATE OR REPLACE TEMP TABLE untold AS
    SELECT h.key, d.${field}
    FROM history AS h
    JOIN deal AS d USING (key)
    WHERE d.${field} IS NOT NULL AND h.key IN (SELECT key FROM history WHERE ${field} IS NULL)
    GROUP BY h.key, d.${field}
    HAVING count(h.${field}) = 0`);
  const { some } = await connection.one<{ some: boolean }>('SELECT count(*) > 0 AS some FROM untold');
  if (some) {
    await connection.exec(
      `UPDATE history SET ${field} = untold.${field} FROM untold WHERE untold.key = history.key`,
    );
  }
  await connection.exec('DROP TABLE untold');
}
