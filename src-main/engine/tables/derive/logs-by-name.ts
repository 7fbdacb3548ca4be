import type { Connection } from '#engine/query/connection';
import type { DeriveSource } from './derive';
import { unionOf } from './union-of';

/**
 * Logs that name their deals instead of giving ids, as reports do, with the id of the listed deal in place of a name
 * that only one deal has. A name that no deal or several have stays as it is, and is a deal of its own. Leaves the
 * temporary table deal_name where there is such a log.
 */
export async function logsById(
  connection: Connection,
  lists: DeriveSource[],
  logs: DeriveSource[],
): Promise<DeriveSource[]> {
  const named = logs.filter(({ columns }) => /(name|名称|명)$/i.test(columns.id ?? ''));
  const rows = unionOf(lists);
  if (named.length === 0 || !rows) return logs;
  await connection.exec(`
    CREATE OR REPLACE TEMP TABLE deal_name AS
    SELECT lower(trim(name)) AS name, any_value(id) AS id
    FROM (${rows})
    WHERE name IS NOT NULL
    GROUP BY 1
    HAVING count(DISTINCT id) = 1`);
  return logs.map((log) => (named.includes(log) ? { ...log, select: byId(log.select) } : log));
}

/** What is an id already stays one. */
function byId(select: string): string {
  return `SELECT h.* REPLACE (coalesce(n.id, h.id) AS id) FROM (${select}) AS h LEFT JOIN deal_name AS n ON n.name = lower(trim(h.id))`;
}
