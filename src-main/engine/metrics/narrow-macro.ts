import { narrowFields } from '#shared/model/fields';
import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** The name of a metric's macro: its narrow variant where the narrow tables carry all fields of the scope. */
export function narrowMacro(name: string, facts: WorkspaceFacts, scope: MetricScope): string {
  return fieldsOf(facts, scope).every((field) => narrowFields.includes(field)) ? `${name}_narrow` : name;
}

/** The same for a metric that counts no money: a variant that looks up no owner of the day where nobody asks for one. */
export function lastingMacro(name: string, facts: WorkspaceFacts, scope: MetricScope): string {
  const macro = narrowMacro(name, facts, scope);
  return macro.endsWith('_narrow') && !fieldsOf(facts, scope).includes('owner') ? `${name}_lasting` : macro;
}

/** Whether the scope is all deals of all time, for which macros named NAME_whole read what was counted beforehand. */
export function isWhole({ from, to, where, by, pipeline }: MetricScope): boolean {
  return !from && !to && where.length === 0 && by === undefined && pipeline === undefined;
}

/** Whether the narrow tables carry the field of this name. */
export function isNarrow(facts: WorkspaceFacts, name: string): boolean {
  return narrowFields.includes(fieldColumn(facts, name).field);
}

function fieldsOf(facts: WorkspaceFacts, { where, by }: MetricScope): string[] {
  const names = [...where.map(({ field }) => field), ...(by ? [by] : [])];
  return names.map((name) => fieldColumn(facts, name).field);
}
