import type { Connection } from '#engine/query/connection';
import { repStageParams } from '#shared/contract/rep-params';
import { addDays, addMonths } from '#shared/time/day';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { onePipeline } from '../one-pipeline';
import { remembering } from '../remembered';
import { shown } from '../scope-sql';
import { countLater, countTold, withOthers } from './count-reps';
import { type Horizons, horizonsOf } from './horizons';
import { learningDay } from './learning-day';
import { type Mix, mixOf } from './mix';
import { kindsOf, mixRows } from './read-mix';
import { isLasting, type RepScope, readingOf } from './rep-reading';
import { teamsOf } from './teams';
import { type ToldLedger, toldLedger } from './told-ledger';

/**
 * What is learned of all reps on a day, and what they are counted by on the days of the month after it; null where the filter
 * asks for what may be different on another day.
 */
export type Before = { mix: Mix; ledger: ToldLedger | null };

const remembered = remembering<Before>();

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
      connection.beside((other) => countLater(other, later, counting, scope.asOf)),
    ]);
    const { starts } = reading;
    const ledger = toldLedger(scope.asOf, { told, starts }, { later: toldLater, starts: later.starts });
    return { mix, ledger };
  });
}

/** The same of all deals of the pipeline that is shown first, to be learned ahead. */
export async function learnFirst(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): Promise<unknown> {
  const { chosen } = onePipeline(facts, repStageParams.parse({ asOf }));
  await teamsOf(connection, facts, asOf);
  return learnBefore(connection, facts, chosen);
}
