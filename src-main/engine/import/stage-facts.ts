import type { FileKind } from '#shared/model/fields';
import { identifier } from '../query/sql-text';
import { isTrackedField } from './history/tracked-field';
import { hasValueHistory, historyEntriesSql } from './history/value-history';
import { rawTable } from './raw-table';
import { columnOf, type Query, type StagedColumn, type StageFacts, type Transition } from './staged-file';
import { presentSql, valueSql } from './value-sql';

/** More stages than any pipeline has: such a column is something else. */
export const mostStages = 300;
/** All the same, so many are read, so that each can be given its place. */
const mostRead = 2000;

/** Every stage value of a file with what its rows say of it, in order of first appearance. */
export async function stageFactsOf(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  stage: string | null = stageSql(columns),
): Promise<StageFacts[]> {
  const inHistory = stage === null && hasValueHistory(columns);
  if (stage === null && !inHistory) return [];
  const mean = (field: string) => {
    const column = columnOf(columns, field);
    if (!column || column.type === 'empty') return 'NULL';
    return column.format.as === 'boolean'
      ? `avg(CAST(${valueSql(column)} AS INTEGER))`
      : `avg(${valueSql(column)})`;
  };
  const pipeline = columnOf(columns, 'pipeline');
  const rows = await query(`
    SELECT ${stage ?? 'told_stage'} AS stage, ${pipeline ? `coalesce(${valueSql(pipeline)}, '')` : "''"} AS pipeline,
      count(*) AS deals, ${mean('probability')} AS probability, ${mean('is_won')} AS won, ${mean('is_closed')} AS closed,
      min(rowid) AS first
    FROM ${inHistory ? stagesTold(raw, columns) : rawTable(raw)}
    GROUP BY 1, 2
    HAVING stage IS NOT NULL
    ORDER BY first
    LIMIT ${mostRead}`);
  return rows.map((row) => ({
    stage: String(row.stage),
    pipeline: String(row.pipeline),
    deals: Number(row.deals),
    probability: numberOrNull(row.probability),
    won: numberOrNull(row.won),
    closed: numberOrNull(row.closed),
    first: Number(row.first),
  }));
}

/** The rows of a file, once for each stage that the history in it tells. */
function stagesTold(raw: string, columns: readonly StagedColumn[]): string {
  const entries = historyEntriesSql({ columns: [...columns] }, (field) => field === 'stage');
  return `(SELECT rowid AS rowid, *, unnest(${entries})['value'] AS told_stage FROM ${rawTable(raw)})`;
}

/** The stage of a row: of a log with one row a field, only where the field is the stage. */
function stageSql(columns: readonly StagedColumn[]): string | null {
  const field = columnOf(columns, 'field');
  const stage = columnOf(columns, 'stage') ?? (field ? columnOf(columns, 'new_value') : undefined);
  if (!stage) return null;
  return field
    ? `CASE WHEN ${isTrackedField(presentSql(field), 'stage')} THEN ${valueSql(stage)} END`
    : valueSql(stage);
}

const casesToFollow = 20_000;

/** Moves between stages in a log, over a fixed part of the deals where there are many. */
export async function transitionsOf(
  query: Query,
  raw: string,
  kind: FileKind,
  columns: readonly StagedColumn[],
  rows: number,
): Promise<Transition[]> {
  const [id, at, stage, field] = ['id', 'at', 'stage', 'field'].map((name) => columnOf(columns, name));
  if (kind !== 'stage-history' || !id || !at || !stage || field) return [];
  const part = Math.max(1, Math.floor(rows / (casesToFollow * 5)));
  const name = identifier(id.column);
  const found = await query(`
    WITH visit AS (
      SELECT ${name} AS id, ${valueSql(stage)} AS stage, ${valueSql(at, 'TIMESTAMP')} AS "at", rowid AS "row"
      FROM ${rawTable(raw)}
      WHERE ${part > 1 ? `hash(${name}) % ${part} = 0 AND ` : ''}${name} IS NOT NULL
    ),
    move AS (SELECT stage AS "from", lead(stage) OVER (PARTITION BY id ORDER BY "at", "row") AS "to" FROM visit)
    SELECT "from", "to", count(*) AS moves
    FROM move
    WHERE "from" IS NOT NULL AND "to" IS NOT NULL AND "from" <> "to"
    GROUP BY 1, 2
    ORDER BY 3 DESC, 1, 2
    LIMIT 5000`);
  return found.map((row) => ({ from: String(row.from), to: String(row.to), count: Number(row.moves) }));
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
