import type { Connection } from '#engine/query/connection';
import { identifier, literal } from '#engine/query/sql-text';
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
const logOrder = '("at", coalesce(probability, -1), "row")';

/**
 * log_deal: deals that only a log knows of, created at their first row, with the attributes that the log repeats on
 * each row. False when every deal of every log is listed.
 */
async function dealsOfLogs(connection: Connection, histories: DeriveSource[]): Promise<boolean> {
  const parts: string[] = [];
  for (const history of histories) {
    const rows = `(SELECT * FROM (${history.select}) WHERE reject_reason IS NULL)`;
    const unlisted = `${rows} ANTI JOIN (SELECT id FROM listed_deal) AS listed USING (id)`;
    const some = await connection.all(`SELECT id FROM ${unlisted} LIMIT 1`);
    if (some.length === 0) continue;
    const extras = history.extras.map(
      (e) => `, arg_min(${identifier(e.name)}, ("at", "row")) AS ${identifier(e.name)}`,
    );
    parts.push(`
      SELECT
        id,
        id AS name,
        min("at") AS created_at,
        arg_max_null(stage, ${logOrder}) AS stage,
        arg_max_null(amount, ${logOrder}) AS amount,
        arg_max_null(expected_close, ${logOrder}) AS expected_close,
        arg_max_null(owner, ${logOrder}) AS owner,
        min("row") AS record,
        ${history.fileKey} AS file_key,
        ${literal(history.snapshotDate)}::DATE AS snapshot_date
        ${extras.join('')}
      FROM ${unlisted}
      GROUP BY id`);
  }
  if (parts.length === 0) return false;
  await connection.exec(`CREATE OR REPLACE TEMP TABLE log_deal AS ${parts.join('\nUNION ALL BY NAME\n')}`);
  return true;
}
