import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';

/** lives: what metrics count. A deal that came back after more than 30 days is there once for each life. */
const livesSql = `
  CREATE OR REPLACE VIEW weir.lives AS
  FROM weir.opportunity
  UNION ALL
  FROM weir.earlier_life`;

/** A page of deals is fetched by their keys, and of a million rows DuckDB would unpack every one to find them. */
const indexSql = 'CREATE INDEX opportunity_key ON weir.opportunity (key)';

/** Puts the tables that `derive` has made in the place of those that pages read. Runs in the caller's transaction. */
export async function takeOver(connection: Connection): Promise<void> {
  for (const name of await nextTables(connection)) {
    const final = identifier(name.slice(prefix.length));
    await connection.run(`DROP TABLE IF EXISTS weir.${final}`);
    await connection.run(`ALTER TABLE weir.${identifier(name)} RENAME TO ${final}`);
  }
  await connection.run(livesSql);
  await connection.run(indexSql);
}

/** Drops what a run that failed or was killed had made of the next tables. */
export async function dropNext(connection: Connection): Promise<void> {
  for (const name of await nextTables(connection)) {
    await connection.run(`DROP TABLE IF EXISTS weir.${identifier(name)}`);
  }
}

const prefix = 'next_';

async function nextTables(connection: Connection): Promise<string[]> {
  const rows = await connection.all<{ name: string }>(
    `SELECT table_name AS name FROM duckdb_tables()
    WHERE database_name = current_database() AND schema_name = 'weir' AND starts_with(table_name, $prefix)
    ORDER BY name`,
    { prefix },
  );
  return rows.map(({ name }) => name);
}
