import type { Params } from '#engine/query/connection';
import type { Rule, RuleKind, RulePack } from '#shared/model/rule-pack';
import { dueBands } from '#shared/results/rules';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { heldFollowUps, openMacro } from '../recent/held-months';
import { type Fragment, macroArguments } from '../scope-sql';
import type { FollowUpSource } from './follow-ups';
import { followUpArguments, limitsOf } from './rule-sql';

/** A day and a rule in one number, so that of several rules that take a deal on one day the first one counts. */
export const rulesAtMost = 8;

/**
 * Counts of each rule for itself and (rule NULL) of the nearest, then the deals whose limit comes next: the nearest and then
 * the largest first, those past it at the end. Open is at most one life of a deal.
 */
export function countdownStatement(
  facts: WorkspaceFacts,
  scope: MetricScope,
  pack: RulePack,
  { followUps, limit }: { followUps: FollowUpSource; limit: number },
): Fragment {
  const due = dueStatement(facts, scope, pack, followUps);
  return { sql: countdownSql(due.sql, pack.rules, limit), params: due.params };
}

function countdownSql(due: string, rules: readonly Rule[], limit: number): string {
  const each = [...rules.keys()];
  const has = (kind: RuleKind) => rules.some((rule) => rule.kind === kind);
  const owned = 'owner IS NOT NULL';
  // Only capacity asks for an owner.
  const ofOwned = has('capacity') ? `CASE WHEN d.${owned} THEN d.began END` : 'NULL';
  const beginning = has('not-closed') ? 'd.began' : ofOwned;
  const band = (rule: number | null) =>
    `SELECT 'count' AS part, ${rule ?? 'NULL'} AS rule, band_${rule ?? 'of_all'} AS band, sum(n)::INTEGER AS deals,
      coalesce(sum(value), 0)::DOUBLE AS value, coalesce(sum(n) FILTER (is_quiet), 0)::INTEGER AS quiet
    FROM counted ${rule !== null && rules[rule]?.kind === 'capacity' ? 'WHERE is_owned' : ''} GROUP BY band`;
  const order = 'days_left <= 0, abs(days_left), amount DESC NULLS LAST, key';
  return `WITH due AS MATERIALIZED (
      SELECT *, least(${each.map((i) => `left_${i}`).join(', ')}) AS days_left
      FROM (SELECT *, ${rules.map((rule, i) => `${daysLeft(rule, i)} AS left_${i}`).join(', ')} ${due})
      ${rules.every(({ kind }) => kind === 'capacity') ? `WHERE ${owned}` : ''}
    ),
    counted AS MATERIALIZED (
      SELECT ${[...each.map((i) => `${bandOf(`left_${i}`)} AS band_${i}`), `${bandOf('days_left')} AS band_of_all`].join(', ')},
        ${owned} AS is_owned, followed_on IS NULL AS is_quiet, count(*) AS n, sum(amount) AS value
      FROM due GROUP BY ALL
    ),
    shown AS (
      SELECT *, row_number() OVER () AS place
      FROM (FROM due WHERE days_left IS NOT NULL ORDER BY ${order} LIMIT ${limit})
    )
    ${[...each, null].map(band).join(' UNION ALL ')}
    UNION ALL BY NAME
    FROM (
      SELECT 'deal' AS part, w.id, w.name, n.stage,
        CASE WHEN p.key IS NOT NULL THEN p.owner::VARCHAR ELSE w.owner END AS owner, d.life, d.amount::DOUBLE AS amount,
        greatest(d.followed_on, ${beginning}) AS followed_on,
        least(${each.map((i) => `left_${i} * ${rulesAtMost} + ${i}`).join(', ')}) AS nearest,
        ${each.map((i) => `left_${i}`).join(', ')}
      FROM shown AS d
      JOIN weir.opportunity AS w ON w.key = d.key
      LEFT JOIN weir.past_at($as_of::DATE) AS p ON p.key = d.key
      LEFT JOIN weir.stage AS n ON n.stage_id = CASE WHEN p.key IS NOT NULL THEN p.stage_id ELSE w.stage_id END
      ORDER BY place
    )`;
}

/** FROM the open deals of the scope, read once for all rules. */
function dueStatement(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { rules }: RulePack,
  source: FollowUpSource,
): Fragment {
  const args = macroArguments(facts, scope, { period: false });
  const limits = limitsOf(facts, rules);
  const params: Params = { ...args.params, ...limits.params };
  const kinds = new Set(rules.map(({ kind }) => kind));
  const fields = rules.flatMap(({ by }) => by?.field ?? []);
  const wanted = { ...scope, where: [...scope.where, ...fields.map(anyOf)] };
  const isHeld = !kinds.has('no-follow-up') || heldFollowUps(facts, scope) === source.source;
  const macro = isHeld
    ? openMacro('due_deal', facts, wanted)
    : `weir.${narrowMacro('due_deal', facts, wanted)}`;
  const asked = [
    args.sql,
    `limits_of := ${limits.sql}`,
    `follows := ${kinds.has('no-follow-up')}`,
    `crowds := ${kinds.has('capacity')}`,
    followUpArguments(source, params),
  ];
  return { sql: `FROM ${macro}(${asked.join(', ')})`, params };
}

/** Names a field for its macro, not for its values. */
const anyOf = (field: string) => ({ field, values: [] });

/** The days that a rule leaves a deal of weir.due_deal: one of a full owner is over, of another nothing is known. */
function daysLeft({ kind }: Rule, at: number): string {
  const most = `most[${at + 1}]`;
  if (kind === 'capacity') return `CASE WHEN others >= ${most} THEN 0 END`;
  return `${most} - ${kind === 'no-follow-up' ? 'unfollowed' : 'aged'}`;
}

function bandOf(days: string): string {
  const bands = dueBands.map(
    ({ to }, i) => `WHEN ${days} ${to === null ? 'IS NOT NULL' : `<= ${to}`} THEN ${i}`,
  );
  return `CASE ${bands.join(' ')} END`;
}
