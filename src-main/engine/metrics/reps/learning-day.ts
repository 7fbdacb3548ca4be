import type { Connection } from '#engine/query/connection';
import { mixDeals } from '#shared/model/mix-fields';
import { addDays, monthStart } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { startsOf } from './starts';

/**
 * The end of the last month, on which what reps are compared by is learned of many deals with a year of history. Null where it is
 * learned on the day itself.
 */
export async function learningDay(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): Promise<string | null> {
  if (facts.opportunities <= mixDeals) return null;
  const starts = await startsOf(connection, facts, asOf, 0);
  const first = starts.reduce((least, { since }) => (since !== null && since < least ? since : least), asOf);
  const monthEnd = addDays(monthStart(addDays(asOf, 1)), -1);
  return addDays(first, constants.learnedHistory) <= monthEnd ? monthEnd : null;
}
