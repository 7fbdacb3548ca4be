import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** Fields that weir.narrow_life and weir.reach carry, so that metrics by them need no other table. */
const narrowFields = new Set('owner team pipeline segment region source product lead_type'.split(' '));

/** The name of a metric's macro: its narrow variant where the narrow tables carry all fields of the scope. */
export function narrowMacro(name: string, facts: WorkspaceFacts, { where, by }: MetricScope): string {
  const names = [...where.map(({ field }) => field), ...(by ? [by] : [])];
  return names.every((field) => isNarrow(facts, field)) ? `${name}_narrow` : name;
}

/** The same for a metric that counts no money: a variant that looks up no owner of the day where nobody asks for one. */
export function lastingMacro(name: string, facts: WorkspaceFacts, scope: MetricScope): string {
  const macro = narrowMacro(name, facts, scope);
  const names = [...scope.where.map(({ field }) => field), ...(scope.by ? [scope.by] : [])];
  const asksForOwner = names.some((field) => fieldColumn(facts, field).field === 'owner');
  return macro.endsWith('_narrow') && !asksForOwner ? `${name}_lasting` : macro;
}

/** Whether the narrow tables carry the field of this name. */
export function isNarrow(facts: WorkspaceFacts, name: string): boolean {
  return narrowFields.has(fieldColumn(facts, name).field);
}
