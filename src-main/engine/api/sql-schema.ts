import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import type { SchemaColumn, SchemaMacro, SchemaTable, SqlSchema } from '#shared/results/console';
import { exampleTexts, macroTexts, parameterTexts, tableTexts } from '#shared/results/schema-texts';

/** What a query can name: tables and views with their columns, metric macros with their parameters and columns. */
export async function readSchema(connection: Connection, asOf: string): Promise<SqlSchema> {
  const onDay = (text: string) => filled(text, { asOf });
  return {
    tables: await readTables(connection),
    macros: await readMacros(connection, onDay),
    examples: exampleTexts.map(({ title, sql }) => ({ title, sql: onDay(sql) })),
  };
}

type TableRow = { schema: string; name: string; rows: number | null; columns: string[]; types: string[] };

async function readTables(connection: Connection): Promise<SchemaTable[]> {
  const found = await connection.all<TableRow>(
    `WITH named AS (
        SELECT schema_name, table_name, estimated_size AS rows FROM duckdb_tables()
        UNION ALL
        SELECT schema_name, view_name, NULL FROM duckdb_views()
    )
    SELECT
        schema_name AS schema,
        table_name AS name,
        any_value(rows) AS rows,
        list(column_name ORDER BY column_index) AS columns,
        list(data_type ORDER BY column_index) AS types
    FROM named
    JOIN duckdb_columns() USING (schema_name, table_name)
    WHERE schema_name IN ('weir', 'raw')
    GROUP BY ALL`,
  );
  return found
    .map(
      ({ schema, name, rows, columns, types }): SchemaTable => ({
        schema,
        name,
        kind: rows === null ? 'view' : 'table',
        rows,
        columns: columns.map((column, at) => ({ name: column, type: typeName(types[at] ?? '') })),
        text: schema === 'weir' ? (tableTexts[name] ?? null) : 'An imported file as it came, all as text',
      }),
    )
    .sort(byMeaning);
}

/** Those that are meant to be called, in the order of their texts; the many that these are made of are left out. */
async function readMacros(connection: Connection, onDay: (text: string) => string): Promise<SchemaMacro[]> {
  const found = await connection.all<{ name: string; parameters: string }>(
    `SELECT DISTINCT function_name AS name, array_to_string(parameters, ',') AS parameters
    FROM duckdb_functions()
    WHERE function_type = 'table_macro' AND schema_name = 'weir'`,
  );
  const parametersOf = new Map(found.map(({ name, parameters }) => [name, parameters]));
  const macros: SchemaMacro[] = [];
  for (const [name, { text, definition, takes, example }] of Object.entries(macroTexts)) {
    const parameters = parametersOf.get(name);
    if (parameters === undefined) continue;
    const call = onDay(`${name}(${takes})`);
    macros.push({
      schema: 'weir',
      name,
      parameters: parameters.split(',').map((one) => ({ name: one, text: parameterTexts[one] ?? null })),
      text,
      definition,
      call,
      columns: await describe(connection, call),
      example: onDay(example ?? `FROM weir.${name}(${takes})`),
    });
  }
  return macros;
}

async function describe(connection: Connection, call: string): Promise<SchemaColumn[]> {
  const columns = await connection.all<{ column_name: string; column_type: string }>(
    `DESCRIBE FROM weir.${call}`,
  );
  return columns.map(({ column_name, column_type }) => ({ name: column_name, type: typeName(column_type) }));
}

/** Words of a list can be many hundred, and say nothing about the type. */
function typeName(type: string): string {
  return type.replace(/^ENUM\(.*\)$/s, 'ENUM').toLowerCase();
}

/** What is meant to be read first, then the rest, raw files last; each by name. */
function byMeaning(a: SchemaTable, b: SchemaTable): number {
  return (
    (a.schema === b.schema ? 0 : a.schema === 'weir' ? -1 : 1) ||
    Number(b.text !== null) - Number(a.text !== null) ||
    (a.name < b.name ? -1 : 1)
  );
}
