import type { Connection } from '#engine/query/connection';
import { repStageParams } from '#shared/contract/rep-params';
import { mixDeals } from '#shared/model/mix-fields';
import { addDays, addMonths, monthStart } from '#shared/time/day';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { onePipeline } from '../one-pipeline';
import { remembering } from '../remembered';
import { shown } from '../scope-sql';
import { countTold, countToldLater, withOthers } from './count-reps';
import { type Horizons, horizonsOf } from './horizons';
import { type Mix, mixOf } from './mix';
import { startsOf } from './people';
import { kindsOf, mixRows } from './read-mix';
import { isLasting, type RepScope, readingOf } from './rep-reading';
import { type ToldLedger, toldLedger } from './told-ledger';

/**
 * What is learned of all reps on a day, and what they are counted by on the days of the month after it; null where the filter
 * asks for what may be different on another day.
 */
export type Before = { mix: Mix; ledger: ToldLedger | null };

const remembered = remembering<Before>();

/**
 * The end of the last month, on which the days to follow and the chances of kinds are learned of many deals with a year of history:
 * what was counted by then is counted once a month and not for every day. Null where they are learned on the day itself.
 */
async function learningDay(
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

/** What holds for the month of the day, remembered until the data changes; null where it is learned on the day itself. */
export async function learnBefore(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
): Promise<(Before & { horizons: Horizons }) | null> {
  const asOf = await learningDay(connection, facts, scope.asOf ?? facts.asOf);
  if (asOf === null) return null;
  const horizons = await horizonsOf(connection, facts, { ...scope, asOf });
  return { horizons, ...(await countedBefore(connection, facts, { ...scope, asOf }, horizons)) };
}

async function countedBefore(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & { asOf: string },
  horizons: Horizons,
): Promise<Before> {
  const reading = await readingOf(connection, facts, scope, horizons);
  const question = shown({ sql: `${reading.given}, ${reading.newReps}`, params: reading.params });
  return remembered(facts, question, async () => {
    const kinds = await kindsOf(connection, facts);
    const ranks = horizons.within.map((_, rank) => rank);
    const mix = await withOthers(connection, reading, kinds, async () =>
      mixOf(await mixRows(connection, facts, reading, ranks), ranks, facts, kinds),
    );
    const counting = { kinds, ranks, chances: mix.chances };
    if (!isLasting(reading)) return { mix, ledger: null };
    const monthEnd = addDays(addMonths(addDays(scope.asOf, 1), 1), -1);
    const later = await readingOf(connection, facts, { ...scope, asOf: monthEnd }, horizons);
    const [told, toldLater] = await Promise.all([
      countTold(connection, reading, counting),
      connection.beside((other) => countToldLater(other, later, counting, scope.asOf)),
    ]);
    const { starts } = reading;
    const ledger = toldLedger(scope.asOf, { told, starts }, { later: toldLater, starts: later.starts });
    return { mix, ledger };
  });
}

/** The same of all deals of the pipeline that is shown first, to be learned ahead. */
export function learnFirst(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<unknown> {
  const { chosen } = onePipeline(facts, repStageParams.parse({ asOf }));
  return learnBefore(connection, facts, chosen);
}
