import type { Connection } from '../../query/connection';
import { identifier, literal } from '../../query/sql-text';
import type { Dialect } from '../dialect';
import { rawTable } from '../raw-table';
import { isSalesWord } from '../sales-content';
import { groupTotalPattern, sumPattern, totalPattern } from './stray-words';

/** A group's name in a line of its own: `Stage: Demo (3 records)`, or the value alone. */
const namedLabel = /^([^:：]{1,40})[:：]\s*(.+)$/u;
const count = /\s*[(（]\s*\d[\d.,]*\s*[^\d)）]{0,20}[)）]$/u;

/** Lines that name groups, by the row they stand before once they are gone, and the column that gets their values. */
export type GroupLabels = {
  /** An existing column that is empty in all other rows, or one that is new. */
  column: string;
  isNew: boolean;
  labels: { row: number; value: string; cells: string[] }[];
};

type Line = { row: number; first: string; filled: number; cells: string[] };

const fewestColumns = 3;

/**
 * Finds the lines of a report that name the group of the rows below them: the first row is one, each stands over rows
 * with more cells, and no two say the same. Null where lines with one cell may be anything else.
 */
export async function groupLabels(
  connection: Connection,
  raw: string,
  { headers, sample }: Pick<Dialect, 'headers' | 'sample'>,
  rows: number,
): Promise<GroupLabels | null> {
  if (headers.length < fewestColumns || rows < 4 || !mayBeLabel(sample[0])) return null;
  const sparse = await sparseLines(connection, raw, headers);
  const below = await rowsBelow(connection, raw, headers, sparse);
  // Lines after the last row are notes.
  const lines = sparse.filter(({ row }) => row < below.last);
  const [top] = lines;
  if (top?.row !== 0 || lines.length < 2 || lines.length * 2 > rows) return null;
  if (lines.some(({ row }, i) => row + 1 === lines[i + 1]?.row)) return null;
  const labels = lines.map(({ row, first, cells }) => ({ row, cells, ...labelOf(first) }));
  const names = new Set(labels.map(({ name }) => name));
  const values = labels.map(({ value }) => value);
  // Groups in groups have labels of several names, one below the other.
  if (names.size > 1 || new Set(values).size < values.length) return null;
  const [name] = names;
  if (name === null && lines.some(({ filled }) => filled > 1)) return null;
  const [own = ''] = headers;
  if (below.filled === 0) return { column: own, isNew: false, labels };
  if (below.filled < below.rows * 0.9) return null;
  const column = name ?? (values.every(isSalesWord) ? 'Stage' : 'Group');
  if (headers.some((header) => header.toLowerCase() === column.toLowerCase())) return null;
  return { column, isNew: true, labels };
}

/** Takes the lines out of the raw table and writes their values into the rows below them. */
export async function applyLabels(
  connection: Connection,
  raw: string,
  headers: readonly string[],
  { column, isNew, labels }: GroupLabels,
): Promise<void> {
  // An empty row belongs to no group.
  const value = `CASE WHEN coalesce(${headers.map(cellSql).join(', ')}) IS NOT NULL THEN label.value END AS ${identifier(column)}`;
  const values = labels.map(({ row, value }) => `(${row}, ${literal(value)})`).join(', ');
  await connection.run(`
    CREATE OR REPLACE TABLE ${rawTable(raw)} AS
    WITH label ("row", value) AS (VALUES ${values})
    SELECT t.* EXCLUDE ("weir row") ${isNew ? `, ${value}` : `REPLACE (${value})`}
    FROM (SELECT *, rowid AS "weir row" FROM ${rawTable(raw)}) AS t
    ASOF JOIN label ON label."row" <= t."weir row"
    WHERE label."row" <> t."weir row"
    ORDER BY t."weir row"`);
}

/** The first cell alone, or with a name in it and sums beside it. */
function mayBeLabel(row: readonly string[] = []): boolean {
  const [first = '', ...others] = row;
  const filled = others.filter((cell) => cell.trim() !== '');
  return first.trim() !== '' && (filled.length === 0 || namedLabel.test(first));
}

/** Whether rows with one cell stand among the others as names of groups do: at the top, and never two in a row. */
export function areLabelled(rows: readonly string[][]): boolean {
  const alone = rows.map((row) => row.filter((cell) => cell.trim() !== '').length === 1);
  const labels = alone.filter((is) => is).length;
  return alone[0] === true && labels > 1 && !alone.some((is, i) => is && alone[i + 1]);
}

function labelOf(first: string): { name: string | null; value: string } {
  const text = first.replace(count, '').trim();
  const [, name, value] = namedLabel.exec(text) ?? [];
  return name && value ? { name: name.trim(), value: value.trim() } : { name: null, value: text };
}

/** Rows with one cell, the first, and rows of sums beside a label with its name. */
async function sparseLines(connection: Connection, raw: string, headers: readonly string[]): Promise<Line[]> {
  const cells = headers.map(cellSql);
  const rows = await connection.all<{ row: number; cells: string }>(`
    SELECT rowid AS "row", CAST(to_json([${headers.map(identifier).join(', ')}]) AS VARCHAR) AS cells
    FROM ${rawTable(raw)}
    WHERE ${cells[0]} IS NOT NULL AND NOT ${isTotalSql(headers)} AND (
      coalesce(${cells.slice(1).join(', ')}) IS NULL
      OR (${cells[0]} LIKE '%: %' AND len(list_filter([${cells.slice(1).join(', ')}],
        lambda c: c IS NOT NULL AND NOT regexp_matches(c, ${literal(sumPattern)}))) = 0))
    ORDER BY rowid
    LIMIT 10000`);
  return rows.map(({ row, cells: text }) => {
    const all = (JSON.parse(text) as (string | null)[]).map((cell) => cell ?? '');
    return {
      row,
      first: all[0]?.trim() ?? '',
      filled: all.filter((cell) => cell.trim() !== '').length,
      cells: all,
    };
  });
}

/** The last row that is none of the lines, and how many such rows have anything, and something in the first column. */
async function rowsBelow(
  connection: Connection,
  raw: string,
  headers: readonly string[],
  lines: readonly Line[],
): Promise<{ rows: number; filled: number; last: number }> {
  const not = lines.length > 0 ? `AND rowid NOT IN (${lines.map(({ row }) => row).join(', ')})` : '';
  const first = cellSql(headers[0] ?? '');
  // Sums without a word are totals of the group above.
  const others = `list_filter([${headers.slice(1).map(cellSql).join(', ')}], lambda c: NOT regexp_matches(c, ${literal(sumPattern)}))`;
  return connection.one<{ rows: number; filled: number; last: number }>(`
    SELECT count(*) FILTER (${first} IS NOT NULL OR len(${others}) > 0) AS "rows", count(${first}) AS filled, coalesce(max(rowid), -1) AS last
    FROM ${rawTable(raw)}
    WHERE coalesce(${headers.map(cellSql).join(', ')}) IS NOT NULL
      AND NOT ${isTotalSql(headers)} ${not}`);
}

function cellSql(header: string): string {
  return `nullif(trim(${identifier(header)}), '')`;
}

/** True for rows whose first cell that is filled says that it heads a total. */
function isTotalSql(headers: readonly string[]): string {
  const first = `coalesce(${headers.map(cellSql).join(', ')}, '')`;
  return `regexp_matches(${first}, ${literal(`${totalPattern}|${groupTotalPattern}`)}, 'i')`;
}
