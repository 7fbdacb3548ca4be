import Papa from 'papaparse';
import { WeirError } from '#shared/contract/errors';
import type { Connection } from '../query/connection';
import { identifier, literal } from '../query/sql-text';
import { papaConfig, readCut } from './cut';
import type { Dialect } from './dialect';
import { linesAt } from './record-lines';
import { unevenReasons, unevenRows } from './uneven-rows';

/** The table of an imported file's rows as they came; `rowid` numbers the records from 0. */
export function rawTable(name: string): string {
  return `raw.${identifier(name)}`;
}

/** The table beside it that says on which line each run of its rows begins, where they are not line by line. */
export function linesTable(name: string): string {
  return rawTable(`${name}_lines`);
}

/** A row that is no row of the table at all: too many or too few columns, a quote that never ends, a total, a note. */
export type MalformedRow = {
  line: number;
  column: string | null;
  reason: string;
  /** As it stands in the file, and its cells as far as they can be told apart. */
  record: string;
  cells: string[];
};

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
  dialect: Omit<Dialect, 'sample'> & Partial<Pick<Dialect, 'sample'>>,
  /** Rows may be shorter than the header; what they lack is empty. */
  ragged = false,
): Promise<{ rows: number; malformed: MalformedRow[] }> {
  const { delimiter, quote, escape: before, newline } = readCut(dialect);
  const columns = dialect.headers.map((header) => `${literal(header)}: 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${dialect.skip}`,
    `delim = ${literal(delimiter)}`,
    `quote = ${literal(quote)}`,
    `escape = ${literal(before)}`,
    `new_line = ${literal(newline === '\r\n' ? '\\r\\n' : newline === '\r' ? '\\r' : '\\n')}`,
    `max_line_size = ${longestLine}`,
    // By default a buffer is 16 of the longest lines, which would be half a gigabyte for each thread.
    `buffer_size = ${longestLine}`,
    `columns = {${columns}}`,
    ...(ragged ? ['null_padding = true', 'parallel = false'] : []),
  ];
  const cells = rawColumns(dialect.headers, dialect.sample ?? []);
  const read = async (errors: readonly string[]) => {
    await connection.run(`CREATE OR REPLACE TABLE ${rawTable(name)} (${cells})`);
    await connection.run(
      `INSERT INTO ${rawTable(name)} FROM read_csv(${literal(file)}, ${[...options, ...errors].join(', ')})`,
    );
  };
  const count = () => connection.one<{ rows: number }>(`SELECT count(*) AS rows FROM ${rawTable(name)}`);
  try {
    await read(keptErrors);
  } catch (error) {
    if (!isCutLetter(error)) throw error;
    await read(['ignore_errors = true']);
    const { rows } = await count();
    return { rows, malformed: await unevenRows(file, dialect, rows) };
  }
  const { rows } = await count();
  const malformed = await malformedRows(connection, file, dialect);
  await connection.exec('DROP TABLE IF EXISTS malformed_row; DROP TABLE IF EXISTS malformed_scan');
  return { rows, malformed };
}

/**
 * The columns of a raw table, as SQL. Texts of which hardly two are the same are not packed: that takes a third of the
 * time of reading a file, and makes them half as long at best.
 */
function rawColumns(headers: readonly string[], sample: readonly (readonly string[])[]): string {
  const columns = headers.map((header, at) => {
    const values = sample.map((row) => row[at] ?? '').filter((value) => value !== '');
    const packed = values.length < fewToTell || new Set(values).size < values.length * mostlyNew;
    return `${identifier(header)} VARCHAR${packed ? '' : ' USING COMPRESSION uncompressed'}`;
  });
  return columns.join(', ');
}

const fewToTell = 100;
/** Share of values that are not there before, from which on packing them does not pay. */
const mostlyNew = 0.2;

const keptErrors = [
  'store_rejects = true',
  "rejects_table = 'malformed_row'",
  "rejects_scan = 'malformed_scan'",
];

/** DuckDB keeps 10,000 bytes of a malformed line, and fails where they end within a letter. */
function isCutLetter(error: unknown): boolean {
  return error instanceof WeirError && error.message.includes('Invalid unicode');
}

/** DuckDB's own line numbers count records, so lines are found again by the position of each row. */
async function malformedRows(
  connection: Connection,
  file: string,
  dialect: Omit<Dialect, 'sample'>,
): Promise<MalformedRow[]> {
  const found = await connection.all<{
    position: number;
    column: string | null;
    type: string;
    record: string;
  }>(`
    SELECT line_byte_position - 1 AS position, any_value(column_name) AS "column", any_value(error_type) AS type,
      left(any_value(csv_line), 10000) AS record
    FROM malformed_row
    GROUP BY position
    ORDER BY position`);
  const lines = await linesAt(
    file,
    dialect,
    found.map((row) => row.position),
    connection.signal,
  );
  return found.map(({ type, position, column, record }) => ({
    line: lines.get(position) ?? 0,
    column,
    reason: reasons[type] ?? type.toLowerCase(),
    record: record.trim(),
    cells: cellsOf(record, dialect),
  }));
}

function cellsOf(record: string, dialect: Omit<Dialect, 'sample'>): string[] {
  const text = record.replace(/^[\r\n]+/, '');
  return Papa.parse<string[]>(text, { ...papaConfig(readCut(dialect)), preview: 1 }).data[0] ?? [];
}

const reasons: Record<string, string> = {
  'TOO MANY COLUMNS': unevenReasons.more,
  'MISSING COLUMNS': unevenReasons.fewer,
  'UNQUOTED VALUE': 'a quote that does not end where the cell ends',
  'LINE SIZE OVER MAXIMUM': 'a line longer than 32 MB',
  'INVALID ENCODING': 'bytes that are no text in this encoding',
  'INVALID STATE': 'a quote in the wrong place',
};
