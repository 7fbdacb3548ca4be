import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverage } from '#engine/metrics/plan/coverage';
import {
  type DerivedWorkspace,
  type LogRow,
  stagesOf,
  workspaceOfLog,
} from '../../support/derived-workspace';

/** Last days of the quarters of 2020, counted from its first day. */
const ends = [90, 181, 273, 365] as const;
const daysLeft = 45;
/** The as-of day, with as many days left in the first quarter of 2021. */
const today = 455 - daysLeft;

/** Of each past quarter: 100 that was due and won, `lost` that was due and lost, 60 that came later, 40 won before. */
function quarter(end: number, lost: number): LogRow[] {
  const day = end - daysLeft;
  const deal = (name: string, from: number, amount: number, due: number, to: number, stage: string) => [
    { id: `${name}${end}`, day: from, stage: 'Open', amount, expectedClose: due },
    { id: `${name}${end}`, day: to, stage, amount, expectedClose: to },
  ];
  return [
    ...deal('due', day - 10, 100, end - 5, day + 10, 'Won'),
    ...deal('lost', day - 10, lost, end, end - 1, 'Lost'),
    ...deal('later', day + 5, 60, end, day + 20, 'Won'),
    ...deal('before', day - 20, 40, end, day - 5, 'Won'),
    // Due in the quarter after on that day, so it is none of those due; and won in this one.
    ...deal('early', day - 10, 20, end + 30, end - 2, 'Won'),
  ];
}

const past = [300, 100, 400, 150].flatMap((lost, i) => quarter(ends[i]!, lost));
const present: LogRow[] = [
  { id: 'now', day: 400, stage: 'Open', amount: 500, expectedClose: 455 },
  { id: 'next', day: 400, stage: 'Open', amount: 200, expectedClose: 480 },
  { id: 'done', day: 380, stage: 'Open', amount: 40, expectedClose: 420 },
  { id: 'done', day: 405, stage: 'Won', amount: 40, expectedClose: 405 },
];
/** What came after the as-of day: nothing of it may show. */
const after: LogRow[] = [
  { id: 'now', day: today + 1, stage: 'Won', amount: 900, expectedClose: today + 1 },
  { id: 'next', day: today + 2, stage: 'Open', amount: 200, expectedClose: 450 },
  { id: 'lost365', day: today + 3, stage: 'Won', amount: 150, expectedClose: today + 3 },
  { id: 'new', day: today + 1, stage: 'Open', amount: 1000, expectedClose: 450 },
];
const scope = { where: [], weight: 'count', asOf: '2021-02-14', target: 240 } as const;

describe('coverage of four quarters worked by hand', () => {
  let known: DerivedWorkspace;
  beforeAll(async () => {
    known = await workspaceOfLog([...past, ...present], stagesOf(['Open']));
  });
  afterAll(() => known?.close());

  const answer = (options: object = {}) =>
    known.workspace.database.use((connection) =>
      coverage(connection, known.facts, { ...scope, ...options, where: [] }),
    );

  it('is what is open and due by what is still to win', async () => {
    const { rows, n, daysLeft: left, period } = await answer();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      target: 240,
      wonToDate: 40,
      toGo: 200,
      due: 500,
      dueDeals: 1,
      coverage: 2.5,
    });
    expect({ n, left, period }).toEqual({ n: 1, left: 45, period: '2021-Q1' });
  });

  it('needs one over what past quarters made of what was due with as many days left', async () => {
    const { rows, past: quarters } = await answer();
    // Shares 100/400, 100/200, 100/500, 100/250, from the newest quarter back.
    expect(quarters.map(({ conversion }) => conversion)).toEqual([0.4, 0.2, 0.5, 0.25]);
    expect(rows[0]?.conversion).toBeCloseTo(0.325, 12);
    expect(rows[0]?.needed).toBeCloseTo(1 / 0.325, 12);
    expect(rows[0]?.neededLow).toBeCloseTo(1 / 0.44, 12);
    expect(rows[0]?.neededHigh).toBeCloseTo(1 / 0.23, 12);
  });

  it('needs less where deals count that were not due yet', async () => {
    const { rows, past: quarters } = await answer();
    // 100 + 60 + 20 of 250, 500, 200 and 400: the 40 were won before.
    expect(quarters.map(({ restWon, total }) => [restWon, total])).toEqual(Array(4).fill([180, 220]));
    expect(rows[0]?.neededWithRest).toBeCloseTo(1 / 0.585, 12);
  });

  it('is told for every week of the quarter', async () => {
    const { weeks } = await answer();
    expect(weeks.map((week) => week.daysLeft)).toEqual([
      84, 77, 70, 63, 56, 49, 45, 42, 35, 28, 21, 14, 7, 0,
    ]);
    expect(weeks.find((week) => week.daysLeft === 45)).toMatchObject({ day: scope.asOf, coverage: 2.5 });
    expect(weeks.find((week) => week.daysLeft === 42)).toMatchObject({ due: null, coverage: null });
    // With seven days left only what was lost was still due.
    expect(weeks.find((week) => week.daysLeft === 7)?.needed).toMatchObject({ needed: null, periods: 4 });
  });

  it('has no number where nothing is to go, or no target', async () => {
    expect((await answer({ target: 30 })).rows[0]).toMatchObject({ toGo: 0, coverage: null });
    const without = await answer({ target: undefined });
    expect(without.rows[0]).toMatchObject({ toGo: null, coverage: null });
    expect(without.warnings.map(({ code }) => code)).toContain('no-target');
  });

  it('does not say what is needed from three quarters', async () => {
    const { rows, warnings } = await answer({ asOf: '2020-11-16', period: '2020-Q4' });
    expect(rows[0]).toMatchObject({ periods: 3, needed: null, conversion: 0.25 });
    expect(warnings.map(({ code }) => code)).toContain('few-periods');
  });

  it('knows nothing of what came later', async () => {
    const later = await workspaceOfLog([...past, ...present, ...after], stagesOf(['Open']));
    const told = await later.workspace.database.use((connection) =>
      coverage(connection, later.facts, { ...scope, where: [] }),
    );
    expect(told).toEqual(await answer());
    await later.close();
  });
});
