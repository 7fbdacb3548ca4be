import { type Connection, Inline } from '#engine/query/connection';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, macroArguments } from '../scope-sql';
import { type Horizons, horizonsOf } from './horizons';
import { mixOf } from './mix';
import { kindsOf, mixRows } from './read-mix';

/** One rep in one rank; `ramping` are the deals of a new rep's first days. */
export type Counted = {
  owner: string | null;
  rank: number;
  ramping: boolean;
  n: number;
  k: number;
  /** Lost in the time that deals are followed for. */
  lost: number;
  expected: number;
  variance: number;
  several: number;
};

export type RepScope = MetricScope & { within?: number | undefined; ramp: 'excluded' | 'included' };

/** What reps are compared by, of the ranks asked for. */
export type ReadReps = {
  counted: Counted[];
  horizons: Horizons;
  /** Kinds of deals that were told apart, by label. */
  labels: string[];
  /** Variance of the log-odds by kind of deal, in each rank. */
  spread: ReadonlyMap<number, number>;
  statement: Fragment;
};

/** Deals are followed for the days `given`, else for those that the day of the scope knows of. */
export async function readReps(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
  ranks: readonly number[],
  given?: Horizons,
): Promise<ReadReps> {
  const horizons = given ?? (await horizonsOf(connection, facts, scope));
  const { sql, params } = repArguments(facts, scope, horizons);
  const ofRanks = `WHERE rank IN (${ranks.join(', ')})`;
  const { words, known } = await kindsOf(connection, facts);
  const kinds = await mixRows(connection, facts, scope, { sql, params }, ranks);
  const mix = mixOf(kinds, ranks, facts, words, known);
  const macro = `weir.${narrowMacro('rep_count', facts, scope)}`;
  const { any, known: told } = mix;
  const model = `kind := ${any.sql}, kinds := ${listOf(any.kinds)}, chances := ${millionths(any.chances)},
    known := ${told.sql}, known_kinds := ${listOf(told.kinds)}, known_chances := ${millionths(told.chances)}`;
  const counted = await connection.all<Counted>(
    `FROM ${macro}(${sql}, ${model}) ${ofRanks} ORDER BY rank, owner NULLS LAST, ramping`,
    params,
  );
  const statement = { sql: `FROM ${macro}(${sql})\n${ofRanks}\nORDER BY rank, owner`, params };
  return { counted, horizons, labels: mix.labels, spread: mix.spread, statement };
}

/** Read faster from a text than number by number. */
function listOf(numbers: readonly number[]): string {
  return `'[${numbers.join(',')}]'::INTEGER[]`;
}

function millionths(chances: readonly number[]): string {
  return listOf(chances.map((chance) => Math.round(chance * 1e6)));
}

/** Arguments of the macros of reps. */
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
