import { rawTable } from '../raw-table';
import type { Query, StagedColumn } from '../staged-file';
import { valueSql } from '../value-sql';

/** What a column of dates is by how its dates lie among the others. */
export type DateRole = { index: number; field: string; score: number; reason: string };

/** Columns compared with each other; more are no list of deals. */
const mostColumns = 8;
const nearlyAll = 0.95;
const most = 0.8;

type Facts = {
  rows: { closed: number; open: number };
  /** Rows with a date, by column. */
  closed: number[];
  open: number[];
  /** Rows in which the date of one column is not after, or before, that of another; rows that have both. */
  notAfter: number[][];
  before: number[][];
  both: number[][];
  /** Open rows whose date is later than any of the other column. */
  ahead: number[][];
};

/**
 * Tells creation, closing and expected close of a list apart over all its rows. Creation is the date that most rows have
 * and that no other comes before; closing is the one that only closed deals have; an expected close lies ahead for many
 * open deals. What fits none of these stays untold. `closed` is SQL that is true for rows of closed deals.
 */
export async function dateRoles(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  closed: string,
): Promise<DateRole[]> {
  const dated = columns.slice(0, mostColumns);
  if (dated.length === 0) return [];
  const facts = await factsOf(query, raw, dated, closed);
  const roles: DateRole[] = [];
  const add = (i: number, field: string, score: number, reason: string) =>
    roles.push({ index: dated[i]!.index, field, score, reason });
  const created = createdAt(facts);
  if (created >= 0) add(created, 'created_at', 0.6, 'Most rows have it, and no other date comes before it.');
  const end = closedAt(facts);
  if (end >= 0) add(end, 'closed_at', 0.6, 'Closed deals have it and open ones do not.');
  const others = dated.map((_, i) => i).filter((i) => i !== created && i !== end);
  const expected = others.filter((i) => liesAhead(facts, i, created));
  const [close, rival] = expected.length > 1 ? expected.filter((i) => isOfAll(facts, i)) : expected;
  if (close !== undefined && rival === undefined) {
    const field = end >= 0 ? 'expected_close' : 'close';
    add(close, field, 0.55, 'For many open deals it lies ahead of all that has happened.');
  } else if (end < 0 && facts.rows.open === 0 && created >= 0 && others.length === 1)
    add(others[0]!, 'closed_at', 0.45, 'All deals are closed, and it follows the creation.');
  return roles;
}

function createdAt({ rows, closed, open, notAfter, before, both }: Facts): number {
  const all = rows.closed + rows.open;
  return closed.findIndex((_, i) => {
    if (closed[i]! + open[i]! < all * most) return false;
    const others = closed.flatMap((_, j) => (j !== i && both[i]![j]! > 0 ? [j] : []));
    return (
      others.length > 0 &&
      others.every((j) => notAfter[i]![j]! >= both[i]![j]! * 0.9) &&
      others.some((j) => before[i]![j]! > 0)
    );
  });
}

function closedAt({ rows, closed, open }: Facts): number {
  if (rows.closed === 0 || rows.open === 0) return -1;
  const fits = (i: number) => closed[i]! >= rows.closed * 0.8 && open[i]! <= rows.open * 0.1;
  return closed.reduce((best, count, i) => (fits(i) && (best < 0 || count > closed[best]!) ? i : best), -1);
}

function liesAhead({ open, rows, ahead }: Facts, i: number, created: number): boolean {
  if (created < 0 || open[i]! < rows.open * 0.5 || open[i] === 0) return false;
  return ahead[i]![created]! >= open[i]! * 0.3;
}

function isOfAll({ rows, closed, open }: Facts, i: number): boolean {
  return closed[i]! + open[i]! >= (rows.closed + rows.open) * nearlyAll;
}

async function factsOf(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  closed: string,
): Promise<Facts> {
  const all = columns.map((_, i) => i);
  const pairs = all.flatMap((i) => all.map((j) => [i, j] as const));
  const [row = {}] = await query(`
    WITH dated AS (
      SELECT coalesce(${closed}, FALSE) AS closed, ${columns.map((column, i) => `${valueSql(column, 'TIMESTAMP')} AS v${i}`).join(', ')}
      FROM ${rawTable(raw)}
    ), latest AS (
      SELECT ${all.map((i) => `max(v${i}) AS m${i}`).join(', ')} FROM dated
    )
    SELECT count(*) FILTER (closed) AS closed, count(*) FILTER (NOT closed) AS open,
      ${all
        .map(
          (i) => `count(v${i}) FILTER (closed) AS closed${i}, count(v${i}) FILTER (NOT closed) AS open${i}`,
        )
        .join(', ')},
      ${pairs
        .map(
          ([i, j]) =>
            `count(*) FILTER (v${i} <= v${j}) AS le${i}_${j}, count(*) FILTER (v${i} < v${j}) AS lt${i}_${j},
            count(*) FILTER (v${i} IS NOT NULL AND v${j} IS NOT NULL) AS both${i}_${j},
            count(*) FILTER (NOT closed AND v${i} > m${j}) AS ahead${i}_${j}`,
        )
        .join(', ')}
    FROM dated, latest`);
  const n = (name: string) => Number(row[name] ?? 0);
  const table = (name: string) => all.map((i) => all.map((j) => n(`${name}${i}_${j}`)));
  return {
    rows: { closed: n('closed'), open: n('open') },
    closed: all.map((i) => n(`closed${i}`)),
    open: all.map((i) => n(`open${i}`)),
    notAfter: table('le'),
    before: table('lt'),
    both: table('both'),
    ahead: table('ahead'),
  };
}
