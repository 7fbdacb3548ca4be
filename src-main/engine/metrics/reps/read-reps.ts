import type { Connection } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import type { Fragment } from '../scope-sql';
import { type Counted, countReps, withOthers } from './count-reps';
import { type Horizons, horizonsOf } from './horizons';
import { type Before, learnBefore, standsAsBefore } from './learned-before';
import { type Mix, mixOf } from './mix';
import { kindsOf, mixRows } from './read-mix';
import { type RepReading, type RepScope, readingOf, repArguments } from './rep-reading';

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

/** Deals are followed for the days `given`, else for those that are known on the day that all of it is learned on. */
export async function readReps(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
  ranks: readonly number[],
  given?: Horizons,
): Promise<ReadReps> {
  const before = given ? null : await learnBefore(connection, facts, scope);
  const horizons = given ?? before?.horizons ?? (await horizonsOf(connection, facts, scope));
  const kinds = await kindsOf(connection, facts);
  const now = await readingOf(connection, facts, scope, horizons);
  return withOthers(connection, now, kinds, async () => {
    const mix = before
      ? mixOfRanks(before.mix, ranks)
      : mixOf(await mixRows(connection, facts, now, ranks), ranks, facts, kinds);
    const counted = await countReps(connection, now, {
      kinds,
      ranks,
      chances: mix.chances,
      told: toldBy(before, now),
    });
    const { labels, spread } = mix;
    return { counted, horizons, labels, spread, statement: statementOf(facts, scope, horizons, ranks) };
  });
}

function mixOfRanks(mix: Mix, ranks: readonly number[]): Mix {
  return { ...mix, chances: ranks.map((rank) => mix.chances[rank] ?? []) };
}

/** What was counted before holds as long as nothing else is known now of when its reps began. */
function toldBy(before: Before | null, now: RepReading): Before['told'] | null {
  return before && standsAsBefore(before, now.starts) ? before.told : null;
}

function statementOf(
  facts: WorkspaceFacts,
  scope: RepScope,
  horizons: Horizons,
  ranks: readonly number[],
): Fragment {
  const { sql, params } = repArguments(facts, scope, horizons);
  const macro = `weir.${narrowMacro('rep_count', facts, scope)}`;
  return {
    sql: `FROM ${macro}(${sql})\nWHERE rank IN (${ranks.join(', ')})\nORDER BY rank, owner`,
    params,
  };
}
