import type { Connection } from '#engine/query/connection';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { lossKind } from '../loss-taxonomy';
import { structsSql } from './structs';

/** Days to wait after a loss of this kind, and what to ask then. */
const waits: Readonly<Record<string, { days: number; action: string }>> = {
  'No contract now': { days: 300, action: 'Ask when the present contract ends' },
  'Not a priority': { days: 90, action: 'Ask whether it has become a priority' },
  Price: { days: 180, action: 'Ask about the new budget' },
  Terms: { days: 180, action: 'Offer the terms anew' },
  Competitor: { days: 270, action: 'Ask how the other offer works out, before it is renewed' },
  'Missing feature': { days: 180, action: 'Tell what has been added since' },
  Stalling: { days: 90, action: 'Ask once more for a decision' },
  'Hard to understand': { days: 120, action: 'Offer to show it more simply' },
  Reputation: { days: 180, action: 'Send a reference' },
};
const other = { days: 180, action: 'Ask whether the reason still holds' };

/** Each reason that deals were lost for with its wait, as an argument in SQL; those lost as unqualified are not asked again. */
export async function revisitReasons(connection: Connection, facts: WorkspaceFacts): Promise<string> {
  const known = remembered.get(facts) ?? (await readReasons(connection));
  remembered.set(facts, known);
  return known;
}

const remembered = new WeakMap<WorkspaceFacts, string>();

async function readReasons(connection: Connection): Promise<string> {
  const reasons = await connection.all<{ reason: string | null; unqualified: boolean }>(
    `SELECT reason, weir.is_unqualified(reason) AS unqualified
    FROM (SELECT DISTINCT loss_reason::VARCHAR AS reason FROM weir.narrow_life WHERE fate = 2)
    ORDER BY reason`,
  );
  const waiting = reasons.filter(({ unqualified }) => !unqualified);
  return structsSql(
    { loss_reason: 'VARCHAR', wait_days: 'INTEGER', action: 'VARCHAR' },
    waiting.map(({ reason }) => {
      const wait = (reason === null ? null : waits[lossKind(reason)?.reason ?? '']) ?? other;
      const days = Math.max(wait.days, constants.revisitDays.from);
      return { loss_reason: reason, wait_days: days, action: wait.action };
    }),
  );
}
