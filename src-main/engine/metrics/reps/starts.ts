import type { Connection } from '#engine/query/connection';
import { addDays, daysBetween } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { remembering } from '../remembered';

/** A rep with the tick that its first days end with; null of the first reps. */
export type Start = { owner: string; until: bigint | null; since: string | null; rampUntil: string | null };

/** Ticks may have more digits than a number keeps. */
type Since = { owner: string; known: bigint; ticks: bigint; since: string };

/** All of weir.rep_start, and the length of a day and the end of one in ticks. */
type Starts = { all: readonly Since[]; dayTicks: bigint; until: bigint; looked: bigint };

const remembered = remembering<Starts>();

/** Any day, from which the ticks of others are told. */
const origin = '2000-01-01';

function allStarts(connection: Connection, facts: WorkspaceFacts): Promise<Starts> {
  return remembered(facts, '', async () => {
    const rows = await connection.all<Record<'owner' | 'known' | 'ticks' | 'since', string>>(
      `SELECT
        owner::VARCHAR AS owner,
        known::VARCHAR AS known,
        since::VARCHAR AS ticks,
        weir.moment_of(since)::DATE::VARCHAR AS since
      FROM weir.rep_start
      ORDER BY owner::VARCHAR, known`,
    );
    const clock = await connection.one<Record<'day' | 'until' | 'looked', string>>(
      `SELECT
        weir.day_ticks(1)::VARCHAR AS day,
        weir.until_tick(DATE '${origin}')::VARCHAR AS until,
        weir.looked_tick(DATE '${origin}')::VARCHAR AS looked`,
    );
    return {
      all: rows.map((row) => ({ ...row, known: BigInt(row.known), ticks: BigInt(row.ticks) })),
      dayTicks: BigInt(clock.day),
      until: BigInt(clock.until),
      looked: BigInt(clock.looked),
    };
  });
}

/** Since when each rep has deals as known on the day, as weir.rep_since has it. */
async function sinceOf(connection: Connection, facts: WorkspaceFacts, asOf: string) {
  const { all, dayTicks, until, looked } = await allStarts(connection, facts);
  const later = BigInt(daysBetween(origin, asOf)) * dayTicks;
  const reps = new Map<string, Since>();
  for (const start of all) {
    if (start.known >= until + later || start.ticks >= until + later) continue;
    const first = reps.get(start.owner);
    if (!first || start.ticks < first.ticks) reps.set(start.owner, start);
  }
  return { reps: [...reps.values()], dayTicks, looked: looked + later };
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
