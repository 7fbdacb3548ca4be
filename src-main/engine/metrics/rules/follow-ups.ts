import type { Connection } from '#engine/query/connection';
import type { FollowUpChoice } from '#shared/model/rule-pack';
import type { Warning } from '#shared/results/envelope';
import type { FollowUps } from '#shared/results/rules';
import { dayNumber } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';

export type FollowUpSource = Pick<FollowUps, 'source' | 'since'>;

type Known = { first: string | null; deals: string | null };
const known = new WeakMap<WorkspaceFacts, Promise<Known>>();

/**
 * What counts as a follow-up: where nothing else is asked for, activities where deals have any by the day, else recorded
 * changes. `since` is the first day of activities where deals are much older: what went before is not known.
 */
export async function followUpSource(
  connection: Connection,
  facts: WorkspaceFacts,
  choice: FollowUpChoice,
  asOf: string,
): Promise<FollowUpSource> {
  if (choice === 'change') return { source: 'change', since: null };
  const { first, deals } = await activityStart(connection, facts);
  if (first === null || first > asOf) return { source: choice === 'auto' ? 'change' : choice, since: null };
  const late = deals !== null && dayNumber(first) - dayNumber(deals) > constants.lateActivities;
  const since = choice !== 'either' && late ? first : null;
  return { source: choice === 'auto' ? 'activity' : choice, since };
}

/** First day of activities of deals and of the deals themselves; read once while the data stays as it is. */
function activityStart(connection: Connection, facts: WorkspaceFacts): Promise<Known> {
  const found = known.get(facts) ?? readStart(connection);
  known.set(facts, found);
  found.catch(() => known.delete(facts));
  return found;
}

function readStart(connection: Connection): Promise<Known> {
  return connection.one<Known>(
    `SELECT min(happened_at)::DATE AS first, (SELECT weir.moment_of(min(started))::DATE FROM weir.narrow_life) AS deals
    FROM weir.activity
    WHERE key IS NOT NULL AND is_done`,
  );
}

/** What the reader should know of the follow-ups that rules rest on. */
export function followUpWarnings({ source, since, without }: FollowUps, deals: number): Warning[] {
  const warnings: Warning[] = [];
  if (source === 'change') {
    warnings.push({
      code: 'no-activities',
      message:
        'No activities of deals count here, so a follow-up is any recorded change of a deal. An export of activities (calls, e-mails, meetings, tasks) tells real follow-ups.',
    });
  }
  if (since !== null) {
    warnings.push({
      code: 'activities-start',
      message: `Activities begin on ${since}; deals closed before are left out, and clocks of older ones start on that day.`,
      details: { since },
    });
  }
  if (source !== 'change' && deals > 0 && without / deals > constants.unfollowedShare) {
    warnings.push({
      code: 'few-activities',
      message: `${without.toLocaleString('en')} of ${deals.toLocaleString('en')} deals have no activity. Where reps do not log what they do, rules take deals that were followed up.`,
      details: { without, deals },
    });
  }
  return warnings;
}
