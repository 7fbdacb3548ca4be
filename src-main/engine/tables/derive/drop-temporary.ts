import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';

/** Drops every temporary view, table and macro of a connection. */
export async function dropTemporary(connection: Connection): Promise<void> {
  const found = await connection.all<{ kind: string; name: string }>(`
    SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE temporary AND NOT internal
    UNION ALL
    SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary
    UNION ALL
    SELECT DISTINCT CASE function_type WHEN 'macro' THEN 'MACRO' ELSE 'MACRO TABLE' END, function_name
    FROM duckdb_functions()
    WHERE database_name = 'temp' AND NOT internal`);
  for (const { kind, name } of found)
    await connection.run(`DROP ${kind} IF EXISTS temp.main.${identifier(name)}`);
}
