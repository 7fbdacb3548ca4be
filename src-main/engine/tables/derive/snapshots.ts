import type { Connection } from '#engine/query/connection';
import type { DeriveSource } from './derive';
import snapshotSql from './snapshot.sql?raw';
import versionSql from './version.sql?raw';

const noSnapshots = `
  CREATE OR REPLACE TABLE weir.next_snapshot
    (day DATE, number INTEGER, deals INTEGER, appeared INTEGER, missing INTEGER, is_whole BOOLEAN)`;

/** SELECT of the newest row of each deal, with the days it was listed on. */
export type NewestRows = { sql: string; several: boolean };

/**
 * Where every deal stands in one row only, there is nothing to compare, and nothing is. Lists that state no day and have
 * no deal in common are parts of one export, which shows its latest day.
 */
export async function newestRows(connection: Connection, lists: DeriveSource[]): Promise<NewestRows> {
  const { total, ids } = await connection.one<{ total: number; ids: number }>(
    'SELECT count(*) AS total, count(DISTINCT id) AS ids FROM deal_version',
  );
  if (total === ids) {
    await connection.exec(noSnapshots);
    await shareDay(connection, lists);
    const days = '1 AS versions, NULL::DATE AS not_before, NULL::DATE AS missing_since';
    return { sql: `SELECT *, ${days} FROM deal_version`, several: false };
  }
  await connection.exec(snapshotSql);
  return {
    sql: `SELECT v.*, s.days AS versions, s.not_before, s.missing_since
      FROM deal_version AS v JOIN sighting AS s ON s.id = v.id AND s.last_day = v.snapshot_date`,
    several: true,
  };
}

async function shareDay(connection: Connection, lists: DeriveSource[]): Promise<void> {
  const parts = lists.filter((list) => list.dayIsInferred);
  const latest = parts
    .map((list) => list.snapshotDate)
    .sort()
    .at(-1);
  const earlier = parts.filter((list) => list.snapshotDate !== latest).map((list) => list.fileKey);
  if (!latest || earlier.length === 0) return;
  await connection.run(
    `UPDATE deal_version SET snapshot_date = $latest::DATE WHERE file_key IN (${earlier.join(', ')})`,
    { latest },
  );
}

/** version: the rows of deals in several lists. Reads deal_version, which is not needed afterwards. */
export async function createVersions(connection: Connection, several: boolean): Promise<void> {
  if (several) await connection.exec(versionSql);
  else await connection.exec('CREATE OR REPLACE TEMP TABLE version AS SELECT * FROM deal LIMIT 0');
}

/** first_row: what is known of a deal at first, and of a deal in one list at all. Reads the priced deals. */
export async function createFirstRows(connection: Connection, several: boolean): Promise<void> {
  const first = `
    SELECT * FROM priced_deal WHERE versions = 1
    UNION ALL BY NAME
    SELECT v.* REPLACE (d.created_at AS created_at, dated.stages AS stage_dates), d.versions, d.not_before
    FROM (FROM priced_version QUALIFY row_number() OVER (PARTITION BY key ORDER BY snapshot_date) = 1) AS v
    JOIN deal AS d USING (key)
    LEFT JOIN (
      SELECT key, flatten(list(stage_dates ORDER BY snapshot_date)) AS stages FROM version GROUP BY key
    ) AS dated USING (key)`;
  await connection.exec(
    `CREATE OR REPLACE TEMP VIEW first_row AS ${several ? first : 'SELECT * FROM priced_deal'}`,
  );
}
