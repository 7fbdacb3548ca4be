import type { Connection } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import type { Fragment } from '../scope-sql';
import { type Counted, countHanded, countReps, withOthers } from './count-reps';
import { type Horizons, horizonsOf } from './horizons';
import { learnBefore } from './learned-before';
import { type Mix, mixOf } from './mix';
import { kindsOf, mixRows } from './read-mix';
import { type RepScope, readingOf, repArguments } from './rep-reading';
import { stands, toldOn } from './told-ledger';

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
  const learned = before && mixOfRanks(before.mix, ranks);
  const asOf = scope.asOf ?? facts.asOf;
  const read = (counted: Counted[], { labels, spread }: Mix): ReadReps => ({
    ...{ counted, horizons, labels, spread },
    statement: statementOf(facts, scope, horizons, ranks),
  });
  if (learned && before?.ledger && stands(before.ledger, asOf, now.starts)) {
    const handed = await countHanded(connection, now, { kinds, ranks, chances: learned.chances });
    return read([...toldOn(before.ledger, asOf, ranks), ...handed], learned);
  }
  return withOthers(connection, now, kinds, async () => {
    const mix = learned ?? mixOf(await mixRows(connection, facts, now, ranks), ranks, facts, kinds);
    return read(await countReps(connection, now, { kinds, ranks, chances: mix.chances }), mix);
  });
}

function mixOfRanks(mix: Mix, ranks: readonly number[]): Mix {
  return { ...mix, chances: ranks.map((rank) => mix.chances[rank] ?? []) };
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
