import type { Connection } from '#engine/query/connection';
import type { WorkspaceFacts } from '../facts';
import { startsOf } from './starts';
import { teamsOf } from './teams';

/** Since when a rep has deals, until when the first days last, and the team that most of the deals name. */
export type Person = { team: string | null; since: string | null; rampUntil: string | null };

type People = ReadonlyMap<string | null, Person>;

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
  await startsOf(connection, facts, asOf, 0);
  await teamsOf(connection, facts, asOf);
}
