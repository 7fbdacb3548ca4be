import { WeirError } from '#shared/contract/errors';
import type { Connection } from '../../query/connection';
import { identifier, literal } from '../../query/sql-text';
import type { FileAccess } from '../file-access';
import { headerNames } from '../header';
import { damagedContainer, tooLarge } from './container-errors';
import { limits } from './limits';
import { writeCsv } from './write-csv';

type Column = { name: string; sql: string; type: string };

/** Rows beyond which a Parquet file is no export of a pipeline; its bytes may pack any number of equal ones. */
const mostRows = 50_000_000;
const deepest = 3;

/**
 * Turns a Parquet file in scratch into CSV: inner structures as columns with dots, lists joined by `; `, moments in
 * ISO form, instants in UTC with a Z. Fails with file-unreadable and file-too-large.
 */
export async function parquetTable(
  connection: Connection,
  file: string,
  name: string,
  folder: string,
  files: FileAccess,
): Promise<string> {
  const source = `read_parquet(${literal(file)})`;
  try {
    const { rows } = await connection.one<{ rows: number }>(
      `SELECT num_rows::DOUBLE AS rows FROM parquet_file_metadata(${literal(file)})`,
    );
    if (rows > mostRows)
      throw tooLarge(name, `has more than ${mostRows.toLocaleString('en')} rows`, 'Export fewer rows.');
    const columns = await leaves(connection, source, await described(connection, `FROM ${source}`));
    if (columns.length > limits.tableColumns)
      throw tooLarge(name, `has more than ${limits.tableColumns} columns`, 'Export fewer columns.');
    const names = headerNames(columns.map((column) => column.name));
    const cells = columns.map((column, i) => `${textSql(column)} AS ${identifier(names[i] ?? '')}`);
    return await writeCsv(connection, `SELECT ${cells.join(', ')} FROM ${source}`, folder, files);
  } catch (error) {
    if (error instanceof WeirError && error.code !== 'sql-error') throw error;
    throw damagedContainer(name, 'Parquet file', error);
  }
}

async function described(connection: Connection, select: string): Promise<Column[]> {
  const rows = await connection.all<{ column_name: string; column_type: string }>(`DESCRIBE ${select}`);
  return rows.map((row) => ({
    name: row.column_name,
    sql: identifier(row.column_name),
    type: row.column_type,
  }));
}

/** Columns with their inner structures taken apart. */
async function leaves(
  connection: Connection,
  source: string,
  columns: Column[],
  depth = 1,
): Promise<Column[]> {
  const all: Column[] = [];
  for (const column of columns) {
    if (!/^STRUCT\(.*\)$/s.test(column.type) || depth >= deepest) {
      all.push(column);
      continue;
    }
    const inner = await described(connection, `SELECT s.* FROM (SELECT ${column.sql} AS s FROM ${source})`);
    const named = inner.map(({ name, sql, type }) => ({
      name: `${column.name}.${name}`,
      sql: `(${column.sql}).${sql}`,
      type,
    }));
    all.push(...(await leaves(connection, source, named, depth + 1)));
  }
  return all;
}

function textSql({ sql, type }: Column): string {
  if (/^(STRUCT|MAP|UNION)\b|\]\[\d*\]$/.test(type)) {
    return `to_json(${sql})::VARCHAR`;
  }
  if (/\[\d*\]$/.test(type)) return `array_to_string(${sql}::VARCHAR[], '; ')`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `(${sql} AT TIME ZONE 'UTC')::VARCHAR || 'Z'`;
  return `${sql}::VARCHAR`;
}
