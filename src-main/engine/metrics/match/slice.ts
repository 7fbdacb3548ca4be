import { Inline, type Params } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { MatchBehind, MatchPart } from '#shared/results/match';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { type Fragment, fieldColumn, keepExpression } from '../scope-sql';

const parts: Record<MatchPart, string> = {
  all: 'true',
  won: "o.outcome = 'won'",
  lost: "o.outcome = 'lost'",
  closed: "o.outcome <> 'open'",
  open: "o.outcome = 'open'",
};

/** Whether a life `o` is the last one that was known of its deal on the day. */
export const isNewest = '(o.next_life_at IS NULL OR o.next_life_at >= weir.until($as_of::DATE))';

/** The moment of a dated field of a life `o`; that of creation is where its clock starts. */
export function momentOf(facts: WorkspaceFacts, dateField: string): string {
  const { field } = fieldColumn(facts, dateField);
  return field === 'created_at' ? 'o.started_at' : `o.${identifier(field)}::TIMESTAMP`;
}

/** The condition on a life `o` that holds for the deals behind a figure. */
export function behindMatch(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { part, dateField, newest }: Extract<MatchBehind, { metric: 'match' }>,
): Fragment {
  const conditions = [...(part === 'all' ? [] : [parts[part]]), ...(newest ? [isNewest] : [])];
  if (dateField !== null) {
    const moment = momentOf(facts, dateField);
    conditions.push(`${moment} IS NOT NULL AND weir.in_period(${moment}, $from_day::DATE, $to_day::DATE)`);
  }
  const params: Params = { from_day: new Inline(scope.from ?? null), to_day: new Inline(scope.to ?? null) };
  return { sql: conditions.length > 0 ? conditions.join('\n  AND ') : 'true', params };
}

/** The columns of a life `o` that figures are made of; `days` from its start to its end, or to the as-of day. */
export const figureColumns = `o.outcome, o.amount, o.amount_own, o.probability,
    CASE
      WHEN coalesce(o.closed_at, weir.looked_at($as_of::DATE)) >= o.started_at
        THEN weir.days(o.started_at, coalesce(o.closed_at, weir.looked_at($as_of::DATE)))
    END AS days`;

/** What is counted of deals `o` with the columns above. */
export const countedColumns = `count(*) AS deals,
    coalesce(sum(o.amount), 0)::DOUBLE AS amount,
    count(o.amount) AS priced,
    coalesce(sum(o.amount_own), 0)::DOUBLE AS amount_own,
    coalesce(sum(o.amount * CASE WHEN o.probability > 1 THEN o.probability / 100 ELSE o.probability END), 0) AS weighted,
    coalesce(sum(o.days), 0) AS days,
    count(o.days) AS dated`;

/** The statement that gives one figure: `expression` over the deals of a scope and its period, counted by outcome or not. */
export function figureStatement(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<MatchBehind, { metric: 'match' }>,
  { expression, counted }: { expression: string; counted: boolean },
): Fragment {
  const keep = keepExpression(facts, scope);
  const slice = behindMatch(facts, scope, { ...behind, part: 'all' });
  const conditions = [slice.sql, keep.sql].filter((sql) => sql !== 'true' && sql !== '');
  const where = conditions.length > 0 ? `\n  WHERE ${conditions.join('\n  AND ')}` : '';
  const deals = `SELECT ${figureColumns}\n  FROM weir.life($as_of::DATE) AS o${where}`;
  const rows = counted
    ? `SELECT o.outcome, ${countedColumns}\n  FROM (\n  ${deals}\n  ) AS o\n  GROUP BY o.outcome`
    : deals;
  return {
    sql: `SELECT ${expression} AS figure\nFROM (\n  ${rows}\n) AS o`,
    params: { as_of: new Inline(scope.asOf ?? facts.asOf), ...slice.params, ...keep.params },
  };
}
