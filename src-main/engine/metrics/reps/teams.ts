import { type Connection, Inline } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { WorkspaceFacts } from '../facts';
import { remembering } from '../remembered';
import { learningDay } from './learning-day';
import { startsOf } from './starts';

type Teams = ReadonlyMap<string | null, string | null>;

const remembered = remembering<Teams>();

/**
 * The team that most of the deals of each rep name. Of very many deals the one that they named at the end of the last month, and
 * on the day for those alone who were no reps then.
 */
export async function teamsOf(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<Teams> {
  const learnedOn = await learningDay(connection, facts, asOf);
  if (learnedOn === null || learnedOn === asOf) return teamsOn(connection, facts, asOf);
  const teams = await teamsOn(connection, facts, learnedOn);
  const before = new Set((await startsOf(connection, facts, learnedOn, 0)).map(({ owner }) => owner));
  const now = await startsOf(connection, facts, asOf, 0);
  const fresh = now.flatMap(({ owner }) => (before.has(owner) ? [] : [owner]));
  return fresh.length === 0 ? teams : new Map([...teams, ...(await teamsOn(connection, facts, asOf, fresh))]);
}

/** Of all reps, or of these. */
function teamsOn(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  owners?: readonly string[],
): Promise<Teams> {
  const keep = owners
    ? `WHERE owner IN (SELECT owner FROM weir.owner_name WHERE owner::VARCHAR IN (${owners.map(literal).join(', ')}))`
    : '';
  return remembered(facts, `${asOf} ${keep}`, async () => {
    const rows = await connection.all<{ owner: string | null; team: string | null }>(
      `SELECT owner::VARCHAR AS owner, max_by(team, n ORDER BY n, team::VARCHAR DESC)::VARCHAR AS team
      FROM weir.rep_team($as_of::DATE)
      ${keep}
      GROUP BY owner`,
      { as_of: new Inline(asOf) },
    );
    return new Map(rows.map(({ owner, team }) => [owner, team]));
  });
}
