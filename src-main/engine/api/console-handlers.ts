import type { Connection } from '#engine/query/connection';
import { removeSaved, savedItems, saveItem } from '#engine/tables/saved-items';
import { WeirError } from '#shared/contract/errors';
import type { SchemaMacro, SchemaTable, SqlSchema } from '#shared/results/console';
import { macroTexts, tableTexts } from '#shared/results/schema-texts';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { runSql } from './sql-handler';

type ConsoleMethod = 'sql.run' | 'sql.schema' | 'saved.list' | 'saved.keep' | 'saved.remove';

/** The query console: read-only statements, what there is to query, and what is kept under a name. */
export function consoleHandlers(state: EngineState): Handlers<ConsoleMethod> {
  return {
    'sql.run': ({ sql, limit }, { signal }) =>
      runSql(state.opened().workspace.database, sql, limit, () => state.options.now().getTime(), signal),
    'sql.schema': (_params, { signal }) => {
      const { workspace, info } = state.opened();
      return workspace.database.use(
        (connection) => readSchema(connection, info.asOf ?? '2000-01-01'),
        signal,
      );
    },
    'saved.list': ({ kind }, { signal }) =>
      state.opened().workspace.database.use((connection) => savedItems(connection, kind), signal),
    'saved.keep': ({ kind, ...item }, { signal }) =>
      writable(state).database.transaction((connection) => saveItem(connection, kind, item), signal),
    'saved.remove': ({ kind, id }, { signal }) =>
      writable(state).database.transaction((connection) => removeSaved(connection, kind, id), signal),
  };
}

function writable(state: EngineState) {
  const { workspace } = state.opened();
  if (!workspace.readOnly) return workspace;
  throw new WeirError({
    code: 'workspace-read-only',
    message: 'The workspace is open for reading only, so nothing can be kept in it.',
    hint: 'Close the other program that has it open, and open it again.',
  });
}

/** Tables, views and macros that a query can name; what derived tables are made of beside is left out. */
async function readSchema(connection: Connection, asOf: string): Promise<SqlSchema> {
  const columns = await connection.all<{ schema: string; table: string; column: string; type: string }>(
    `SELECT schema_name AS schema, table_name AS "table", column_name AS "column", data_type AS type
    FROM duckdb_columns()
    WHERE schema_name IN ('weir', 'raw') AND database_name = current_database()
    ORDER BY schema_name DESC, table_name, column_index`,
  );
  const sizes = await connection.all<{ schema: string; table: string; rows: number | null }>(
    `SELECT schema_name AS schema, table_name AS "table", estimated_size AS rows
    FROM duckdb_tables() WHERE schema_name IN ('weir', 'raw')
    UNION ALL
    SELECT schema_name, view_name, NULL FROM duckdb_views() WHERE schema_name IN ('weir', 'raw')`,
  );
  const macros = await connection.all<{ schema: string; name: string; parameters: string }>(
    `SELECT DISTINCT schema_name AS schema, function_name AS name, array_to_string(parameters, ',') AS parameters
    FROM duckdb_functions()
    WHERE function_type = 'table_macro' AND schema_name = 'weir'
    ORDER BY name`,
  );
  return {
    tables: sizes.map((size) => tableOf(size, columns)).sort(byMeaning),
    macros: macros.map((macro) => macroOf(macro, asOf)).sort(byMeaning),
  };
}

function tableOf(
  { schema, table, rows }: { schema: string; table: string; rows: number | null },
  columns: readonly { schema: string; table: string; column: string; type: string }[],
): SchemaTable {
  return {
    schema,
    name: table,
    kind: rows === null ? 'view' : 'table',
    rows,
    columns: columns
      .filter((column) => column.schema === schema && column.table === table)
      .map(({ column, type }) => ({ name: column, type })),
    text: schema === 'weir' ? (tableTexts[table] ?? null) : 'An imported file as it came, all as text',
  };
}

function macroOf(
  { schema, name, parameters }: { schema: string; name: string; parameters: string },
  asOf: string,
): SchemaMacro {
  const known = macroTexts[name];
  return {
    schema,
    name,
    parameters: parameters.split(','),
    text: known?.text ?? null,
    definition: known?.definition ?? null,
    example: known?.example.replaceAll('{{asOf}}', asOf) ?? null,
  };
}

type Named = { schema: string; name: string; text: string | null };

/** What is meant to be read first, then the rest, raw files last; each by name. */
function byMeaning(a: Named, b: Named): number {
  return (
    (a.schema === b.schema ? 0 : a.schema === 'weir' ? -1 : 1) ||
    Number(b.text !== null) - Number(a.text !== null) ||
    (a.name < b.name ? -1 : 1)
  );
}
