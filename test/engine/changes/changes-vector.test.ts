import { afterAll, beforeAll, expect, it } from 'vitest';
import { changes } from '#engine/metrics/changes';
import { listDeals } from '#engine/metrics/deals';
import { slippage } from '#engine/metrics/slippage';
import { changeParams, slippageParams } from '#shared/contract/change-params';
import { behindSchema } from '#shared/contract/methods';
import type { ChangesAnswer } from '#shared/results/changes';
import { addDays } from '#shared/time/day';
import { type DerivedWorkspace, stagesOf, workspaceOfLog } from '../../support/derived-workspace';
import { describeShared, vectors } from '../../support/vectors';

type Row = [deal: string, day: number, stage: string, amount: number, close: number];
const day = (n: number) => addDays('2020-01-01', n);

describeShared('vectors/vectors.json', 'changes of the worked example', () => {
  let log: DerivedWorkspace;
  const { rows, expect: expected } = vectors().funnel_definitions!;
  const days = { from: day(30), to: day(75), asOf: day(75) };
  const window = { closeFrom: day(60), closeTo: day(90) };

  beforeAll(async () => {
    const names: Record<string, string> = { W: 'Won', L: 'Lost' };
    const written = (rows as Row[]).map(([id, at, stage, amount, expectedClose]) => ({
      id,
      day: at,
      stage: names[stage] ?? stage,
      amount,
      expectedClose,
    }));
    log = await workspaceOfLog(written, stagesOf(['S1', 'S2', 'S3', 'S4']));
  });
  afterAll(() => log.close());

  const changed = (asked: object) =>
    log.workspace.database.use((c) => changes(c, log.facts, changeParams.parse(asked)));

  it.each([
    ['waterfall_30_75_all', {}],
    ['waterfall_30_75_close_60_90', window],
  ])('%s', async (name, due) => {
    const answer = await changed({ ...days, ...due });
    expect(figures(answer)).toMatchObject(pick(expected[name] as Record<string, unknown>));
    expect(answer.identityHolds).toBe(true);
  });

  it('takes days in either order and no time at all, and nothing after the as-of day', async () => {
    const swapped = await changed({ asOf: days.asOf, from: days.to, to: days.from });
    expect(swapped.rows).toEqual((await changed(days)).rows);
    expect(swapped.warnings.map(({ code }) => code)).toContain('days-swapped');
    const still = await changed({ asOf: days.asOf, from: days.to, to: days.to });
    expect(still.rows.filter(({ count }) => count > 0).map(({ bucket }) => bucket)).toEqual(['start', 'end']);
    const later = await changed({ ...days, to: day(500) });
    expect([later.to, later.end]).toEqual([days.to, 235]);
  });

  it('says so where no deal was due', async () => {
    const scope = slippageParams.parse({ ...days, closeFrom: day(400), closeTo: day(420) });
    const answer = await log.workspace.database.use((c) => slippage(c, log.facts, scope));
    expect([answer.n, answer.rows[0]?.slipRate]).toEqual([0, null]);
    expect(answer.warnings.map(({ code }) => code)).toContain('none-due');
  });

  it('tells what became of the deals that were due, and lists them', async () => {
    const scope = slippageParams.parse({ ...days, ...window });
    const [row] = (await log.workspace.database.use((c) => slippage(c, log.facts, scope))).rows;
    expect(row).toMatchObject({
      due: 5,
      won: 2,
      lost: 2,
      slipped: 1,
      stillDue: 0,
      pushes: 1,
      pushedDeals: 1,
    });
    const list = async (part: string) => {
      const behind = behindSchema.parse({ metric: 'slippage', part, ...window });
      const query = { ...scope, behind, sort: 'id', descending: false, offset: 0, limit: 10, columns: [] };
      return (await log.workspace.database.use((c) => listDeals(c, log.facts, query))).rows.map(
        ({ id }) => id,
      );
    };
    const wanted = expected.slippage as Record<string, string[]>;
    expect(await list('due')).toEqual(wanted.open_at_30_due_60_90);
    expect(await list('won')).toEqual(wanted.won);
    expect(await list('slipped')).toEqual(wanted.slipped_out);
    expect(await list('pushed')).toEqual(['E']);
    const all = slippageParams.parse({ ...days, from: day(0) });
    const [whole] = (await log.workspace.database.use((c) => slippage(c, log.facts, all))).rows;
    const pushes = Object.values(expected.push_count as Record<string, number>);
    expect(whole?.pushes).toBe(pushes.reduce((sum, n) => sum + n, 0));
  });
});

const names = [
  'start',
  'new',
  'reopened',
  'moved_in',
  'increase',
  'decrease',
  'moved_out',
  'won',
  'lost',
  'end',
];

function pick(wanted: Record<string, unknown>) {
  return Object.fromEntries(names.map((name) => [name, wanted[name]]));
}

function figures(answer: ChangesAnswer) {
  const name = (bucket: string) =>
    bucket.replace('increased', 'increase').replace('decreased', 'decrease').replace('-', '_');
  return Object.fromEntries(answer.rows.map((row) => [name(row.bucket), row.amount]));
}
