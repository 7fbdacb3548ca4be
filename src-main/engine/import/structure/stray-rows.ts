import type { Connection } from '../../query/connection';
import { identifier, literal } from '../../query/sql-text';
import type { Dialect } from '../dialect';
import { type MalformedRow, rawTable } from '../raw-table';
import { recordLines } from '../record-lines';
import { groupTotalPattern, strayReasons, sumPattern, totalPattern, trailerPattern } from './stray-words';

/** Columns looked at; a total stands in the first ones. */
const mostColumns = 200;
/** Rows at the end among which notes below the data are looked for. */
const tail = 50;

export type Loaded = { rows: number; malformed: MalformedRow[] };

/**
 * Takes rows that are no rows of the table out of its raw table: the header again, totals, notes below the data. They
 * are found by little being filled, so a table without them costs one pass over its NULLs. `headerCells` are the
 * names as the file writes them.
 */
export async function removeStrays(
  connection: Connection,
  raw: string,
  file: string,
  dialect: Dialect,
  headerCells: readonly string[],
  loaded: Loaded,
): Promise<Loaded> {
  if (loaded.rows === 0 || dialect.headers.length < 2) return loaded;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE stray AS ${straySql(raw, dialect, headerCells, loaded.rows)}`,
  );
  const strays = await connection.all<{ row: number; reason: string; cells: string }>(
    'FROM stray ORDER BY "row"',
  );
  if (strays.length > 0) {
    // A table of its own keeps rowid counting from 0 without gaps.
    await connection.run(`CREATE OR REPLACE TABLE ${rawTable(raw)} AS
      SELECT * FROM ${rawTable(raw)} AS t WHERE t.rowid NOT IN (SELECT "row" FROM stray)`);
  }
  await connection.run('DROP TABLE stray');
  const lines = await recordLines(
    file,
    dialect,
    loaded.malformed.map(({ line }) => line),
    strays.map(({ row }) => row),
    connection.signal,
  );
  const removed = strays.map(({ row, reason, cells }) => {
    const all = JSON.parse(cells) as (string | null)[];
    const record = all.filter((cell) => cell !== null).join(dialect.delimiter);
    return { line: lines.get(row) ?? 0, column: null, reason, record, cells: all.map((cell) => cell ?? '') };
  });
  return {
    rows: loaded.rows - strays.length,
    malformed: [...loaded.malformed, ...removed].sort((a, b) => a.line - b.line),
  };
}

/** Why a malformed row is no row at all, if it is a total or a note; null when it is only malformed. */
export function strayReason(cells: readonly string[], headerCells: readonly string[]): string | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [first = '', ...others] = filled;
  const is = (pattern: string, text: string) => new RegExp(pattern, 'iu').test(text);
  if (first === '') return null;
  if (filled.length > 1 && headerCells.filter((cell) => cell.trim() !== '').join() === filled.join())
    return strayReasons.header;
  const sums = others.every((cell) => is(sumPattern, cell));
  if (sums && (is(totalPattern, first) || (others.length > 0 && is(groupTotalPattern, first))))
    return strayReasons.total;
  return filled.length <= 2 && is(trailerPattern, first) ? strayReasons.note : null;
}

function straySql(raw: string, dialect: Dialect, headerCells: readonly string[], rows: number): string {
  const { headers, sample } = dialect;
  const shown = headers.slice(0, mostColumns);
  const filled = shown.map((name, i) => ({ name, rows: sample.filter((row) => row[i]?.trim()).length }));
  const core = filled.filter(({ rows }) => rows >= sample.length * 0.6).sort((a, b) => b.rows - a.rows);
  const usual = (core.length > 1 ? core : filled).map(({ name }) => identifier(name));
  const nulls = usual.map((name) => `CAST(${name} IS NULL AS INTEGER)`).join(' + ');
  // A row that lacks half of the columns lacks one of any other half and one more, which is quicker to see.
  const some = usual.slice(0, Math.floor(usual.length / 2) + 1).map((name) => `${name} IS NULL`);
  const empty = `((${some.join(' OR ')}) AND (${nulls}) * 2 >= ${usual.length})`;
  const again = headerAgainSql(headers, headerCells);
  return `
    WITH suspect AS (
      SELECT rowid AS "row", ${again} AS is_header, [${headers.map(identifier).join(', ')}] AS cells,
        list_filter([${shown.map((name) => `trim(${identifier(name)})`).join(', ')}], lambda c: c <> '') AS filled
      FROM ${rawTable(raw)}
      WHERE ${again} OR ${empty} OR rowid >= ${rows - 3}
    ), judged AS (
      SELECT "row", cells, CASE
        WHEN is_header THEN ${literal(strayReasons.header)}
        WHEN len(list_filter(filled[2:], lambda c: NOT ${matches('c', sumPattern, '')})) = 0 AND (
          ${matches('filled[1]', totalPattern)} OR (len(filled) > 1 AND ${matches('filled[1]', groupTotalPattern)}))
          THEN ${literal(strayReasons.total)}
        WHEN len(filled) <= 2 AND ${matches('filled[1]', trailerPattern)} THEN ${literal(strayReasons.note)}
        -- One cell alone after the last row that has more is a remark, where rows have at least three.
        WHEN len(filled) = 1 AND ${usual.length} >= 3 AND "row" >= ${rows - tail}
          AND "row" > coalesce(max("row") FILTER (len(filled) > 1) OVER (), -1)
          AND "row" > ${rows - 1} - count(*) FILTER (len(filled) = 1 AND "row" >= ${rows - tail}) OVER ()
          THEN ${literal(strayReasons.note)}
      END AS reason
      FROM suspect
    )
    SELECT "row", reason, CAST(to_json(cells) AS VARCHAR) AS cells FROM judged WHERE reason IS NOT NULL`;
}

/** True for rows that name the columns; never for a table whose first two columns have no names. */
function headerAgainSql(headers: readonly string[], cells: readonly string[]): string {
  const named = headers.slice(0, mostColumns).flatMap((name, i) => {
    const cell = cells[i]?.trim() ?? '';
    return cell === '' ? [] : [`${identifier(name)} = ${literal(cells[i] ?? '')}`];
  });
  return named.length < 2 ? 'FALSE' : `(${named.map((test) => `coalesce(${test}, FALSE)`).join(' AND ')})`;
}

function matches(text: string, pattern: string, options = 'i'): string {
  return `coalesce(regexp_matches(${text}, ${literal(pattern)}${options ? `, '${options}'` : ''}), FALSE)`;
}
