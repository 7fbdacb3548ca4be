import type { Connection } from '#engine/query/connection';
import type { DeriveOptions } from './derive';
import { unionOf } from './union-of';

/** Files that describe a value of the deals; `row` is what queries call the joined row. */
export const lookupKinds = [
  {
    kind: 'accounts',
    table: 'account_lookup',
    row: 'account_row',
    prefix: 'account',
    fields: ['segment', 'region'],
  },
  {
    kind: 'products',
    table: 'product_lookup',
    row: 'product_row',
    prefix: 'product',
    fields: ['list_price'],
  },
  { kind: 'owners', table: 'owner_lookup', row: 'owner_row', prefix: 'owner', fields: ['team', 'region'] },
] as const;

const empty = `SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS name, NULL::VARCHAR AS segment, NULL::VARCHAR AS region,
  NULL::VARCHAR AS team, NULL::DECIMAL(18, 2) AS list_price, 0 AS file_key, NULL::DATE AS snapshot_date,
  0::BIGINT AS record WHERE false`;

/**
 * One row a value for each joined file kind, the newest one, and the near-matches that were accepted. A row with an id
 * is found by its name as well, where no other row has that name: deals may carry either.
 */
export async function createLookups(connection: Connection, options: DeriveOptions): Promise<void> {
  await connection.exec(
    'CREATE OR REPLACE TEMP TABLE value_match (field VARCHAR, value VARCHAR, becomes VARCHAR)',
  );
  for (const match of options.matches) {
    await connection.run('INSERT INTO value_match VALUES ($field, $value, $becomes)', match);
  }
  for (const { kind, table } of lookupKinds) {
    const rows = unionOf(options.sources.filter((source) => source.kind === kind));
    await connection.exec(`
      CREATE OR REPLACE TEMP TABLE ${table} AS
      FROM (${empty} ${rows ? `UNION ALL BY NAME ${rows}` : ''})
      QUALIFY row_number() OVER (PARTITION BY key ORDER BY snapshot_date DESC, file_key DESC, record DESC) = 1;
      INSERT INTO ${table} BY NAME
      SELECT * REPLACE (name AS key)
      FROM ${table}
      WHERE name IS NOT NULL AND name NOT IN (SELECT key FROM ${table} WHERE key IS NOT NULL)
      QUALIFY count(*) OVER (PARTITION BY name) = 1`);
  }
}
