import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { TargetRow } from '#shared/results/plan';
import type { NamedPeriod } from '#shared/time/period';
import type { WorkspaceFacts } from '../facts';
import { fieldColumn } from '../scope-sql';
import { targetRows } from './targets';

/** Targets for what a question looks at: of all its deals, and of each group of its breakdown. */
export type ScopeTargets = { all: TargetRow | null; of(key: string | null): TargetRow | null };

/**
 * The company's target where all deals are looked at, that of one owner or team where only its deals are. No other choice
 * of deals has a target.
 */
export async function scopeTargets(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Pick<Scope, 'where' | 'pipeline'> & { by?: string | undefined },
  period: NamedPeriod,
): Promise<ScopeTargets> {
  const rows = await targetRows(connection, period);
  const find = (field: string, value: string | null) =>
    rows.find((row) => row.field === field && row.value === value) ?? null;
  const by = scope.by === undefined ? null : fieldColumn(facts, scope.by).field;
  const whole = scope.where.length === 0 && scope.pipeline === undefined;
  return {
    all: whole ? find('company', null) : ofOneGroup(facts, scope, find),
    of: (key) => (whole && (by === 'owner' || by === 'team') && key !== null ? find(by, key) : null),
  };
}

function ofOneGroup(
  facts: WorkspaceFacts,
  { where, pipeline }: Pick<Scope, 'where' | 'pipeline'>,
  find: (field: string, value: string | null) => TargetRow | null,
): TargetRow | null {
  const [condition, ...others] = where;
  if (!condition || others.length > 0 || pipeline !== undefined || condition.values.length !== 1) return null;
  const { field } = fieldColumn(facts, condition.field);
  const [value] = condition.values;
  return (field === 'owner' || field === 'team') && value ? find(field, value) : null;
}
