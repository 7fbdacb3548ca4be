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
  for (const { kind, table, prefix } of lookupKinds) {
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
    if (options.matches.some(({ field }) => field === prefix)) await nameAlike(connection, table, prefix);
  }
}

/** What is taken as another value bears its name wherever the lookup is used, whether deals carry ids or names. */
async function nameAlike(connection: Connection, table: string, field: string): Promise<void> {
  await connection.exec(`
    UPDATE ${table} AS l
    SET name = m.becomes
    FROM value_match AS m
    WHERE m.field = '${field}' AND m.value = coalesce(l.name, l.key);
    UPDATE ${table}
    SET name = key
    WHERE name IS NULL AND key IN (SELECT becomes FROM value_match WHERE field = '${field}');
    INSERT INTO ${table} BY NAME
    SELECT DISTINCT becomes AS key, becomes AS name
    FROM value_match AS m
    WHERE field = '${field}' AND NOT EXISTS (FROM ${table} AS l WHERE l.key = m.becomes);
    INSERT INTO ${table} BY NAME
    SELECT l.* REPLACE (m.value AS key)
    FROM value_match AS m
    JOIN ${table} AS l ON l.key = m.becomes
    WHERE m.field = '${field}' AND NOT EXISTS (FROM ${table} AS known WHERE known.key = m.value)`);
}
