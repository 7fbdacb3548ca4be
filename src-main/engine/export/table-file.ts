import writeExcelFile, { type Cell } from 'write-excel-file/node';
import type { Connection, Params, Row } from '#engine/query/connection';
import { formulaSafe } from '#engine/query/formula-safe';
import { identifier, literal } from '#engine/query/sql-text';
import { dayNumber } from '#shared/time/day';

/** A column of a file for people: its heading, the expression that fills it, and how it is written. */
export type FileColumn = { label: string; sql: string; type: 'text' | 'day' | 'count' | 'amount' | 'share' };

/** FROM and ORDER BY of the rows to write. */
export type FileRows = { from: string; orderBy: string; params: Params };

/** Writes all rows as CSV; text that a spreadsheet would run gets an apostrophe in front. */
export async function writeCsv(
  connection: Connection,
  path: string,
  columns: readonly FileColumn[],
  rows: FileRows,
): Promise<void> {
  const list = columns.map(({ label, sql, type }) => {
    const value = type === 'text' ? formulaSafe(`(${sql})`) : rounded(sql, type);
    return `${value} AS ${identifier(label)}`;
  });
  const query = `SELECT ${list.join(', ')} ${rows.from} ORDER BY ${rows.orderBy}`;
  await connection.run(`COPY (${query}) TO ${literal(path)} (FORMAT csv, HEADER)`, rows.params);
}

/**
 * Writes the rows as a workbook of one sheet whose heading stays in view. A text cell is a text whatever it begins with, so
 * that nothing is added to it.
 */
export async function writeWorkbook(
  connection: Connection,
  path: string,
  columns: readonly FileColumn[],
  rows: FileRows & { sheet: string },
): Promise<void> {
  const list = columns.map(({ sql, type }, i) => `${rounded(sql, type)} AS c${i}`);
  const query = `SELECT ${list.join(', ')} ${rows.from} ORDER BY ${rows.orderBy} LIMIT ${mostSheetRows}`;
  const found = await connection.all<Row>(query, rows.params);
  const heading: Cell[] = columns.map(({ label }) => ({ value: label, type: String, fontWeight: 'bold' }));
  const cells = found.map((row) => columns.map(({ type }, i) => cellOf(row[`c${i}`] ?? null, type)));
  await writeExcelFile([heading, ...cells], {
    sheet: rows.sheet,
    stickyRowsCount: 1,
    columns: columns.map(({ type, label }) => ({
      width: type === 'text' ? 24 : Math.max(12, label.length + 2),
    })),
  }).toFile(path);
}

/** Excel has one row more, which is the heading. */
const mostSheetRows = 1_048_575;
/** A cell of Excel holds no longer text. */
const longestText = 32_767;
/** Days of Excel count from the end of 1899. */
const excelEpoch = 25_569;

const formats = { day: 'yyyy-mm-dd', count: '#,##0', amount: '#,##0.00', share: '0.0%' } as const;

function cellOf(value: Row[string], type: FileColumn['type']): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'text') return { value: String(value).slice(0, longestText), type: String };
  const number = type === 'day' ? dayNumber(String(value)) + excelEpoch : Number(value);
  return { value: number, type: Number, format: formats[type] };
}

function rounded(sql: string, type: FileColumn['type']): string {
  if (type === 'share') return `round((${sql})::DOUBLE, 4)`;
  if (type === 'count') return `round((${sql})::DOUBLE, 0)::BIGINT`;
  return type === 'amount' ? `(${sql})::DECIMAL(18, 2)` : `(${sql})`;
}
