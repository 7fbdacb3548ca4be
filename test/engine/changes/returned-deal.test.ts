import { afterAll, beforeAll, expect, it } from 'vitest';
import { changes } from '#engine/metrics/changes';
import { changeParams } from '#shared/contract/change-params';
import { addDays } from '#shared/time/day';
import { type DerivedWorkspace, stagesOf, workspaceOfLog } from '../../support/derived-workspace';

const day = (n: number) => addDays('2020-01-01', n);
let log: DerivedWorkspace;

beforeAll(async () => {
  // Won, reopened soon, lost, and back with a new life after more than 30 days.
  const stages = [
    [0, 'S1'],
    [10, 'Won'],
    [25, 'S1'],
    [40, 'Lost'],
    [100, 'S1'],
  ] as const;
  const rows = stages.map(([at, stage]) => ({ id: 'A', day: at, stage, amount: 100, expectedClose: 60 }));
  log = await workspaceOfLog(rows, stagesOf(['S1', 'S2']));
});
afterAll(() => log.close());

it.each([
  [false, { reopened: 1, end: 1 }],
  [true, { reopened: 2, lost: 1, end: 1 }],
])(
  'a deal that was closed on the first day and came back twice does not start as open (gross: %s)',
  async (gross, counts) => {
    const scope = changeParams.parse({ asOf: day(110), from: day(15), to: day(110), gross });
    const answer = await log.workspace.database.use((c) => changes(c, log.facts, scope));
    const found = answer.rows.flatMap(({ bucket, count }) => (count > 0 ? [[bucket, count]] : []));
    expect(Object.fromEntries(found)).toEqual(counts);
    expect([answer.start, answer.end, answer.identityHolds]).toEqual([0, 100, true]);
  },
);
