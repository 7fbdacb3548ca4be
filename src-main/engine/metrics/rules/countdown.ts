import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import { type CountdownRow, type DueDeal, dueBands, type RuleCountdownAnswer } from '#shared/results/rules';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { followUpSource, followUpWarnings } from './follow-ups';
import { packRows } from './rule-sql';

type Counted = Row & {
  rule: number | null;
  band: number | null;
  deals: number;
  value: number;
  quiet: number;
};
type Due = Row & {
  id: string;
  life: number;
  name: string | null;
  owner: string | null;
  stage: string | null;
  amount: number | null;
  nearest: number;
  followed_on: string | null;
};
type Found = Counted & Due & { part: 'count' | 'deal' };

/** Open deals of the scope by the days that each rule of the pack leaves them, and those that are taken next. */
export async function ruleCountdown(
  connection: Connection,
  facts: WorkspaceFacts,
  { pack, limit, ...scope }: MethodParams<'metric.ruleCountdown'>,
): Promise<RuleCountdownAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const source = await followUpSource(connection, facts, pack.followUp, asOf);
  const statement = packRows(facts, scope, pack, { followUps: source, form: 'due' });
  const found = await connection.all<Found>(
    countdownSql(statement.sql, pack.rules.length, limit),
    statement.params,
  );
  const counted = found.filter(({ part }) => part === 'count');
  const deals = found.filter(({ part }) => part === 'deal').map((row) => dueDeal(row, pack.rules.length));
  const rows = [null, ...pack.rules.keys()].map((rule): CountdownRow => rowOf(rule, pack.rules, counted));
  const open = Math.max(...rows.map((row) => row.open));
  const followed = pack.rules.findIndex(({ kind }) => kind === 'no-follow-up');
  const without = counted.filter(({ rule }) => rule === followed).reduce((sum, { quiet }) => sum + quiet, 0);
  const followUps = { ...source, without };
  return {
    ...answer('ruleCountdown', facts, scope, {
      n: open,
      rows,
      statement,
      warnings: followed < 0 ? [] : followUpWarnings(followUps, open),
    }),
    followUps,
    deals,
  };
}

const band = `CASE ${dueBands.map(({ to }, i) => (to === null ? `WHEN days_left IS NOT NULL THEN ${i}` : `WHEN days_left <= ${to} THEN ${i}`)).join(' ')} END`;

/** A day and a rule in one number, so that of several rules that take a deal on one day the first one counts. */
const rulesAtMost = 8;

/**
 * Counts of each rule for itself and (rule NULL) of the nearest, then the deals whose limit comes next: the nearest and then
 * the largest first, those past it at the end. Open is at most one life of a deal.
 */
function countdownSql(sql: string, rules: number, limit: number): string {
  const left = Array.from({ length: rules }, (_, i) => `max(days_left) FILTER (rule = ${i}) AS left_${i}`);
  const order = `days_left <= 0, abs(days_left), amount DESC NULLS LAST, key`;
  return `WITH due AS MATERIALIZED (${sql}),
    deal AS MATERIALIZED (
      SELECT key, any_value(life) AS life, any_value(amount) AS amount, max(followed_on) AS followed_on,
        min(days_left) AS days_left, min(days_left * ${rulesAtMost} + rule) AS nearest, ${left.join(', ')}
      FROM due GROUP BY key
    ),
    shown AS (
      SELECT *, row_number() OVER () AS place
      FROM (FROM deal WHERE days_left IS NOT NULL ORDER BY ${order} LIMIT ${limit})
    )
    SELECT 'count' AS part, rule, ${band} AS band, count(*)::INTEGER AS deals, coalesce(sum(amount), 0) AS value,
      count(*) FILTER (followed_on IS NULL)::INTEGER AS quiet
    FROM due GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'count' AS part, ${band} AS band, count(*)::INTEGER AS deals, coalesce(sum(amount), 0) AS value, 0 AS quiet
    FROM deal GROUP BY ALL
    UNION ALL BY NAME
    FROM (
      SELECT 'deal' AS part, w.id, w.name, n.stage,
        CASE WHEN p.key IS NOT NULL THEN p.owner::VARCHAR ELSE w.owner END AS owner, d.* EXCLUDE (key, days_left)
      FROM shown AS d
      JOIN weir.opportunity AS w ON w.key = d.key
      LEFT JOIN weir.past_at($as_of::DATE) AS p ON p.key = d.key
      LEFT JOIN weir.stage AS n ON n.stage_id = CASE WHEN p.key IS NOT NULL THEN p.stage_id ELSE w.stage_id END
      ORDER BY place
    )`;
}

function rowOf(
  rule: number | null,
  rules: MethodParams<'metric.ruleCountdown'>['pack']['rules'],
  counted: readonly Counted[],
): CountdownRow {
  const own = counted.filter((row) => row.rule === rule);
  const of = rule === null ? undefined : rules[rule];
  return {
    rule,
    kind: of?.kind ?? null,
    limit: of?.limit ?? null,
    open: own.reduce((sum, { deals }) => sum + deals, 0),
    bands: dueBands.map((_, i) => {
      const found = own.find((row) => row.band === i);
      return { count: found?.deals ?? 0, value: toCents(found?.value ?? 0) };
    }),
    none: own.find((row) => row.band === null)?.deals ?? 0,
  };
}

function dueDeal(row: Due, rules: number): DueDeal {
  const { id, life, name, owner, stage, amount, nearest } = row;
  const rule = ((nearest % rulesAtMost) + rulesAtMost) % rulesAtMost;
  const daysOf = (of: number) => {
    const days = row[`left_${of}`];
    return typeof days === 'number' ? days : null;
  };
  return {
    id,
    life,
    name,
    owner,
    stage,
    amount,
    rule,
    daysLeft: (nearest - rule) / rulesAtMost,
    left: Array.from({ length: rules }, (_, of) => daysOf(of)),
    followedOn: row.followed_on,
  };
}
