import type { Connection } from '../../query/connection';
import { identifier, literal } from '../../query/sql-text';
import type { Dialect } from '../dialect';
import { rawTable } from '../raw-table';
import { besideTotal, groupTotalPattern, strayReasons, totalPattern, trailerPattern } from './stray-words';

/** Columns looked at; a total stands in the first ones. */
const mostColumns = 200;
/** Rows of the first part that tell which columns nearly all rows fill. */
const rowsToLookAt = 500;
/** Rows at the end among which notes below the data are looked for. */
const tail = 50;

/** A row that is no row of the table; `row` numbers it among those that were read, from 0. */
export type Stray = { row: number; reason: string; cells: string[] };

/** How many rows the raw table has, and which of them are the names of groups that stand above their rows, if any. */
type Known = { rows: number; labels: readonly number[] };

/**
 * Takes rows that are no rows of the table out of its raw table: the header again, totals, notes below the data. They
 * are found by little being filled, so a table without them costs one pass over its NULLs. `headerCells` are the
 * names as the file writes them. Below names of groups sums are totals without a word for it.
 */
export async function removeStrays(
  connection: Connection,
  raw: string,
  dialect: Dialect,
  headerCells: readonly string[],
  known: Known,
): Promise<Stray[]> {
  const { rows } = known;
  if (rows === 0 || dialect.headers.length < 2) return [];
  await connection.run(`CREATE OR REPLACE TEMP TABLE stray AS ${straySql(raw, dialect, headerCells, known)}`);
  const strays = await connection.all<{ row: number; reason: string; cells: string }>(
    'FROM stray ORDER BY "row"',
  );
  if (strays.length > 0) {
    // A table of its own keeps rowid counting from 0 without gaps.
    await connection.run(`CREATE OR REPLACE TABLE ${rawTable(raw)} AS
      SELECT * FROM ${rawTable(raw)} AS t WHERE t.rowid NOT IN (SELECT "row" FROM stray)`);
  }
  await connection.run('DROP TABLE stray');
  return strays.map(({ row, reason, cells }) => {
    const all = JSON.parse(cells) as (string | null)[];
    return { row, reason, cells: all.map((cell) => cell ?? '') };
  });
}

const patterns = {
  total: new RegExp(totalPattern, 'iu'),
  groupTotal: new RegExp(groupTotalPattern, 'iu'),
  beside: new RegExp(besideTotal, 'iu'),
  trailer: new RegExp(trailerPattern, 'iu'),
};

/** Why a malformed row is no row at all, if it is a total or a note; null when it is only malformed. */
export function strayReason(cells: readonly string[], headerCells: readonly string[]): string | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [first = '', ...others] = filled;
  if (first === '') return null;
  if (filled.length > 1 && headerCells.filter((cell) => cell.trim() !== '').join() === filled.join())
    return strayReasons.header;
  const sums = others.every((cell) => patterns.beside.test(cell));
  if (sums && (patterns.total.test(first) || (others.length > 0 && patterns.groupTotal.test(first))))
    return strayReasons.total;
  return filled.length <= 2 && patterns.trailer.test(first) ? strayReasons.note : null;
}

function straySql(
  raw: string,
  dialect: Dialect,
  headerCells: readonly string[],
  { rows, labels }: Known,
): string {
  const { headers, sample } = dialect;
  const shown = headers.slice(0, mostColumns);
  const looked = sample.slice(0, rowsToLookAt).filter((row) => strayReason(row, headerCells) === null);
  const filled = shown.map((name, i) => ({ name, rows: looked.filter((row) => row[i]?.trim()).length }));
  const core = filled.filter(({ rows }) => rows >= looked.length * 0.6).sort((a, b) => b.rows - a.rows);
  const usual = (core.length > 1 ? core : filled).map(({ name }) => identifier(name));
  const nulls = usual.map((name) => `CAST(${name} IS NULL AS INTEGER)`).join(' + ');
  // A row that lacks a third of the columns lacks one of any two thirds and one more, which is quicker to see.
  const some = usual.slice(0, Math.floor((usual.length * 2) / 3) + 1).map((name) => `${name} IS NULL`);
  const empty = `((${some.join(' OR ')}) AND (${nulls}) * 3 >= ${usual.length})`;
  const again = headerAgainSql(headers, headerCells);
  return `
    WITH place AS MATERIALIZED (
      -- Apart from each other, because the first and the last pass over whole parts of the table by their statistics.
      SELECT rowid AS "row", true AS is_header FROM ${rawTable(raw)} WHERE ${again ?? 'false'}
      UNION ALL
      SELECT rowid, false FROM ${rawTable(raw)} WHERE ${empty}
      UNION ALL
      SELECT rowid, false FROM ${rawTable(raw)} WHERE rowid >= ${rows - 3}
    ), suspect AS (
      SELECT t.rowid AS "row", p.is_header, [${headers.map((name) => `t.${identifier(name)}`).join(', ')}] AS cells,
        list_filter([${shown.map((name) => `trim(t.${identifier(name)})`).join(', ')}], lambda c: c <> '') AS filled
      FROM ${rawTable(raw)} AS t
      JOIN (SELECT "row", bool_or(is_header) AS is_header FROM place GROUP BY "row") AS p ON t.rowid = p."row"
      ${labels.length > 0 ? `WHERE t.rowid NOT IN (${labels.join(', ')})` : ''}
    ), judged AS (
      SELECT "row", cells, CASE
        WHEN is_header THEN ${literal(strayReasons.header)}
        ${labels.length > 0 ? `WHEN len(filled) > 0 AND trim(cells[1]) IS NULL AND ${areSums('filled')} THEN ${literal(strayReasons.total)}` : ''}
        WHEN ${areSums('filled[2:]')} AND (
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

/** True for rows that name the columns; null for a table whose first two columns have no names. */
function headerAgainSql(headers: readonly string[], cells: readonly string[]): string | null {
  const named = headers.slice(0, mostColumns).flatMap((name, i) => {
    const cell = cells[i]?.trim() ?? '';
    return cell === '' ? [] : [`${identifier(name)} = ${literal(cells[i] ?? '')}`];
  });
  return named.length < 2 ? null : named.join(' AND ');
}

function areSums(cells: string): string {
  return `len(list_filter(${cells}, lambda c: NOT ${matches('c', besideTotal)})) = 0`;
}

function matches(text: string, pattern: string, options = 'i'): string {
  return `coalesce(regexp_matches(${text}, ${literal(pattern)}${options ? `, '${options}'` : ''}), FALSE)`;
}
