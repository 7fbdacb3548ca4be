import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { opportunityFields } from '#shared/model/fields';
import dealSql from './deal.sql?raw';
import type { DeriveSource } from './derive';
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
  ...['snapshot_date', 'file_key', 'record'],
];

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
  .join(', ')}, NULL::STRUCT(stage VARCHAR, "at" TIMESTAMP)[] AS stage_dates, 0 AS file_key,
  NULL::DATE AS snapshot_date, 0::BIGINT AS record WHERE false`;

/**
 * deal_row: every row of every list, wide, as a view of the raw rows; deal: the newest row of each deal, narrow.
 * Returns the names of the export's own columns in deal_row.
 */
export async function createDeals(
  connection: Connection,
  lists: DeriveSource[],
  histories: DeriveSource[],
): Promise<string[]> {
  const rows = unionOf(lists);
  const listed = `${emptyDeal} ${rows ? `UNION ALL BY NAME ${rows}` : ''}`;
  await connection.exec(`CREATE OR REPLACE TEMP VIEW listed_deal AS ${listed}`);
  const logged = await dealsOfLogs(connection, histories);
  await connection.exec(
    `CREATE OR REPLACE TEMP VIEW deal_row AS FROM listed_deal ${logged ? 'UNION ALL BY NAME FROM log_deal' : ''}`,
  );
  await connection.exec(
    `CREATE OR REPLACE TEMP TABLE deal_version AS SELECT ${narrow.join(', ')} FROM deal_row`,
  );
  const { total, ids } = await connection.one<{ total: number; ids: number }>(
    'SELECT count(*) AS total, count(DISTINCT id) AS ids FROM deal_version',
  );
  const newest =
    total === ids
      ? '(SELECT *, 1 AS versions FROM deal_version)'
      : `(SELECT *, count(*) OVER (PARTITION BY id) AS versions FROM deal_version
          QUALIFY row_number() OVER (PARTITION BY id ORDER BY snapshot_date DESC, file_key DESC, record DESC) = 1)`;
  await connection.exec(dealSql.replaceAll('{{newest}}', newest));
  await connection.exec('DROP TABLE deal_version');
  return ownColumns(connection);
}

async function ownColumns(connection: Connection): Promise<string[]> {
  const columns = await connection.all<{ column_name: string }>('DESCRIBE deal_row');
  const fixed = new Set([...dictionary, ...narrow].map((name) => name.toLowerCase()));
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
