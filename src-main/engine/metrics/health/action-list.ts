import { type Connection, Inline, type Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { ActionList, ActionListAnswer, ActionRow } from '#shared/results/health';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, keepExpression } from '../scope-sql';
import { openCheckConditions } from './check-conditions';
import { judgedDeals, learnJudging } from './judged';
import { learnedBefore } from './learned';
import openListSql from './open-list.sql?raw';
import openWordsSql from './open-words.sql?raw';
import revisitSql from './revisit.sql?raw';
import { revisitReasons } from './revisit-reasons';
import revisitWordsSql from './revisit-words.sql?raw';
import { touchWarnings } from './stale';

type Scope = Omit<MethodParams<'metric.actionList'>, 'rows'>;

/**
 * Deals to do something about, those with the most money to be expected first: stale ones; open ones older than nine in ten of the
 * wins (cleanup); lost ones that are due to be asked again (revisit); each owner's deals with what to do next (worklist).
 */
export async function actionList(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.actionList'>,
): Promise<ActionListAnswer> {
  const list = await foundDeals(connection, facts, scope);
  const rows = await connection.all<Row>(
    `WITH found AS MATERIALIZED (${list.sql}),
    total AS (
      SELECT count(*)::DOUBLE AS total, coalesce(sum(amount), 0)::DOUBLE AS total_value FROM found
    ),
    top AS MATERIALIZED (
      SELECT key, life, owner FROM found ORDER BY ${foundOrders[scope.list]} LIMIT ${scope.rows}
    ),
    listed AS MATERIALIZED (
      FROM (${placed('(FROM found WHERE owner IS NULL OR owner IN (SELECT owner FROM top))', scope.list)}) SEMI JOIN top USING (key, life)
    )
    SELECT t.*, l.*
    FROM total AS t
    LEFT JOIN (${list.words('listed')}) AS l ON true
    ORDER BY ${orders[scope.list]}`,
    list.params,
  );
  const total = Number(rows[0]?.total ?? 0);
  const ofDeals = scope.list === 'revisit' ? [] : touchWarnings(facts);
  return {
    ...answer('action-list', facts, scope, {
      n: total,
      rows: rows.filter(({ id }) => id !== null).map(actionRow),
      statement: {
        sql: `${allWords(list, scope.list)}\nORDER BY ${orders[scope.list]}`,
        params: list.params,
      },
      warnings: ofDeals,
    }),
    list: scope.list,
    total,
    totalValue: toCents(Number(rows[0]?.total_value ?? 0)),
    text: textOf(facts, scope),
  };
}

const byExpected = 'expected_value DESC NULLS LAST, amount DESC NULLS LAST, age_days DESC, key, life';
/** What comes first of the deals of one owner. */
const places: Readonly<Record<ActionList, string>> = {
  stale: byExpected,
  cleanup: byExpected,
  worklist: byExpected,
  revisit: 'amount DESC NULLS LAST, closed_at DESC, key, life',
};

/** Deals with their place among those of their owner. */
function placed(found: string, list: ActionList): string {
  return `SELECT row_number() OVER (PARTITION BY owner ORDER BY ${places[list]}) AS place, * FROM ${found}`;
}

/** How each list is sorted, by its own columns. */
export const orders: Readonly<Record<ActionList, string>> = {
  stale: 'amount DESC NULLS LAST, key, life',
  cleanup: 'age_days DESC, key, life',
  revisit: 'amount DESC NULLS LAST, lost DESC, key, life',
  worklist: 'owner NULLS LAST, place',
};

/** The same before places are known. */
const foundOrders: Readonly<Record<ActionList, string>> = {
  ...orders,
  worklist: `owner NULLS LAST, ${byExpected}`,
};

function allWords({ sql, words }: FoundDeals, list: ActionList): string {
  return words(`(${placed(`(${sql})`, list)})`);
}

type FoundDeals = Fragment & { words: (found: string) => string };

