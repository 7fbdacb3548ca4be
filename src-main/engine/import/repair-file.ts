import type { Connection } from '../query/connection';
import { identifier, literal } from '../query/sql-text';
import { type StoredFile, storedFiles } from './import-store';
import { rawTable } from './raw-table';
import type { ReadTable } from './read-table';
import { recordLines } from './record-lines';
import { supersededReason } from './reject-sql';
import { unevenReasons } from './uneven-rows';

/** What Weir writes before the columns of rejected rows: where each stood, and why it was rejected. */
export const repairColumns = ['weir line', 'weir reason'] as const;

/** What Weir calls the column of a cell, counted from 1, that rejected rows have beyond their header. */
export function surplusColumn(cell: number): string {
  return `weir cell ${cell}`;
}

/** The rows of a file of rejected rows, under the columns of the file that they come from, where that is here. */
export type RepairFile = { read: ReadTable; original: StoredFile | null };

/**
 * Takes a file of rejected rows for a part of the file that they were rejected from: without the two columns that Weir
 * put before and those of surplus cells behind, and without rows that are still what they were or still have cells too
 * many: those are rejected again. Null for any other file.
 */
export async function asRepairFile(
  connection: Connection,
  raw: string,
  read: ReadTable,
): Promise<RepairFile | null> {
  const { headers } = read.dialect;
  if (!repairColumns.every((name, i) => headers[i]?.toLowerCase() === name)) return null;
  const own = headers.slice(repairColumns.length);
  while (/^weir cell \d+$/i.test(own.at(-1) ?? '')) own.pop();
  const original = await originalOf(connection, raw, own);
  const unrepaired = await unrepairedRows(connection, raw, { headers, width: own.length }, original);
  const weirs = headers.filter((_, i) => i < repairColumns.length || i >= repairColumns.length + own.length);
  const where =
    unrepaired.length > 0 ? `WHERE rowid NOT IN (${unrepaired.map(({ row }) => row).join(', ')})` : '';
  await connection.run(
    `CREATE OR REPLACE TABLE ${rawTable(raw)} AS SELECT * EXCLUDE (${weirs.map(identifier).join(', ')}) FROM ${rawTable(raw)} ${where}`,
  );
  const lines = await recordLines(
    read.file,
    read.dialect,
    read.malformed.map((row) => row.line),
    unrepaired.map(({ row }) => row),
    connection.signal,
  );
  const removed = unrepaired.map(({ row, reason, cells }) => ({
    line: lines.get(row) ?? 0,
    column: null,
    reason,
    record: cells.join(read.dialect.delimiter),
    cells,
  }));
  const malformed = read.malformed.map((row) => ({ ...row, cells: row.cells.slice(repairColumns.length) }));
  return {
    original,
    read: {
      ...read,
      dialect: { ...read.dialect, headers: own },
      rows: read.rows - unrepaired.length,
      malformed: [...malformed, ...removed].sort((a, b) => a.line - b.line),
    },
  };
}

/** The loaded file with these columns of which most of these lines were rejected; of equals the newest. */
async function originalOf(
  connection: Connection,
  raw: string,
  headers: readonly string[],
): Promise<StoredFile | null> {
  const wanted = JSON.stringify(headers);
  const candidates = (await storedFiles(connection, 'loaded')).filter(
    ({ staged }) => JSON.stringify(staged.dialect.headers) === wanted,
  );
  const counts = await connection.all<{ import: number; file: number }>(`
    SELECT r.import, r.file
    FROM weir.rejected_row AS r
    SEMI JOIN ${rawTable(raw)} AS t
      ON try_cast(t."weir line" AS BIGINT) = r.line AND t."weir reason" = r.reason
    GROUP BY r.import, r.file
    ORDER BY count(*) DESC, r.import DESC, r.file DESC`);
  for (const { import: id, file } of counts) {
    const found = candidates.find((stored) => stored.import === id && stored.file === file);
    if (found) return found;
  }
  return candidates.at(-1) ?? null;
}

/**
 * Rows that are not repaired, those that still have cells beyond the width of their file, and those that a later row with
 * the same id overrules whatever else was repaired in them.
 */
async function unrepairedRows(
  connection: Connection,
  raw: string,
  { headers, width }: { headers: readonly string[]; width: number },
  original: StoredFile | null,
): Promise<{ row: number; reason: string; cells: string[] }[]> {
  const cells = headers.slice(repairColumns.length).map((name) => `coalesce(t.${identifier(name)}, '')`);
  const same = cells.map((cell, i) => `${cell} = coalesce(json_extract_string(r.record, '$[${i}]'), '')`);
  const surplus = cells.slice(width).map((cell) => `${cell} <> ''`);
  const isWide = surplus.length > 0 ? `(${surplus.join(' OR ')})` : 'FALSE';
  const hasId = `list_contains([${cells.map((cell) => `left(trim(${cell}), 200)`).join(', ')}], r.value)`;
  const rows = await connection.all<{ row: number; reason: string; cells: string }>(`
    SELECT t.rowid AS "row", CASE WHEN ${isWide} THEN ${literal(unevenReasons.more)} ELSE t."weir reason" END AS reason,
       CAST(to_json([${cells.join(', ')}]) AS VARCHAR) AS cells
    FROM ${rawTable(raw)} AS t
    LEFT JOIN weir.rejected_row AS r
      ON r.import = ${original?.import ?? -1} AND r.file = ${original?.file ?? -1}
      AND r.line = try_cast(t."weir line" AS BIGINT) AND r.reason = t."weir reason"
    WHERE t."weir reason" = ${literal(supersededReason)} AND (r.value IS NULL OR ${hasId})
      OR json_valid(r.record) AND ${same.join(' AND ')} OR ${isWide}
    ORDER BY t.rowid`);
  return rows.map((row) => ({ ...row, cells: JSON.parse(row.cells) as string[] }));
}
