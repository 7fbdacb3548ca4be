import { Inline, type Params } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { Rule, RuleKind, RulePack } from '#shared/model/rule-pack';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, fieldColumn, macroArguments } from '../scope-sql';
import type { FollowUpSource } from './follow-ups';

const names: Record<RuleKind, string> = {
  'no-follow-up': 'no_follow_up',
  'not-closed': 'not_closed',
  capacity: 'capacity',
};

/**
 * One row for each deal and rule of the pack: `rule_…` over all deals of the scope (reached, taken_on), `due_…` over the open
 * ones (reached, days_left). `grp` (of `rule_…`) is the value of the rule's field.
 */
export function packRows(
  facts: WorkspaceFacts,
  scope: MetricScope,
  pack: RulePack,
  {
    followUps,
    form,
    rule: only,
  }: { followUps: FollowUpSource; form: 'rule' | 'due'; rule?: number | undefined },
): Fragment {
  const params: Params = {};
  const columns =
    form === 'rule'
      ? 'key, life, grp, amount::DOUBLE AS amount, fate, over, reached, taken_on'
      : 'key, life, amount::DOUBLE AS amount, followed_on, days_left';
  const parts = pack.rules.flatMap((rule, at) => {
    if (only !== undefined && only !== at) return [];
    const asked = { ...scope, by: rule.by?.field };
    const args = macroArguments(facts, asked, { period: form === 'rule' });
    const most = mostExpression(facts, rule, at);
    Object.assign(params, args.params, most.params);
    const source = rule.kind === 'no-follow-up' ? `, ${followUpArguments(followUps, params)}` : '';
    const macro = narrowMacro(`${form}_${names[rule.kind]}`, facts, asked);
    const quiet = form === 'due' ? '' : rule.kind === 'no-follow-up' ? ', quiet' : ', false AS quiet';
    return [
      `SELECT ${at}::UTINYINT AS rule, ${columns}${quiet} FROM weir.${macro}(${args.sql}, limit_of := ${most.sql}${source})`,
    ];
  });
  return { sql: parts.join('\nUNION ALL\n'), params };
}

/** Which follow-ups count, and since when. */
export function followUpArguments({ source, since }: FollowUpSource, params: Params): string {
  if (since === null) return `source := '${source}'`;
  params.since = new Inline(since);
  return `source := '${source}', since := $since::DATE`;
}

/** A list of the limits of rules for a deal `o`. */
export function limitsOf(facts: WorkspaceFacts, rules: readonly Rule[]): Fragment {
  const limits = rules.map((rule, at) => mostExpression(facts, rule, at));
  return {
    sql: `[${limits.map(({ sql }) => sql).join(', ')}]`,
    params: Object.assign({}, ...limits.map(({ params }) => params)),
  };
}

/** The limit of a deal `o`, by the value of a field where the rule has other limits for some. */
function mostExpression(facts: WorkspaceFacts, { limit, by }: Rule, at: number): Fragment {
  if (!by || by.limits.length === 0) return { sql: String(limit), params: {} };
  const params: Params = {};
  const value = `coalesce(o.${identifier(fieldColumn(facts, by.field).field)}::VARCHAR, '')`;
  const cases = by.limits.map((one, i) => {
    const name = `most_${at}_${i}`;
    params[name] = new Inline(one.value ?? '');
    return `WHEN $${name} THEN ${one.limit}`;
  });
  return { sql: `CASE ${value} ${cases.join(' ')} ELSE ${limit} END`, params };
}
