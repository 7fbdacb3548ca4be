import type { Connection } from '../../query/connection';
import { identifier } from '../../query/sql-text';
import { headerOf } from '../exports/match-header';
import { nameMeanings } from '../name-meanings';
import { rawTable } from '../raw-table';
import { isSalesWord } from '../sales-content';
import { readHeaders } from '../words/read-header';

/** Levels of groups that reports have. */
const mostLevels = 3;
/** Columns looked at. */
const mostColumns = 200;

/** Fields that hardly any report groups by: a gap in them is a gap. */
const neverGroups = new Set(
  'id name amount probability loss_reason next_step next_step_date last_activity_at'.split(' '),
);

/**
 * Fills the first columns of a grouped report down, which have the value of a group in its first row alone, and says
 * which columns these are. Only where it is sure: no value comes twice, no other column lacks more in rows without one,
 * and either a total follows each group, or the groups are in order. `ends` are the rows before which totals stood.
 */
export async function fillGroups(
  connection: Connection,
  raw: string,
  headers: readonly string[],
  ends: readonly number[],
): Promise<string[]> {
  const filled: string[] = [];
  for (const header of headers.slice(0, mostLevels)) {
    if (headers.length < filled.length + 3 || !mayGroup(header)) break;
    const facts = await factsOf(connection, raw, header, { parents: filled, ends });
    if (!facts || !isSure(facts, filled.length === 0)) break;
    if (filled.length === 0 && !(await areWhole(connection, raw, headers))) break;
    filled.push(header);
  }
  if (filled.length === 0) return filled;
  const down = filled.map((header) => {
    const column = identifier(header);
    return `last_value(${cellSql(header)} IGNORE NULLS) OVER (ORDER BY rowid) AS ${column}`;
  });
  await connection.run(
    `CREATE OR REPLACE TABLE ${rawTable(raw)} AS SELECT * REPLACE (${down.join(', ')}) FROM ${rawTable(raw)} ORDER BY rowid`,
  );
  return filled;
}

/** Whether reports group by what a column is called. */
function mayGroup(header: string): boolean {
  const [read] = readHeaders([header]).headers;
  const [best] = read ? nameMeanings(headerOf(header), read, 'opportunities') : [];
  return best === undefined || !neverGroups.has(best.field);
}

function cellSql(header: string): string {
  return `nullif(trim(${identifier(header)}), '')`;
}

type Facts = {
  /** Groups of this level, those above it, and those that hold more rows than the first one. */
  groups: number;
  parents: number;
  blanked: number;
  rows: number;
  distinct: number;
  /** Whether no row comes before the first group, and no group goes on into the next one of the level above. */
  inside: boolean;
  /** Neighbours of one parent, and those in ascending and in descending order. */
  steps: number;
  up: number;
  down: number;
  /** Groups after which a total stands. */
  ended: number;
  /** First values. */
  values: string[];
};

/** Null where the column has no gaps, or one before its first value. */
async function factsOf(
  connection: Connection,
  raw: string,
  header: string,
  { parents, ends }: { parents: readonly string[]; ends: readonly number[] },
): Promise<Facts | null> {
  const own = cellSql(header);
  const { n, gaps } = await connection.one<{ n: number; gaps: number }>(
    `SELECT count(${own}) AS n, count(*) - count(${own}) AS gaps FROM ${rawTable(raw)}`,
  );
  if (n === 0 || gaps === 0) return null;
  const opens = [...parents.map((parent) => `${cellSql(parent)} IS NOT NULL`), 'rowid = 0'].join(' OR ');
  const facts = await connection.one<Facts>(`
    WITH cell AS (
      SELECT rowid AS "row", ${own} AS own,
        count(*) FILTER (${opens}) OVER (ORDER BY rowid) AS parent,
        count(${own}) OVER (ORDER BY rowid) AS number
      FROM ${rawTable(raw)}
    ), grouped AS (
      SELECT number, any_value(own) AS own, min(parent) AS parent, max(parent) AS last_parent, min("row") AS "row", count(*) AS size
      FROM cell
      GROUP BY number
    ), beside AS (
      SELECT *, lag(own) OVER (PARTITION BY parent ORDER BY "row") AS before FROM grouped
    )
    SELECT count(*) AS groups, count(DISTINCT parent) AS parents, count(*) FILTER (size > 1) AS blanked,
      CAST(sum(size) AS BIGINT) AS "rows", count(DISTINCT (parent, own)) AS "distinct",
      bool_and(own IS NOT NULL AND parent = last_parent) AS inside,
      count(before) AS steps, count(*) FILTER (own > before) AS up, count(*) FILTER (own < before) AS down,
      count(*) FILTER (list_contains(CAST([${ends.join(', ')}] AS BIGINT[]), "row" + size)) AS ended,
      list(own ORDER BY "row")[:50] AS "values"
    FROM beside`);
  return facts.inside ? facts : null;
}

function isSure(facts: Facts, isFirst: boolean): boolean {
  const { groups, parents, blanked, rows, distinct, ended } = facts;
  if (distinct < groups || blanked === 0) return false;
  if (groups > 1 && ended >= groups * 0.9) return true;
  if (!isFirst) return groups === parents || (facts.steps > 1 && isOrdered(facts));
  const isFull = groups > 2 && blanked === groups && rows >= groups * 2;
  const isMostly = groups > 4 && blanked * 2 >= groups && rows >= groups * 1.5;
  return (isFull || isMostly) && isOrdered(facts);
}

/** In the order of the alphabet, either way, or stages, which reports put in the order of the sale. */
function isOrdered({ steps, up, down, values }: Facts): boolean {
  return up === steps || down === steps || values.every(isSalesWord);
}

/**
 * Whether rows without a group have about as much in the columns of no group as those with one, and no such column is
 * empty where the group is: else these rows are parts of the row above, such as its products.
 */
async function areWhole(connection: Connection, raw: string, headers: readonly string[]): Promise<boolean> {
  const [first = '', ...others] = headers.slice(0, mostColumns);
  const shares = others.flatMap((header, i) => [
    `avg(CAST(${cellSql(header)} IS NOT NULL AS INTEGER)) FILTER ("weir led") AS led${i}`,
    `avg(CAST(${cellSql(header)} IS NOT NULL AS INTEGER)) FILTER (NOT "weir led") AS unled${i}`,
  ]);
  const row = await connection.one<Record<string, number>>(
    `SELECT ${shares.join(', ')} FROM (SELECT *, ${cellSql(first)} IS NOT NULL AS "weir led" FROM ${rawTable(raw)})`,
  );
  const filled = others.map((header, i) => {
    return { header, led: row[`led${i}`] ?? 0, unled: row[`unled${i}`] ?? 0 };
  });
  const isGap = ({ led, unled }: { led: number; unled: number }) => led > 0.9 && unled < 0.1;
  const own = filled.findIndex((one, i) => i + 1 >= mostLevels || !mayGroup(one.header) || !isGap(one));
  const rest = own < 0 ? [] : filled.slice(own);
  const sum = (part: 'led' | 'unled') => rest.reduce((all, one) => all + one[part], 0);
  return !rest.some(isGap) && sum('unled') >= 1 && sum('unled') >= sum('led') * 0.6;
}
