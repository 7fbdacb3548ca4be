import { type Connection, Inline, type Params } from '#engine/query/connection';
import { formulaSafe } from '#engine/query/formula-safe';
import { identifier } from '#engine/query/sql-text';
import type { MethodParams } from '#shared/contract/methods';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import { behindCondition, behindFunnel, isNarrowBehind } from './behind';
import { dealRow, extraColumns, fixedColumns, selectList, sortExpression } from './deal-columns';
import type { WorkspaceFacts } from './facts';
import { toCents } from './group-by';
import { behindHealth, isOfHealth } from './health/behind-health';
import { lifeQuery } from './life-query';
import { isNarrow } from './narrow-macro';
import { type Fragment, fieldColumn, keepExpression } from './scope-sql';

export type DealsQuery = Omit<MethodParams<'deals.list'>, 'offset' | 'limit'> & {
  /** What is behind, where that has to be found out first; see `settled`. */
  condition?: Fragment;
};
type WindowQuery = DealsQuery & { offset: number; limit: number };

/** One window of the deals that match, with how many match and what they are worth. */
export async function listDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
): Promise<DealsResult> {
  const { found, total, value } = await findDeals(connection, facts, await settled(connection, facts, query));
  const rows = found.length === 0 ? [] : await rowsOf(connection, facts, query, found);
  return { rows, total, totalValue: toCents(value), columns: facts.fields };
}

/** The query with the condition of what is behind it, where that rests on what has to be learned from the data first. */
export async function settled<Query extends DealsQuery>(
  connection: Connection,
  facts: WorkspaceFacts,
  query: Query,
): Promise<Query> {
  if (!isOfHealth(query.behind)) return query;
  return { ...query, condition: await behindHealth(connection, facts, query, query.behind) };
}

type Found = { key: number; life: number };
type FoundRow = { total: number; value: number; key: number | null; life: number | null };

/** Which deals are in the window, in their order, by as few columns as tell. */
async function findDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
): Promise<{ found: Found[]; total: number; value: number }> {
  const { sql, params, sort } =
    funnelFrom(facts, query) ?? narrowFrom(facts, query) ?? wideFrom(facts, query);
  const order = `sort ${query.descending ? 'DESC' : 'ASC'} NULLS LAST, key, life`;
  const rows = await connection.all<FoundRow>(
    `WITH matching AS MATERIALIZED (
      SELECT o.key, o.life, o.amount, ${sort} AS sort ${sql}
    ),
    total AS (
      SELECT count(*) AS total, coalesce(sum(amount), 0)::DOUBLE AS value FROM matching
    ),
    shown AS (
      SELECT key, life, row_number() OVER () AS place
      FROM (FROM matching ORDER BY ${order} LIMIT ${query.limit} OFFSET ${query.offset})
    )
    SELECT total, value, key, life FROM total LEFT JOIN shown ON true ORDER BY place`,
    params,
  );
  const found = rows.flatMap(({ key, life }) => (key === null || life === null ? [] : [{ key, life }]));
  return { found, total: rows[0]?.total ?? 0, value: rows[0]?.value ?? 0 };
}

/** The rows of the deals found, in their order, as they were known on the day. */
async function rowsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  query: WindowQuery,
  found: readonly Found[],
): Promise<DealRow[]> {
  const asOf = '$as_of::DATE';
  const extras = query.columns.map((name) => fieldColumn(facts, name));
  const rows = await connection.all(
    `WITH asked AS MATERIALIZED (
      FROM weir.lives WHERE key IN (${found.map(({ key }) => key).join(', ')})
    ),
    known AS (
      ${lifeQuery('asked', asOf)}
    )
    SELECT o.key AS key, o.life AS life, ${selectList([...fixedColumns, ...extraColumns(extras)])}
    FROM (
      SELECT o.* REPLACE (coalesce(v.entered_at, o.stage_entered_at) AS stage_entered_at)
      FROM known AS o
      LEFT JOIN weir.stage_entry(${asOf}) AS v ON v.key = o.key AND v.life = o.life
    ) AS o
    LEFT JOIN weir.stage AS s ON s.stage_id = o.stage_id`,
    { as_of: new Inline(query.asOf ?? facts.asOf) },
  );
  const ofLife = new Map(rows.map((row) => [`${row.key} ${row.life}`, row]));
  return found.flatMap(({ key, life }) => {
    const row = ofLife.get(`${key} ${life}`);
    return row ? [dealRow(row, extras)] : [];
  });
}

