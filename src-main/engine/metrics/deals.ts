import { type Connection, Inline, type Params, type Row } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { MethodParams } from '#shared/contract/methods';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import { behindCondition } from './behind';
import {
  type DealColumn,
  dealRow,
  extraColumns,
  fixedColumns,
  selectList,
  sortExpression,
} from './deal-columns';
import type { WorkspaceFacts } from './facts';
import { toCents } from './group-by';
import { type Fragment, fieldColumn, keepExpression } from './scope-sql';

export type DealsQuery = Omit<MethodParams<'deals.list'>, 'offset' | 'limit'>;
type WindowQuery = DealsQuery & { offset: number; limit: number };

/** Answers a question that may have been answered before. */
export type Recall = <T>(question: string, answer: () => Promise<T>) => Promise<T>;

/** One window of the deals that match, with how many match and what they are worth. */
export async function listDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
  recall: Recall = (_question, answer) => answer(),
): Promise<DealsResult> {
  const from = dealsFrom(facts, query);
  // Scrolling and sorting leave the totals as they are.
  const counting = recall(`totals ${JSON.stringify(from)}`, () =>
    connection.beside((other) =>
      other.one<{ total: number; value: number }>(
        `SELECT count(*) AS total, coalesce(sum(o.amount), 0)::DOUBLE AS value ${from.sql}`,
        from.params,
      ),
    ),
  );
  const [rows, { total, value }] = await Promise.all([windowOf(connection, facts, query), counting]);
  return { rows, total, totalValue: toCents(value), columns: facts.fields };
}

/**
 * Rows of one window. The deals in it are found by the few columns that this takes; what no history changes, and that
 * is most of a row, is then read for them alone.
 */
async function windowOf(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
): Promise<DealRow[]> {
  const extras = query.columns.map((name) => fieldColumn(facts, name));
  const columns = [...fixedColumns, ...extraColumns(extras)];
  const found = await foundDeals(
    connection,
    facts,
    query,
    columns.filter((column) => column.replayed),
  );
  if (found.length === 0) return [];
  const lasting = await connection.all(
    `SELECT o.key AS key, ${selectList(columns.filter((column) => !column.replayed))}
    FROM weir.lives AS o
    WHERE o.key IN (${found.map((row) => row.key).join(', ')})`,
  );
  const ofLife = new Map(lasting.map((row) => [`${row.key} ${row.life}`, row]));
  return found.map((row) => dealRow({ ...ofLife.get(`${row.key} ${row.life}`), ...row }, extras));
}

/** The deals of one window in order, by key and life, with their values of the as-of day. */
async function foundDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
  replayed: readonly DealColumn[],
): Promise<Row[]> {
  const from = dealsFrom(facts, query, [sortExpression(facts, query.sort)]);
  const order = orderBy(facts, query);
  return connection.all(
    `WITH found AS (
      SELECT o.* ${from.sql} ORDER BY ${order} LIMIT ${query.limit} OFFSET ${query.offset}
    )
    SELECT o.key AS key, o.life AS life, ${selectList(replayed)}
    FROM (
      SELECT o.* REPLACE (coalesce(v.entered_at, o.stage_entered_at) AS stage_entered_at)
      FROM found AS o
      LEFT JOIN weir.stage_entry($as_of::DATE) AS v ON v.key = o.key AND v.life = o.life
    ) AS o
    LEFT JOIN weir.stage AS s ON s.stage_id = o.stage_id
    ORDER BY ${order}`,
    from.params,
  );
}

/** SELECT of every column of the matching deals, in order, for an export. */
export function dealsExportQuery(facts: WorkspaceFacts, query: DealsQuery): Fragment {
  const columns = facts.fields.map((column) => {
    const value = `o.${identifier(column.field)}`;
    return `${column.type === 'text' ? formulaSafe(value) : value} AS ${identifier(column.field)}`;
  });
  const from = dealsFrom(facts, query, [sortExpression(facts, query.sort)]);
  return {
    sql: `SELECT ${columns.join(', ')} ${from.sql} ORDER BY ${orderBy(facts, query)}`,
    params: from.params,
  };
}

/** A spreadsheet runs cells that begin with these signs; an apostrophe in front makes them text. */
function formulaSafe(value: string): string {
  return `CASE WHEN regexp_matches(${value}, '^[=+\\-@\\t\\r]') THEN '''' || ${value} ELSE ${value} END`;
}

/**
 * FROM and WHERE of a deals query; `o` is the deal as of the day. The stage `s`, and when the deal came into it, are
 * there where one of the `expressions` asks for them: joining a million deals costs more than reading them.
 */
export function dealsFrom(
  facts: WorkspaceFacts,
  query: DealsQuery,
  expressions: readonly string[] = [],
): Fragment {
  const uses = (text: string) => expressions.some((expression) => expression.includes(text));
  const macro = uses('o.stage_entered_at') ? 'deal' : 'life';
  const stage = uses('s.') ? '\nLEFT JOIN weir.stage AS s ON s.stage_id = o.stage_id' : '';
  const { sql, params } = matching(facts, query);
  return { sql: `\nFROM weir.${macro}($as_of::DATE) AS o${stage}${sql ? `\nWHERE ${sql}` : ''}`, params };
}

/** The condition on a deal `o` that the query puts. */
function matching(facts: WorkspaceFacts, query: DealsQuery): Fragment {
  const params: Params = { as_of: new Inline(query.asOf ?? facts.asOf) };
  const conditions: string[] = [];
  const keep = keepExpression(facts, query);
  Object.assign(params, keep.params);
  if (keep.sql) conditions.push(keep.sql);
  if (query.behind) {
    const behind = behindCondition(facts, query, query.behind);
    Object.assign(params, behind.params);
    conditions.push(behind.sql);
  }
  if (query.group) {
    const column = `o.${identifier(fieldColumn(facts, query.group.field).field)}`;
    params.group_value = query.group.value;
    conditions.push(`${column}::VARCHAR IS NOT DISTINCT FROM $group_value`);
  }
  if (query.outcome)
    conditions.push(query.outcome === 'closed' ? "o.outcome <> 'open'" : `o.outcome = '${query.outcome}'`);
  if (query.search?.trim()) {
    params.search = query.search.trim().toLowerCase();
    conditions.push(
      '(o.key IN (SELECT key FROM weir.search_text WHERE contains(text, $search)) OR contains(lower(o.owner), $search))',
    );
  }
  return { sql: conditions.join('\n  AND '), params };
}

function orderBy(facts: WorkspaceFacts, query: DealsQuery): string {
  const direction = query.descending ? 'DESC' : 'ASC';
  return `${sortExpression(facts, query.sort)} ${direction} NULLS LAST, o.key, o.life`;
}
