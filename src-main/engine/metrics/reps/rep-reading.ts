import { type Connection, Inline } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, fieldColumn, macroArguments } from '../scope-sql';
import type { Horizons } from './horizons';
import { everyOf } from './read-mix';
import { type Start, startsOf } from './starts';

export type RepScope = MetricScope & { within?: number | undefined; ramp: 'excluded' | 'included' };

/** How the macros of reps are asked. */
export type RepReading = {
  /** What the names of the macros end with: the widest fields that the filter asks for. */
  width: string;
  /** Day, period and filter, and the days by rank. */
  given: string;
  within: readonly number[];
  starts: readonly Start[];
  /** New reps with the end of their first days. */
  newReps: string;
  /** Of very many deals, which part kinds are learned from. */
  every: number;
  params: Fragment['params'];
};

export async function readingOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  { within, rampDays }: Horizons,
): Promise<RepReading> {
  const starts = await startsOf(connection, facts, scope.asOf ?? facts.asOf, rampDays);
  const fresh = starts.filter(({ until }) => until !== null);
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const isSlim = scope.where.every(({ field }) => slimFields.includes(fieldColumn(facts, field).field));
  return {
    width: isSlim ? '_slim' : narrowMacro('', facts, scope),
    given: `${sql}, within := [${within.join(', ')}]`,
    within,
    starts,
    newReps: `names := [${fresh.map(({ owner }) => literal(owner)).join(', ')}]::VARCHAR[],
      untils := [${fresh.map(({ until }) => until).join(', ')}]::BIGINT[]`,
    every: everyOf(facts),
    params,
  };
}

/** Whether the filter asks for nothing but what lasts: other fields may be different on another day. */
export function isLasting({ width }: RepReading): boolean {
  return width !== '';
}

/** Fields that stand in weir.rep_entry itself. */
const slimFields = ['owner', 'pipeline'];

/** Arguments of the macros of reps that stand alone. */
export function repArguments(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { within, rampDays }: Horizons,
): Fragment {
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const asOf = new Inline(scope.asOf ?? facts.asOf);
  return {
    sql: `${sql}, within := [${within.join(', ')}], ramp := ${rampDays}`,
    params: { ...params, as_of: asOf },
  };
}
