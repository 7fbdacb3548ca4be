import type { Connection } from '../query/connection';
import { identifier, literal } from '../query/sql-text';
import type { Dialect } from './dialect';

/** The table of an imported file's rows as they came; `rowid` numbers the records from 0. */
export function rawTable(name: string): string {
  return `raw.${identifier(name)}`;
}

/** A row that is no row of the table at all: too many or too few columns, a quote that never ends. */
export type MalformedRow = { line: number; column: string | null; reason: string; record: string };

/** Longest line that is read, in bytes: far above any cell that a person wrote, far below the memory of a laptop. */
const longestLine = 32 * 1024 * 1024;

/**
 * Reads the decoded file into a raw table, every cell as text, in parallel and in file order. Returns the number of
 * rows and those that are not rows of this table.
 */
export async function createRawTable(
  connection: Connection,
  name: string,
  file: string,
  dialect: Omit<Dialect, 'sample'>,
): Promise<{ rows: number; malformed: MalformedRow[] }> {
  const columns = dialect.headers.map((header) => `${literal(header)}: 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${dialect.skip}`,
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `new_line = ${literal(dialect.newline === '\r\n' ? '\\r\\n' : dialect.newline === '\r' ? '\\r' : '\\n')}`,
    `max_line_size = ${longestLine}`,
    'store_rejects = true',
    "rejects_table = 'malformed_row'",
    "rejects_scan = 'malformed_scan'",
    `columns = {${columns}}`,
  ];
  await connection.run(
    `CREATE OR REPLACE TABLE ${rawTable(name)} AS FROM read_csv(${literal(file)}, ${options.join(', ')})`,
  );
  const { rows } = await connection.one<{ rows: number }>(`SELECT count(*) AS rows FROM ${rawTable(name)}`);
  const malformed = await connection.all<{
    line: number;
    column_name: string | null;
    error_type: string;
    csv_line: string;
  }>(`
    SELECT line, any_value(column_name) AS column_name, any_value(error_type) AS error_type, any_value(csv_line) AS csv_line
    FROM malformed_row
    GROUP BY line
    ORDER BY line`);
  await connection.exec('DROP TABLE IF EXISTS malformed_row; DROP TABLE IF EXISTS malformed_scan');
  return {
    rows,
    malformed: malformed.map((row) => ({
      line: row.line,
      column: row.column_name,
      reason: reasons[row.error_type] ?? row.error_type.toLowerCase(),
      record: row.csv_line,
    })),
  };
}

const reasons: Record<string, string> = {
  'TOO MANY COLUMNS': 'more cells than the header has columns',
  'MISSING COLUMNS': 'fewer cells than the header has columns',
  'UNQUOTED VALUE': 'a quote that does not end where the cell ends',
  'LINE SIZE OVER MAXIMUM': 'a line longer than 32 MB',
  'INVALID ENCODING': 'bytes that are no text in this encoding',
  'INVALID STATE': 'a quote in the wrong place',
};
