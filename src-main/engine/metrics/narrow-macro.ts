import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** Fields that weir.reach carries beside the stages, so that they need no other table. */
const reachFields = new Set('owner team pipeline segment region source product lead_type'.split(' '));

/** Fields that weir.narrow_life leaves out: they are looked up in the history. */
const wideFields = new Set(['stage', 'amount_origin', 'expected_close']);

/** The name of a macro over stages reached: its narrow variant where that knows all fields of the scope. */
export function reachMacro(name: string, facts: WorkspaceFacts, scope: MetricScope): string {
  return fieldsOf(facts, scope).every((field) => reachFields.has(field)) ? `${name}_narrow` : name;
}

/** The name of a macro over lives: its narrow variant where that knows all fields of the scope, and `others`. */
export function lifeMacro(
  name: string,
  facts: WorkspaceFacts,
  scope: MetricScope,
  others: string[] = [],
): string {
  const fields = [...fieldsOf(facts, scope), ...others];
  return fields.some((field) => wideFields.has(field)) ? name : `${name}_narrow`;
}

function fieldsOf(facts: WorkspaceFacts, { where, by }: MetricScope): string[] {
  return [...where.map(({ field }) => field), ...(by ? [by] : [])].map(
    (name) => fieldColumn(facts, name).field,
  );
}
