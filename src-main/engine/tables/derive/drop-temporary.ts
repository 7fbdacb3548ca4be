import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';

/** Macros that deriving makes for itself. They are named here, since DuckDB is slow in listing what functions there are. */
const macrosSql = `
  DROP MACRO IF EXISTS temp.main.tick;
  DROP MACRO IF EXISTS temp.main.stretch;
  DROP MACRO IF EXISTS temp.main.span;
  DROP MACRO IF EXISTS temp.main.never;
  DROP MACRO IF EXISTS temp.main.closed_until;
  DROP MACRO IF EXISTS temp.main.is_before;
  DROP MACRO TABLE IF EXISTS temp.main.visit_in`;

/** Drops every temporary view and table of a connection, and the macros of deriving. */
export async function dropTemporary(connection: Connection): Promise<void> {
  const found = await connection.all<{ kind: string; name: string }>(`
    SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE temporary AND NOT internal
    UNION ALL
    SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary`);
  const drops = found.map(({ kind, name }) => `DROP ${kind} IF EXISTS temp.main.${identifier(name)}`);
  await connection.exec([...drops, macrosSql].join(';\n'));
}
