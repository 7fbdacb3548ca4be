import fc from 'fast-check';
import { groupBy } from '#engine/metrics/group-by';
import type { Stage } from '#shared/model/stage';
import { dayLength, type ListedDeal, type LogEntry } from '../../support/log-workspace';
import { type RandomLog, randomLog, stages } from './random-log';
import { inOrder } from './reference/lives';

const swapped = new Map([
  ['New', 2],
  ['Qualified', 1],
]);

/** Two pipelines with stages of the same names, of which the second goes through two of them the other way round. */
export const twoPipelines: readonly Stage[] = [
  ...stages.map((stage) => ({ ...stage, pipeline: 'Direct' })),
  ...stages.map((stage) => ({ ...stage, pipeline: 'Partner', rank: swapped.get(stage.stage) ?? stage.rank })),
];

export type ListedLog = { log: RandomLog; deals: ListedDeal[] };

/** Minutes from creation to the first row of the log: at once, within a day, days or weeks before it, or after it. */
const before = fc.constantFrom(
  0,
  0,
  5,
  dayLength - 1,
  dayLength,
  dayLength + 1,
  4 * dayLength,
  45 * dayLength,
  -2 * dayLength,
);
const listing = fc.record({
  before: fc.oneof({ weight: 6, arbitrary: before }, { weight: 1, arbitrary: fc.constant(null) }),
  pipeline: fc.constantFrom('Direct', 'Direct', 'Partner'),
});

/** A log with a list of its deals beside it, most of which were created some time before the log begins. */
export function randomListedLog(size: { min: number; max: number }): fc.Arbitrary<ListedLog> {
  return fc
    .record({
      log: randomLog(size),
      listings: fc.array(listing, { minLength: size.max, maxLength: size.max, size: 'max' }),
    })
    .map(({ log, listings }) => {
      const byDeal = groupBy(log.entries, ({ id }) => id);
      const deals = [...byDeal].map(([, entries], i) => listedOf(entries, listings[i]!, log));
      return { log, deals };
    });
}

function listedOf(
  entries: LogEntry[],
  { before, pipeline }: { before: number | null; pipeline: string },
  log: RandomLog,
): ListedDeal {
  const rows = inOrder(entries, stages);
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const created = before === null ? null : first.at - before;
  const wholeDay = (minute: number) => minute - (((minute % dayLength) + dayLength) % dayLength);
  return {
    id: first.id,
    createdAt: created === null ? null : log.clock === 'day' ? wholeDay(created) : created,
    stage: last.stage,
    pipeline,
    amount: last.amount,
    owner: last.owner,
    segment: last.segment,
  };
}
