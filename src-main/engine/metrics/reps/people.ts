import { type Connection, Inline } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { remembering } from './remembered';

/** Since when a rep has deals, until when the first days last, and the team that most of the deals name. */
export type Person = { team: string | null; since: string | null; rampUntil: string | null };

type People = ReadonlyMap<string | null, Person>;

/** A rep with the tick that its first days end with, as text: it may have more digits than a number keeps; null of the first reps. */
type Start = { owner: string; until: string | null } & Omit<Person, 'team'>;

const startsRemembered = remembering<readonly Start[]>();
const teamsRemembered = remembering<ReadonlyMap<string | null, string | null>>();
const remembered = remembering<People>();

/** Since when each rep has deals. */
export function startsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  rampDays: number,
): Promise<readonly Start[]> {
  return startsRemembered(facts, JSON.stringify([asOf, rampDays]), () =>
    connection.all<Start>(
      `SELECT
        owner::VARCHAR AS owner,
        until::VARCHAR AS until,
        weir.moment_of(since)::DATE::VARCHAR AS since,
        CASE WHEN until > weir.looked_tick($as_of::DATE) THEN weir.moment_of(until)::DATE::VARCHAR END AS "rampUntil"
      FROM weir.rep_first_days($as_of::DATE, ${rampDays})
      ORDER BY owner`,
      { as_of: new Inline(asOf) },
    ),
  );
}

export function peopleOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  rampDays: number,
): Promise<People> {
  return remembered(facts, JSON.stringify([asOf, rampDays]), async () => {
    const starts = await startsOf(connection, facts, asOf, rampDays);
    const teams = await teamsOf(connection, facts, asOf);
    return new Map(
      starts.map(({ owner, since, rampUntil }) => [
        owner,
        { team: teams.get(owner) ?? null, since, rampUntil },
      ]),
    );
  });
}

/** The team that most of the deals of each rep name. */
export function teamsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): Promise<ReadonlyMap<string | null, string | null>> {
  return teamsRemembered(facts, asOf, async () => {
    const rows = await connection.all<{ owner: string | null; team: string | null }>(
      `SELECT owner::VARCHAR AS owner, max_by(team, n ORDER BY n, team::VARCHAR DESC)::VARCHAR AS team
      FROM weir.rep_team($as_of::DATE)
      GROUP BY owner`,
      { as_of: new Inline(asOf) },
    );
    return new Map(rows.map(({ owner, team }) => [owner, team]));
  });
}
