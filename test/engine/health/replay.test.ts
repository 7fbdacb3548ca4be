import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionList } from '#engine/metrics/health/action-list';
import { health } from '#engine/metrics/health/health';
import { limitRecord } from '#engine/metrics/health/limit-record';
import { stale } from '#engine/metrics/health/stale';
import { simpleCompany } from '#generate/simple-company';
import {
  actionListParams,
  healthParams,
  limitRecordParams,
  staleParams,
} from '#shared/contract/health-params';
import { dayOfNumber } from '#shared/time/day';
import { stagesOf } from '../../support/derived-workspace';
import { dayLength, type LogEntry, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';

const start = 18_000;
const asOf = dayOfNumber(start + 520);
const stages = stagesOf(['Qualification', 'Proposal', 'Negotiation']);

/** A company of 900 deals over two years, each entry with an amount and a close date. */
const log: LogEntry[] = simpleCompany({ seed: 3, deals: 900, arrivalDays: 700, endDay: 700 }).events.map(
  (event, row) => ({
    row,
    id: event.deal,
    at: Math.floor((start + event.at) * dayLength),
    stage: event.stage,
    amount: 100 + (row % 17) * 10,
    expectedClose: start + Math.floor(event.at) + 60,
    owner: `Owner ${Number(event.deal.slice(2)) % 4}`,
    probability: null,
    segment: Number(event.deal.slice(2)) % 2 === 0 ? 'Small' : 'Large',
  }),
);

let workspace: LogWorkspace;
beforeAll(async () => {
  workspace = await openLogWorkspace();
});
afterAll(() => workspace.close());

/** Everything that the Health page asks on the day, of the log given. */
async function answersOf(entries: readonly LogEntry[]) {
  const facts = await workspace.load(
    { logs: [entries] },
    { stages, clock: 'instant', asOf: dayOfNumber(start + 720) },
  );
  return workspace.use(async (c) => {
    const { rows, scores } = await health(c, facts, healthParams.parse({ asOf }));
    const found = await stale(c, facts, staleParams.parse({ asOf, points: 50 }));
    const record = await limitRecord(c, facts, limitRecordParams.parse({ asOf }));
    const lists = [];
    for (const list of ['worklist', 'cleanup', 'revisit']) {
      lists.push((await actionList(c, facts, actionListParams.parse({ asOf, list }))).rows);
    }
    return {
      rows,
      scores,
      stale: found.rows,
      stages: found.stages,
      limits: found.limits,
      record: record.rows,
      lists,
    };
  });
}

it('what is known on a day is the same whatever is recorded after it', { timeout: 120_000 }, async () => {
  const until = Date.parse(`${asOf}T00:00:00Z`) / 60_000 + dayLength;
  const known = log.filter(({ at }) => at < until);
  const replayed = await answersOf(log);
  expect(replayed.stale.length).toBeGreaterThan(5);
  expect(replayed.record.length).toBeGreaterThan(0);
  // Afterwards every deal is lost, a won one is taken back, and a new one comes.
  const planted = [...new Set(known.map(({ id }) => id))].map(
    (id, i): LogEntry => ({
      ...known[0]!,
      row: 100_000 + i,
      id,
      at: until + 60 + i,
      stage: i % 3 === 0 ? 'Proposal' : 'Lost',
    }),
  );
  expect(await answersOf([...known, ...planted])).toEqual(replayed);
});
