import { type Connection, Inline } from '#engine/query/connection';
import { addDays } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { remembering } from '../remembered';

/** Since when a rep has deals, until when the first days last, and the team that most of the deals name. */
export type Person = { team: string | null; since: string | null; rampUntil: string | null };

type People = ReadonlyMap<string | null, Person>;

/** Ticks may have more digits than a number keeps. */
type Since = { owner: string; ticks: bigint; since: string };
type Known = { reps: readonly Since[]; dayTicks: bigint; looked: bigint };

/** A rep with the tick that its first days end with; null of the first reps. */
export type Start = { owner: string; until: bigint | null } & Omit<Person, 'team'>;

const sinceRemembered = remembering<Known>();
const teamsRemembered = remembering<ReadonlyMap<string | null, string | null>>();

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

export async function peopleOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  rampDays: number,
): Promise<People> {
  const starts = await startsOf(connection, facts, asOf, rampDays);
  const teams = await teamsOf(connection, facts, asOf);
  return new Map(
    starts.map(({ owner, since, rampUntil }) => [
      owner,
      { team: teams.get(owner) ?? null, since, rampUntil },
    ]),
  );
}

/** What is told of reps whatever their deals did, asked while other questions are still answered. */
export async function askPeople(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<void> {
  await sinceOf(connection, facts, asOf);
  await teamsOf(connection, facts, asOf);
}

/** The team that most of the deals of each rep name. */
function teamsOf(
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
