import { type Connection, Inline, type Params } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { Plain } from '#engine/query/values';
import { WeirError } from '#shared/contract/errors';
import type { MethodParams } from '#shared/contract/methods';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import { behindCondition } from './behind';
import type { FieldColumn, WorkspaceFacts } from './facts';
import { toCents } from './group-by';
import { type Fragment, fieldColumn, keepExpression } from './scope-sql';

export type DealsQuery = Omit<MethodParams<'deals.list'>, 'offset' | 'limit'>;

/** The fixed columns of the grid, by the name a DealRow gives them. */
const fixed: Record<string, string> = {
  id: 'o.id',
  life: 'o.life',
  name: 'o.name',
  account: 'o.account',
  owner: 'o.owner',
  team: 'o.team',
  pipeline: 'o.pipeline',
  stage: 's.stage',
  kind: "coalesce(s.kind, 'open')",
  outcome: 'o.outcome',
  amount: 'o.amount',
  // Of an earlier day only the converted amount is known; the newest one is exact in its own currency.
  amountOwn: `CASE
    WHEN o.currency_rate IS NULL THEN o.amount
    WHEN abs(o.amount - o.amount_own * o.currency_rate) < 0.01 THEN o.amount_own
    ELSE round(o.amount / o.currency_rate, 2)
  END`,
  currency: 'o.currency',
  createdAt: 'o.started_at',
  expectedClose: 'o.expected_close',
  closedAt: 'o.closed_at',
  ageDays: 'weir.days(o.started_at, coalesce(o.closed_at, weir.looked_at($as_of::DATE)))',
  daysInStage:
    "CASE WHEN o.outcome = 'open' THEN weir.days(o.stage_entered_at, weir.looked_at($as_of::DATE)) END",
  lossReason: 'o.loss_reason',
  nextStep: 'o.next_step',
  nextStepDate: 'o.next_step_date',
  lastActivityAt: 'o.last_activity_at',
  evidence: 'o.evidence',
};

/** The columns' names as users know them. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const byFieldName = new Map(Object.entries(fixed).map(([name, sql]) => [snake(name), sql]));

/** Answers a question that may have been answered before. */
export type Recall = <T>(question: string, answer: () => Promise<T>) => Promise<T>;

/** One window of the deals that match, with how many match and what they are worth. */
export async function listDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  query: DealsQuery & { offset: number; limit: number },
  recall: Recall = (_question, answer) => answer(),
): Promise<DealsResult> {
  const from = dealsFrom(facts, query);
  const extras = query.columns.map((name) => fieldColumn(facts, name));
  const select = [
    ...Object.entries(fixed).map(([name, sql]) => `${sql} AS ${identifier(name)}`),
    ...extras.map((column, i) => `o.${identifier(column.field)} AS extra_${i}`),
  ].join(', ');
  const rows = await connection.all(
    `SELECT ${select} ${from.sql} ORDER BY ${orderBy(facts, query)} LIMIT ${query.limit} OFFSET ${query.offset}`,
    from.params,
  );
  // Scrolling and sorting leave the totals as they are.
  const totals = await recall(`totals ${JSON.stringify(from)}`, () =>
    connection.one<{ total: number; value: number }>(
      `SELECT count(*) AS total, coalesce(sum(o.amount), 0)::DOUBLE AS value ${from.sql}`,
      from.params,
    ),
  );
  return {
    rows: rows.map((row) => dealRow(row, extras)),
    total: totals.total,
    totalValue: toCents(totals.value),
    columns: facts.fields,
  };
}

/** SELECT of every column of the matching deals, in order, for an export. */
export function dealsExportQuery(facts: WorkspaceFacts, query: DealsQuery): Fragment {
  const from = dealsFrom(facts, query);
  const columns = facts.fields.map((column) => {
    const name = `o.${identifier(column.field)}`;
    const value = column.field === 'stage' ? 's.stage' : name;
    return `${column.type === 'text' ? formulaSafe(value) : value} AS ${identifier(column.field)}`;
  });
  return {
    sql: `SELECT ${columns.join(', ')} ${from.sql} ORDER BY ${orderBy(facts, query)}`,
    params: from.params,
  };
}

/** A spreadsheet runs cells that begin with these signs; an apostrophe in front makes them text. */
function formulaSafe(value: string): string {
  return `CASE WHEN regexp_matches(${value}, '^[=+\\-@\\t\\r]') THEN '''' || ${value} ELSE ${value} END`;
}

/** FROM and WHERE of a deals query; `o` is the deal as of the day, `s` its stage. */
export function dealsFrom(facts: WorkspaceFacts, query: DealsQuery): Fragment {
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
      `(${['name', 'account', 'owner', 'id'].map((f) => `contains(lower(o.${f}), $search)`).join(' OR ')})`,
    );
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join('\n  AND ')}` : '';
  return {
    sql: `FROM weir.deal($as_of::DATE) AS o\nLEFT JOIN weir.stage AS s ON s.stage_id = o.stage_id\n${where}`,
    params,
  };
}

function orderBy(facts: WorkspaceFacts, query: DealsQuery): string {
  const direction = query.descending ? 'DESC' : 'ASC';
  return `${sortColumn(facts, query.sort)} ${direction} NULLS LAST, o.key, o.life`;
}

function sortColumn(facts: WorkspaceFacts, sort: string): string {
  const own = fixed[sort] ?? byFieldName.get(sort);
  if (own) return own === 's.stage' ? 's.rank' : own;
  try {
    return `o.${identifier(fieldColumn(facts, sort).field)}`;
  } catch (error) {
    if (error instanceof WeirError) throw error;
    throw new WeirError(
      { code: 'unknown-field', message: `Deals cannot be sorted by "${sort}".` },
      { cause: error },
    );
  }
}

export function dealRow(row: Record<string, Plain>, extras: FieldColumn[]): DealRow {
  const { ...fields } = row;
  const extra: Record<string, string | number | boolean | null> = {};
  for (const [i, column] of extras.entries()) {
    extra[column.field] = fields[`extra_${i}`] as string | number | boolean | null;
    delete fields[`extra_${i}`];
  }
  return { ...(fields as unknown as DealRow), ...(extras.length > 0 ? { extra } : {}) };
}

/** SELECT list and source of one deal, for its own page. */
export const dealColumns = Object.entries(fixed)
  .map(([name, sql]) => `${sql} AS ${identifier(name)}`)
  .join(', ');
