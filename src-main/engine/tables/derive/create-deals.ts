import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { identifier } from '#engine/query/sql-text';
import { opportunityFields } from '#shared/model/fields';
import dealSql from './deal.sql?raw';
import type { DeriveSource, MissingDeals } from './derive';
import leftOutSql from './left-out-deal.sql?raw';
import { createVersions, newestRows } from './snapshots';
import { unionOf } from './union-of';

const dictionary = opportunityFields.map((field) => field.field);

/** Columns of `deal`: enough to replay a deal's history. */
const narrow = [
  ...[
    'id',
    'pipeline',
    'stage',
    'status',
    'is_won',
    'is_closed',
    'probability',
    'product',
    'owner',
    'amount',
  ],
  ...['list_price', 'created_at', 'expected_close', 'closed_at', 'stage_changed_at', 'stage_dates'],
  'left_stage',
  ...['is_deleted', 'snapshot_date', 'file_key', 'record'],
];

/** Lengths of a row that stand for days; read here alone. */
const lengths = ['stage_duration', 'deal_age'];

const duckTypes: Record<string, string> = {
  text: 'VARCHAR',
  amount: 'DECIMAL(18, 2)',
  number: 'DOUBLE',
  day: 'DATE',
  instant: 'TIMESTAMP',
  boolean: 'BOOLEAN',
};

const emptyDeal = `SELECT ${opportunityFields
  .map((field) => `NULL::${duckTypes[field.type]} AS ${identifier(field.field)}`)
  .join(', ')}, NULL::STRUCT(stage VARCHAR, "at" TIMESTAMP)[] AS stage_dates, NULL::VARCHAR AS left_stage,
  NULL::DOUBLE AS stage_duration, NULL::DOUBLE AS deal_age,
  0 AS file_key,
  0::BIGINT AS record WHERE false`;

export type Deals = {
  /** Names of the export's own columns in deal_row. */
  own: string[];
  /** Whether deals stand in several dated lists. */
  several: boolean;
};

/**
 * deal_row: every row of every list, wide, as a view of the raw rows; deal: the newest row of each deal, narrow;
 * version: every row of the deals that several dated lists have. Deleted deals are in left_out_deal and nowhere else.
 */
export async function createDeals(
  connection: Connection,
  lists: DeriveSource[],
  histories: DeriveSource[],
  missing: MissingDeals,
): Promise<Deals> {
  const rows = unionOf(lists);
  const listed = `${emptyDeal} ${rows ? `UNION ALL BY NAME ${rows}` : ''}`;
  await connection.exec(`CREATE OR REPLACE TEMP VIEW listed_deal AS ${listed}`);
  const logged = await dealsOfLogs(connection, histories);
  await connection.exec(
    `CREATE OR REPLACE TEMP VIEW deal_row AS FROM listed_deal ${logged ? 'UNION ALL BY NAME FROM log_deal' : ''}`,
  );
  const filtered = lists.filter((list) => list.filtered).map((list) => list.fileKey);
  const whole = `CASE WHEN file_key IN (${keysOf(lists)}) THEN file_key NOT IN (${keysOf(filtered)}) END`;
  await connection.exec(
    `CREATE OR REPLACE TEMP TABLE deal_version AS SELECT ${narrow.join(', ')}, ${whole} AS is_whole FROM ${datedRows}`,
  );
  const newest = await newestRows(connection, lists);
  const gone = missing === 'delete' ? 'OR missing_since IS NOT NULL' : '';
  const leftOut = `(coalesce(is_deleted, false) ${gone})`;
  await connection.exec(filled(leftOutSql, { rows: `(${newest.sql})`, condition: leftOut }));
  await connection.exec(
    filled(dealSql, {
      newest: `(SELECT * EXCLUDE (is_deleted, is_whole) FROM (${newest.sql}) WHERE NOT ${leftOut})`,
    }),
  );
  await createVersions(connection, newest.several);
  await connection.exec(
    'DROP TABLE deal_version; DROP TABLE IF EXISTS snapshot_day; DROP TABLE IF EXISTS sighting',
  );
  return { own: await ownColumns(connection), several: newest.several };
}

/**
 * Lengths that the list counts up to its day stand for the day they began on: of an open deal the one in its stage, of any
 * deal that since its creation.
 */
const datedRows = `(
  SELECT * REPLACE (
    coalesce(
      created_at, coalesce(closed_at, snapshot_date::TIMESTAMP) - to_microseconds((deal_age * 86400000000)::BIGINT)
    ) AS created_at,
    coalesce(
      stage_changed_at,
      CASE WHEN stage_duration IS NOT NULL AND closed_at IS NULL AND NOT coalesce(is_closed, false)
        THEN greatest(snapshot_date::TIMESTAMP - to_microseconds((stage_duration * 86400000000)::BIGINT), created_at) END
    ) AS stage_changed_at
  )
  FROM deal_row)`;

/** For an IN list; 0 is the key of no file. */
function keysOf(files: readonly (DeriveSource | number)[]): string {
  return ['0', ...files.map((file) => (typeof file === 'number' ? file : file.fileKey))].join(', ');
}

async function ownColumns(connection: Connection): Promise<string[]> {
  const columns = await connection.all<{ column_name: string }>('DESCRIBE deal_row');
  const fixed = new Set([...dictionary, ...narrow, ...lengths].map((name) => name.toLowerCase()));
  return columns.map((column) => column.column_name).filter((name) => !fixed.has(name.toLowerCase()));
}

/** The order of state.sql: what the last row leaves empty is empty, whatever earlier rows said. */
const logOrder = '("at", coalesce(probability, -1), file_key, record)';

/**
 * log_deal: deals that only logs know of, created at their first row in any of them, with the attributes that logs
 * repeat on each row. False when every deal of every log is listed.
 */
async function dealsOfLogs(connection: Connection, histories: DeriveSource[]): Promise<boolean> {
  const rows = unionOf(histories);
  if (!rows) return false;
  const unlisted = `(${rows}) ANTI JOIN (SELECT id FROM listed_deal) AS listed USING (id)`;
  const some = await connection.all(`SELECT id FROM ${unlisted} LIMIT 1`);
  if (some.length === 0) return false;
  const names = new Set(histories.flatMap(({ extras }) => extras.map(({ name }) => name)));
  const extras = [...names].map(
    (name) => `, arg_min(${identifier(name)}, ${logOrder}) AS ${identifier(name)}`,
  );
  await connection.exec(`
    CREATE OR REPLACE TEMP TABLE log_deal AS
    SELECT * EXCLUDE (first, last), unnest(first), unnest(last)
    FROM (
      SELECT
        id,
        id AS name,
        min("at") AS created_at,
        max(snapshot_date) AS snapshot_date,
        arg_min({'file_key': file_key, 'record': record}, ${logOrder}) AS first,
        arg_max({'stage': stage, 'amount': amount, 'expected_close': expected_close, 'owner': owner}, ${logOrder}) AS last
        ${extras.join('')}
      FROM ${unlisted}
      GROUP BY id
    )`);
  return true;
}
