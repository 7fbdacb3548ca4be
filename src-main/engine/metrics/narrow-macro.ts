import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** Fields that weir.narrow_life and weir.reach carry, so that metrics by them need no other table. */
const narrowFields = new Set('owner team pipeline segment region source product lead_type'.split(' '));

/** The name of a metric's macro: its narrow variant where the narrow tables carry all fields of the scope. */
export function narrowMacro(name: string, facts: WorkspaceFacts, { where, by }: MetricScope): string {
  const names = [...where.map(({ field }) => field), ...(by ? [by] : [])];
  return names.every((field) => narrowFields.has(fieldColumn(facts, field).field)) ? `${name}_narrow` : name;
}