/** FROM, WHERE and the expression to sort by. */
type Finder = Fragment & { sort: string };

function wideFrom(facts: WorkspaceFacts, query: DealsQuery): Finder {
  const sort = sortExpression(facts, query.sort);
  return { ...dealsFrom(facts, query, [sort]), sort };
}

/** What weir.narrow_life can be sorted by. */
const narrowSorts: Record<string, string> = {
  amount: 'o.amount',
  ageDays: 'coalesce(o.closed, weir.looked_tick($as_of::DATE)) - o.started',
};

/** The same over the narrow tables, where they know all that is asked for; null where not. */
function narrowFrom(facts: WorkspaceFacts, query: DealsQuery): Finder | null {
  const sort = narrowSorts[query.sort.replace('age_days', 'ageDays')];
  const named = [...query.where.map(({ field }) => field), ...(query.group ? [query.group.field] : [])];
  if (!sort || !named.every((name) => isNarrow(facts, name)) || !isNarrowBehind(query.behind)) return null;
  const outcome = query.outcome && narrowOutcomes[query.outcome];
  const { sql, params } = matching(facts, query, outcome ? [outcome] : []);
  return { sql: `\nFROM weir.narrow_life_at($as_of::DATE) AS o${sql ? `\nWHERE ${sql}` : ''}`, params, sort };
}

/** The deals behind a funnel by amount, where that is all that is asked for: the funnel's own rows tell. */
function funnelFrom(facts: WorkspaceFacts, query: DealsQuery): Finder | null {
  const { behind, group, outcome, search, sort } = query;
  if (behind?.metric !== 'funnel' || group || outcome || search?.trim() || sort !== 'amount') return null;
  const { sql, params } = behindFunnel(facts, query, behind);
  return { sql: `\nFROM (${sql}) AS o`, params, sort: 'o.amount' };
}

const narrowOutcomes: Record<string, string> = {
  won: 'o.fate = 1',
  lost: 'o.fate = 2',
  open: 'o.fate = 3',
  closed: 'o.fate < 3',
};

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
  const { sql, params } = matching(facts, query, outcomeConditions(query.outcome));
  return { sql: `\nFROM weir.${macro}($as_of::DATE) AS o${stage}${sql ? `\nWHERE ${sql}` : ''}`, params };
}

function outcomeConditions(outcome: DealsQuery['outcome']): string[] {
  if (!outcome) return [];
  return [outcome === 'closed' ? "o.outcome <> 'open'" : `o.outcome = '${outcome}'`];
}

/** The condition on a deal `o` that the query puts, beside those given. */
function matching(facts: WorkspaceFacts, query: DealsQuery, given: readonly string[]): Fragment {
  const params: Params = { as_of: new Inline(query.asOf ?? facts.asOf) };
  const conditions = [...given];
  // Changes weigh filter and group by the days they compare: a deal may have gone to another owner since.
  const isOfTwoDays = query.behind?.metric === 'changes' || query.behind?.metric === 'slippage';
  const keep = isOfTwoDays ? { sql: '', params: {} } : keepExpression(facts, query);
  Object.assign(params, keep.params);
  if (keep.sql) conditions.push(keep.sql);
  if (query.behind) {
    const behind = query.condition ?? behindCondition(facts, query, query.behind, query.group);
    Object.assign(params, behind.params);
    conditions.push(behind.sql);
  }
  if (query.group && !isOfTwoDays) {
    const column = `o.${identifier(fieldColumn(facts, query.group.field).field)}`;
    params.group_value = query.group.value;
    conditions.push(`${column}::VARCHAR IS NOT DISTINCT FROM $group_value`);
  }
  if (query.search?.trim()) {
    params.search = query.search.trim().toLowerCase();
    conditions.push(
      `(o.key IN (SELECT key FROM weir.search_text WHERE contains(text, $search))
        OR o.owner IN (SELECT owner FROM weir.owner_name WHERE contains(lower(owner::VARCHAR), $search)))`,
    );
  }
  return { sql: conditions.join('\n  AND '), params };
}

function orderBy(facts: WorkspaceFacts, query: DealsQuery): string {
  const direction = query.descending ? 'DESC' : 'ASC';
  return `${sortExpression(facts, query.sort)} ${direction} NULLS LAST, o.key, o.life`;
}