/** The list as SELECT, as it is shown. */
export async function actionListQuery(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<Fragment> {
  const list = await foundDeals(connection, facts, scope);
  return { sql: allWords(list, scope.list), params: list.params };
}

/**
 * The deals of a list as SELECT with key and life, out of narrow tables; what they are judged by is learned first. `words` is the
 * SELECT that describes those of a table or a query.
 */
export async function foundDeals(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<FoundDeals> {
  const asOf = scope.asOf ?? facts.asOf;
  await learnJudging(connection, facts, asOf, scope);
  if (scope.list !== 'revisit') return openList(facts, scope, scope.list);
  const keep = keepExpression(facts, scope);
  const isNarrow = narrowMacro('', facts, { ...scope, by: undefined }) !== '';
  const kept = isNarrow
    ? keep.sql
    : `(o.key, o.life) IN (SELECT o.key, o.life FROM weir.life($as_of::DATE) AS o WHERE ${keep.sql})`;
  return {
    sql: filled(revisitSql, {
      reasons: await revisitReasons(connection, facts),
      keep: kept || 'true',
      to_days: String(constants.revisitDays.to),
    }),
    words: (found) => filled(revisitWordsSql, { found }),
    params: { ...keep.params, as_of: new Inline(asOf) },
  };
}

function openList(facts: WorkspaceFacts, scope: Scope, list: Exclude<ActionList, 'revisit'>): FoundDeals {
  const deals = judgedDeals(facts, scope, scope);
  const { wonDays } = learnedBefore(facts, scope.asOf ?? facts.asOf);
  const where = {
    stale: 'o.is_stale',
    cleanup: wonDays === null ? 'false' : `o.age_days > ${wonDays}`,
    worklist: 'true',
  };
  const conditions = openCheckConditions(facts, scope.asOf ?? facts.asOf);
  return {
    sql: filled(openListSql, {
      deals: deals.sql,
      where: where[list],
      always: String(list === 'cleanup'),
      has_steps: String(conditions['no-next-step'] !== null),
    }),
    words: (found: string) =>
      filled(openWordsSql, {
        found,
        first: list === 'cleanup' ? "'Ask for a yes or a no, a last time, and close it'" : 'NULL',
        has_touches: String(facts.hasTouches),
      }),
    params: deals.params,
  };
}

/** In one go: what a value of the data says is not read again. */
function filled(sql: string, parts: Readonly<Record<string, string>>): string {
  return sql.replaceAll(/\{\{(\w+)\}\}/g, (named, name: string) => parts[name] ?? named).trim();
}

function textOf(facts: WorkspaceFacts, scope: Scope): string {
  const { wonDays } = learnedBefore(facts, scope.asOf ?? facts.asOf);
  const days = wonDays === null ? '' : Math.round(wonDays).toLocaleString('en');
  return {
    stale: 'Open deals beyond a limit, the largest first',
    cleanup:
      wonDays === null
        ? 'No deal was won yet, so that no age is beyond those of the won'
        : `Open longer than ${days} days, by which nine in ten of the wins have come; the oldest first`,
    revisit: `Lost ${constants.revisitDays.from} to ${constants.revisitDays.to} days ago for a reason that may have passed; the largest first`,
    worklist: 'What each owner does next, by the money still expected',
  }[scope.list];
}

function actionRow(row: Row): ActionRow {
  const text = (name: string) => (row[name] == null ? null : String(row[name]));
  const number = (name: string) => (row[name] == null ? null : Number(row[name]));
  const expected = number('expected_value');
  return {
    place: number('place'),
    id: String(row.id),
    life: Number(row.life),
    name: text('name'),
    account: text('account'),
    owner: text('owner'),
    stage: text('stage'),
    amount: number('amount'),
    action: text('action') ?? '',
    expectedValue: expected === null ? null : toCents(expected),
    winChance: number('chance'),
    ageDays: number('age_days'),
    daysInStage: number('days_in_stage'),
    limit: number('limit_of_stage'),
    lastTouch: text('touched'),
    daysSinceTouch: number('untouched_days'),
    expectedClose: text('expected_close'),
    nextStep: text('next_step'),
    nextStepDate: text('next_step_date'),
    lost: text('lost'),
    daysSinceLost: number('lost_days'),
    lossReason: text('loss_reason'),
  };
}
