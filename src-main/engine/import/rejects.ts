import type { Reject } from '#shared/results/workspace';
import type { Connection } from '../query/connection';
import { identifier, literal } from '../query/sql-text';
import { conversionOf } from './convert';
import { type MalformedRow, rawTable } from './raw-table';
import { recordLines } from './record-lines';
import { repairColumns, surplusColumn } from './repair-file';
import type { StagedFile } from './staged-file';

/** Rejections shown at once; all of them are in the workspace and in the repair file. */
const shown = 50;

/** What stays out of the pipeline: rows that are no rows of the table, and rows without what a row needs. */
export type RejectCounts = { rowsRead: number; rowsRejected: number; rejects: Reject[] };

/** Counts the rows that would be rejected, with the first ones by line. `file` is the decoded file in scratch. */
export async function countRejects(
  connection: Connection,
  staged: StagedFile,
  file: string,
  malformed: readonly MalformedRow[],
): Promise<RejectCounts> {
  const rowsRead = staged.rows + malformed.length;
  if (staged.kind === null) return { rowsRead, rowsRejected: 0, rejects: [] };
  const rows = await connection.all<{
    row: number;
    column: string | null;
    value: string | null;
    reason: string;
    total: number;
  }>(`
    SELECT "row", reject_column AS "column", reject_value AS value, reject_reason AS reason, count(*) OVER () AS total
    FROM (${conversionOf(staged, []).select})
    WHERE reject_reason IS NOT NULL
    ORDER BY "row"
    LIMIT ${shown}`);
  const lines = await recordLines(
    file,
    staged.dialect,
    malformed.map((row) => row.line),
    rows.map((row) => row.row),
    connection.signal,
  );
  const unread = rows.map((row) => ({
    line: lines.get(row.row) ?? 0,
    column: row.column,
    value: row.value,
    reason: row.reason,
  }));
  const broken = malformed.slice(0, shown).map(({ line, column, reason, record }) => ({
    line,
    column,
    value: record.slice(0, 200),
    reason,
  }));
  return {
    rowsRead,
    rowsRejected: (rows[0]?.total ?? 0) + malformed.length,
    rejects: [...unread, ...broken].sort((a, b) => a.line - b.line).slice(0, shown),
  };
}

/** Writes every rejected row of a file into weir.rejected_row, with its line and its text. */
export async function storeRejects(
  connection: Connection,
  ids: { import: number; file: number },
  staged: StagedFile,
  file: string,
  malformed: readonly MalformedRow[],
): Promise<void> {
  const headers = staged.dialect.headers.map((header) => `coalesce(t.${identifier(header)}, '')`);
  const rows = await connection.all<{ row: number }>(
    `SELECT "row" FROM (${conversionOf(staged, []).select}) WHERE reject_reason IS NOT NULL ORDER BY "row"`,
  );
  const lines = await recordLines(
    file,
    staged.dialect,
    malformed.map((row) => row.line),
    rows.map((row) => row.row),
    connection.signal,
  );
  await connection.exec('CREATE OR REPLACE TEMP TABLE record_line ("row" BIGINT, line BIGINT)');
  for (const part of chunks([...lines], 1000)) {
    await connection.run(
      `INSERT INTO record_line VALUES ${part.map(([row, line]) => `(${row}, ${line})`).join(', ')}`,
    );
  }
  await connection.run(`
    INSERT INTO weir.rejected_row
    SELECT ${ids.import}, ${ids.file}, coalesce(l.line, 0), c.reject_column, c.reject_value, c.reject_reason,
      to_json([${headers.join(', ')}])
    FROM (${conversionOf(staged, []).select}) AS c
    JOIN ${rawTable(staged.raw)} AS t ON t.rowid = c."row"
    LEFT JOIN record_line AS l ON l."row" = c."row"
    WHERE c.reject_reason IS NOT NULL`);
  for (const part of chunks([...malformed], 1000)) {
    await connection.run(
      `INSERT INTO weir.rejected_row
      SELECT $import, $file, r.line, r."column", left(r.record, 200), r.reason, CAST(to_json(r.cells) AS VARCHAR)
      FROM (SELECT unnest(from_json($rows, '[{"line":"BIGINT","column":"VARCHAR","reason":"VARCHAR","record":"VARCHAR","cells":["VARCHAR"]}]')) AS r)`,
      { ...ids, rows: JSON.stringify(part) },
    );
  }
  await connection.exec('DROP TABLE record_line');
}

/**
 * The rejected rows as a file under the same header, to be repaired and imported again. Cells that rows have beyond the
 * header stand in columns of their own behind it.
 */
export async function writeRejectsFile(
  connection: Connection,
  ids: { import: number; file: number },
  staged: StagedFile,
  target: string,
): Promise<void> {
  const { headers } = staged.dialect;
  const { cells } = await connection.one<{ cells: number }>(
    `SELECT coalesce(max(CASE WHEN json_valid(record) THEN json_array_length(record) END), 0) AS cells
    FROM weir.rejected_row WHERE import = $import AND file = $file`,
    ids,
  );
  const surplus = Array.from({ length: Math.max(0, cells - headers.length) }, (_, i) =>
    surplusColumn(headers.length + i + 1),
  );
  const columns = [...headers, ...surplus].map(
    (header, i) =>
      `CASE WHEN json_valid(record) THEN nullif(json_extract_string(record, '$[${i}]'), '') END AS ${identifier(header)}`,
  );
  await connection.run(`
    COPY (
      SELECT line AS ${identifier(repairColumns[0])}, reason AS ${identifier(repairColumns[1])}, ${columns.join(', ')}
      FROM weir.rejected_row
      WHERE import = ${ids.import} AND file = ${ids.file}
      ORDER BY line
    ) TO ${literal(target)} (FORMAT csv, HEADER)`);
}

function* chunks<T>(items: T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
