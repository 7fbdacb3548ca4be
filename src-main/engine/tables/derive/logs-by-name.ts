import type { Connection } from '#engine/query/connection';
import type { DeriveSource } from './derive';
import { unionOf } from './union-of';

/**
 * Logs that name their deals instead of giving ids, as reports do, with the id of the listed deal in place of a name
 * that only one deal has. Rows whose name several deals have are rejected and listed in weir.left_out_row: nothing says
 * which deal is meant. A name that no deal has is a deal of its own. Leaves the temporary table deal_name where there is
 * such a log.
 */
export async function logsById(
  connection: Connection,
  lists: DeriveSource[],
  logs: DeriveSource[],
): Promise<DeriveSource[]> {
  await connection.exec(`
    CREATE OR REPLACE TABLE weir.next_left_out_row
      (file_key INTEGER, record BIGINT, kind VARCHAR, name VARCHAR, deals INTEGER)`);
  const named = logs.filter(({ columns }) => isNameOfDeal(columns.id ?? ''));
  const rows = unionOf(lists);
  if (named.length === 0 || !rows) return logs;
  await connection.exec(`
    CREATE OR REPLACE TEMP TABLE deal_name AS
    SELECT lower(trim(name)) AS name, any_value(id) AS id, count(DISTINCT id)::INTEGER AS deals
    FROM (${rows})
    WHERE name IS NOT NULL AND name <> id
    GROUP BY 1`);
  for (const { fileKey, select } of named) {
    await connection.run(`
      INSERT INTO weir.next_left_out_row
      SELECT ${fileKey}, h."row", 'stage-history', h.id, n.deals
      FROM (${select}) AS h
      JOIN deal_name AS n ON n.name = lower(trim(h.id)) AND n.deals > 1
      WHERE h.reject_reason IS NULL
      ORDER BY h."row"`);
  }
  return logs.map((log) => (named.includes(log) ? { ...log, select: byId(log.select) } : log));
}

/** Whether a column of this name holds what deals are called and not their ids. */
function isNameOfDeal(column: string): boolean {
  return /(name|名称|명)$|^(opportunity|opp|deal|potential|商机|商談|영업기회|negócio|oportunidad|opportunité|сделка)$/i.test(
    column.trim(),
  );
}

/** What is an id already stays one. */
function byId(select: string): string {
  return `
    SELECT h.* REPLACE (
      CASE WHEN n.deals = 1 THEN n.id ELSE h.id END AS id,
      CASE WHEN n.deals > 1 THEN n.deals || ' deals have this name' ELSE h.reject_reason END AS reject_reason
    )
    FROM (${select}) AS h
    LEFT JOIN deal_name AS n ON n.name = lower(trim(h.id))`;
}
