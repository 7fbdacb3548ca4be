import type { Connection } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, macroArguments } from '../scope-sql';
import type { Arm, Arms } from './arms';

/** Deals of one side that were followed for so many days, as a table of SQL with the share won by then. */
export function followedIn(facts: WorkspaceFacts, { scope }: Arm, days: number): Fragment {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  return { sql: `weir.${narrowMacro('followed', facts, scope)}(${sql}, within_days := ${days})`, params };
}

/** An age that at least half of the deals of both sides were followed to, and no more than `most`. Null without deals. */
export async function followedAge(
  connection: Connection,
  facts: WorkspaceFacts,
  arms: Arms,
  most: number,
): Promise<number | null> {
  const half = async (arm: Arm): Promise<number | null> => {
    const { sql, params } = followedIn(facts, arm, 0);
    const { days } = await connection.one<{ days: number | null }>(
      `SELECT floor(median(followed)) AS days FROM ${sql}`,
      params,
    );
    return days;
  };
  const [base, compared] = [await half(arms.base), await half(arms.compared)];
  if (base === null || compared === null) return null;
  const age = Math.floor(Math.min(base, compared, most));
  return age >= 1 ? age : null;
}
