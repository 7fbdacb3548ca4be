import { type Connection, Inline } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { remembering } from './remembered';

/** Since when a rep has deals, until when the first days last, and the team that most of the deals name. */
export type Person = { team: string | null; since: string | null; rampUntil: string | null };

type People = ReadonlyMap<string | null, Person>;
const remembered = remembering<People>();

export function peopleOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  rampDays: number,
): Promise<People> {
  return remembered(facts, JSON.stringify([asOf, rampDays]), () => readPeople(connection, asOf, rampDays));
}

async function readPeople(connection: Connection, asOf: string, rampDays: number): Promise<People> {
  const rows = await connection.all<{ owner: string } & Person>(
    `SELECT
      s.owner::VARCHAR AS owner,
      t.team::VARCHAR AS team,
      weir.moment_of(s.since)::DATE::VARCHAR AS since,
      CASE WHEN s.until > weir.looked_tick($as_of::DATE) THEN weir.moment_of(s.until)::DATE::VARCHAR END AS "rampUntil"
    FROM weir.rep_first_days($as_of::DATE, ${rampDays}) AS s
    LEFT JOIN (
      SELECT owner, max_by(team, n ORDER BY n, team::VARCHAR DESC) AS team
      FROM weir.rep_team($as_of::DATE)
      GROUP BY owner
    ) AS t ON t.owner = s.owner`,
    { as_of: new Inline(asOf) },
  );
  return new Map(rows.map(({ owner, ...person }) => [owner, person]));
}
