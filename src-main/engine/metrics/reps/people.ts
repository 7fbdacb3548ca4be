import { type Connection, Inline } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';

/** Since when a rep has deals, until when the first days last, and the team that most of the deals name. */
export type Person = { team: string | null; since: string | null; rampUntil: string | null };

export async function peopleOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string | undefined,
  rampDays: number,
): Promise<Map<string | null, Person>> {
  const rows = await connection.all<{ owner: string } & Person>(
    `SELECT
      s.owner::VARCHAR AS owner,
      t.team::VARCHAR AS team,
      weir.moment_of(s.since)::DATE::VARCHAR AS since,
      CASE WHEN r.until > weir.looked_tick($as_of::DATE) THEN weir.moment_of(r.until)::DATE::VARCHAR END AS "rampUntil"
    FROM weir.rep_since($as_of::DATE) AS s
    LEFT JOIN weir.rep_ramp($as_of::DATE, ${rampDays}) AS r ON r.owner = s.owner
    LEFT JOIN (
      SELECT owner, max_by(team, n ORDER BY n, team::VARCHAR DESC) AS team
      FROM weir.rep_team($as_of::DATE)
      GROUP BY owner
    ) AS t ON t.owner = s.owner`,
    { as_of: new Inline(asOf ?? facts.asOf) },
  );
  return new Map(rows.map(({ owner, ...person }) => [owner, person]));
}
