import { type Connection, Inline } from '#engine/query/connection';
import { addDays } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { remembering } from '../remembered';

/** Ticks may have more digits than a number keeps. */
type Since = { owner: string; ticks: bigint; since: string };
type Known = { reps: readonly Since[]; dayTicks: bigint; looked: bigint };

/** A rep with the tick that its first days end with; null of the first reps. */
export type Start = { owner: string; until: bigint | null; since: string | null; rampUntil: string | null };

const sinceRemembered = remembering<Known>();

/** Since when each rep has deals. */
function sinceOf(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<Known> {
  const params = { as_of: new Inline(asOf) };
  return sinceRemembered(facts, asOf, async () => {
    const rows = await connection.all<{
      owner: string;
      ticks: string;
      since: string;
      day: string;
      looked: string;
    }>(
      `SELECT
        owner::VARCHAR AS owner,
        since::VARCHAR AS ticks,
        weir.moment_of(since)::DATE::VARCHAR AS since,
        weir.day_ticks(1)::VARCHAR AS day,
        weir.looked_tick($as_of::DATE)::VARCHAR AS looked
      FROM weir.rep_since($as_of::DATE)
      ORDER BY owner`,
      params,
    );
    return {
      reps: rows.map(({ owner, ticks, since }) => ({ owner, since, ticks: BigInt(ticks) })),
      dayTicks: BigInt(rows[0]?.day ?? 0),
      looked: BigInt(rows[0]?.looked ?? 0),
    };
  });
}

/** The same with the first days of new reps, as weir.rep_first_days has them: who came more than so many days after the first ones. */
export async function startsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  rampDays: number,
): Promise<Start[]> {
  const { reps, dayTicks, looked } = await sinceOf(connection, facts, asOf);
  const days = BigInt(rampDays) * dayTicks;
  const first = reps.reduce<bigint | null>(
    (least, { ticks }) => (least === null || ticks < least ? ticks : least),
    null,
  );
  return reps.map(({ owner, ticks, since }) => {
    const until = rampDays > 0 && first !== null && ticks > first + days ? ticks + days : null;
    return {
      owner,
      until,
      since,
      rampUntil: until !== null && until > looked ? addDays(since, rampDays) : null,
    };
  });
}
