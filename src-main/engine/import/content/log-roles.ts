import { identifier } from '../../query/sql-text';
import type { ColumnContent } from '../column-content';
import { rawTable } from '../raw-table';
import type { Query, StagedColumn } from '../staged-file';
import { presentSql, valueSql } from '../value-sql';

/** The columns that make a log of stage changes. */
export type LogRoles = { id: ColumnContent; at: StagedColumn; stage: ColumnContent | null };

const dealsToLookAt = 20_000;
/** In a log nearly every row changes the stage; a list of several days repeats it. */
const shareOfChanges = 0.8;

/**
 * The columns of a log: an id that comes again, the date that differs most from row to row, and the stage that changes
 * with it. Of two stage columns the old one repeats what the row before came into. Null where rows do not change
 * stages; without stages the other two alone.
 */
export async function logRoles(
  query: Query,
  raw: string,
  rows: number,
  {
    id,
    dates,
    stages,
  }: { id: ColumnContent; dates: readonly StagedColumn[]; stages: readonly ColumnContent[] },
): Promise<LogRoles | null> {
  const [first, second] = stages;
  const at = await mostDistinct(query, raw, rows, dates);
  if (!at) return null;
  if (!first) return { id, at, stage: null };
  const other = second ?? first;
  const [a, b] = [identifier(first.name), identifier(other.name)];
  const part = Math.max(1, Math.floor(rows / (dealsToLookAt * 5)));
  const [row = {}] = await query(`
    WITH ordered AS (
      SELECT ${a} AS a, ${b} AS b, lead(${a}) OVER deal AS next_a, lead(${b}) OVER deal AS next_b,
        lead(TRUE) OVER deal AS goes_on
      FROM ${rawTable(raw)}
      ${part > 1 ? `WHERE hash(${identifier(id.name)}) % ${part} = 0` : ''}
      WINDOW deal AS (PARTITION BY ${identifier(id.name)} ORDER BY ${valueSql(at, 'TIMESTAMP')}, rowid)
    )
    SELECT count(goes_on) AS steps,
      count(*) FILTER (goes_on AND next_a IS DISTINCT FROM a) AS changes_a,
      count(*) FILTER (goes_on AND next_b IS DISTINCT FROM b) AS changes_b,
      count(*) FILTER (next_a = b) AS from_a, count(*) FILTER (next_b = a) AS from_b
    FROM ordered`);
  const n = (name: string) => Number(row[name] ?? 0);
  const isSecond = second !== undefined && n('from_a') > n('from_b');
  const changes = n(isSecond ? 'changes_b' : 'changes_a');
  if (n('steps') === 0 || changes < n('steps') * shareOfChanges) return null;
  return { id, at, stage: isSecond ? second : first };
}

/** Of the dates that every row has, the one with the most different values. */
async function mostDistinct(
  query: Query,
  raw: string,
  rows: number,
  dates: readonly StagedColumn[],
): Promise<StagedColumn | null> {
  if (dates.length === 0) return null;
  const counts = dates.map(
    (column, i) =>
      `count(${presentSql(column)}) AS n${i}, approx_count_distinct(${presentSql(column)}) AS d${i}`,
  );
  const [row = {}] = await query(`SELECT ${counts.join(', ')} FROM ${rawTable(raw)}`);
  const whole = dates
    .map((column, i) => ({ column, filled: Number(row[`n${i}`]), distinct: Number(row[`d${i}`]) }))
    .filter(({ filled }) => filled === rows)
    .sort((a, b) => b.distinct - a.distinct);
  return whole[0]?.column ?? null;
}
