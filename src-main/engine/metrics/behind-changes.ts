import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from './answer';
import { changeMacro } from './changes';
import type { WorkspaceFacts } from './facts';
import { narrowMacro } from './narrow-macro';
import type { Fragment } from './scope-sql';
import { slippageArguments } from './slippage';
import { twoDayArguments, twoDays } from './two-days';

export type Group = { field: string; value: string | null } | undefined;

/** Deals of a bucket, of one group where one is named. */
export function behindChange(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'changes' }>,
  group: Group,
): Fragment {
  const { closeFrom, closeTo, bucket, gross } = behind;
  const asked = { ...scope, closeFrom, closeTo, gross, by: group?.field };
  const { sql, params } = twoDayArguments(facts, asked, twoDays(facts, scope));
  return ofGroup(group, {
    sql: `SELECT key, life FROM weir.${changeMacro('change_deal', facts, asked)}(${sql}) WHERE bucket = $behind_bucket`,
    params: { ...params, behind_bucket: bucket },
  });
}

/** Deals of a part of slippage: due is all that were, pushed those whose close date was moved to later. */
export function behindSlip(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'slippage' }>,
  group: Group,
): Fragment {
  const { closeFrom, closeTo, part } = behind;
  const asked = { ...scope, closeFrom, closeTo, by: group?.field };
  const { sql, params } = slippageArguments(facts, asked, twoDays(facts, scope));
  if (part === 'pushed') {
    return ofGroup(group, {
      sql: `SELECT key, life FROM weir.${narrowMacro('pushed_deal', facts, asked)}(${sql}) WHERE true`,
      params,
    });
  }
  const which = part === 'due' ? "part <> 'pulled-forward'" : `part = '${part}'`;
  return ofGroup(group, {
    sql: `SELECT key, life FROM weir.${narrowMacro('slippage_deal', facts, asked)}(${sql}) WHERE ${which}`,
    params,
  });
}

function ofGroup(group: Group, { sql, params }: Fragment): Fragment {
  const own = group ? `${sql} AND grp IS NOT DISTINCT FROM $behind_group` : sql;
  return {
    sql: `(o.key, o.life) IN (${own})`,
    params: group ? { ...params, behind_group: group.value } : params,
  };
}
