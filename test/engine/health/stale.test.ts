import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { f1, hitsOf, levelCounts, tuneLevels } from '#engine/metrics/health/tune-levels';
import { usualLimit } from '#engine/metrics/health/usual';
import { chancesOf } from '#engine/metrics/health/win-chances';
import { check, day, deal, healthOf } from './fixture';

describe('limits learned from won deals', () => {
  // Twenty deals were won after 1 to 20 days in A and five in B; two open ones are in A for 19 and 25 days on day 500.
  const won = Array.from({ length: 20 }, (_, i) =>
    deal(`w${i + 1}`, [
      [10 + i, 'A'],
      [10 + i + i + 1, 'B'],
      [10 + i + i + 6, 'Won'],
    ]),
  ).flat();
  const open = [
    ...deal('fresh', [[485, 'A']], { amount: 100, expectedClose: 520 }),
    ...deal('warned', [[482, 'A']], { amount: 100, expectedClose: 520 }),
    ...deal('old', [[475, 'A']], { amount: 300, expectedClose: 480 }),
    ...deal(
      'none',
      [
        [470, 'A'],
        [499, 'B'],
      ],
      { amount: 50 },
    ),
  ];
  let pipeline: Awaited<ReturnType<typeof healthOf>>;
  beforeAll(async () => {
    pipeline = await healthOf([...won, ...open], ['A', 'B']);
  });
  afterAll(() => pipeline.close());

  it('are the P80 and P90 of their stays', async () => {
    const answer = await pipeline.stale({ asOf: day(500) });
    const [a, b] = answer.stages;
    expect(a).toMatchObject({
      stage: 'A',
      n: 20,
      warnDays: 16,
      staleDays: 18,
      deals: 3,
      stale: 1,
      warned: 1,
    });
    expect(b).toMatchObject({ stage: 'B', n: 20, warnDays: 5, staleDays: 5, stale: 0 });
    expect(
      answer.rows.map(({ id, reasons, limit, daysInStage }) => ({ id, reasons, limit, daysInStage })),
    ).toEqual([{ id: 'old', reasons: ['no-move'], limit: 18, daysInStage: 25 }]);
    expect(answer.staleAmount).toBe(300);
    expect(await pipeline.behind(day(500), { metric: 'stale', part: 'stale' })).toEqual(['old']);
    expect(await pipeline.behind(day(500), { metric: 'stale', part: 'warned' })).toEqual(['warned']);
    // Sixteen days are not beyond sixteen; a day before it went to B, the other one was stale.
    expect((await pipeline.stale({ asOf: day(498) })).stages[0]).toMatchObject({ stale: 2, warned: 0 });
  });

  it('give way to a number of days', async () => {
    const answer = await pipeline.stale({ asOf: day(500), limit: 14 });
    expect(answer.rows.map(({ id }) => id).sort()).toEqual(['fresh', 'old', 'warned']);
    expect(await pipeline.behind(day(500), { metric: 'stale', part: 'no-move', limit: 14 })).toHaveLength(3);
  });

  it('are not told of a stage that few won deals were in', async () => {
    const few = await healthOf([...won.slice(0, 9 * 3), ...open], ['A', 'B']);
    const answer = await few.stale({ asOf: day(500) });
    expect(answer.stages.map(({ staleDays }) => staleDays)).toEqual([null, null]);
    expect(answer.total).toBe(0);
    expect(answer.warnings.map(({ code }) => code)).toContain('no-learned-limit');
    await few.close();
  });

  it('say so where nothing is known of touches', async () => {
    const answer = await pipeline.stale({ asOf: day(500) });
    expect(answer.warnings.map(({ code }) => code)).toContain('no-activities');
    expect(answer.rows[0]).toMatchObject({ daysSinceTouch: null, touchLimit: null });
    expect((await pipeline.health({ asOf: day(500) })).scores.touches.value).toBeNull();
  });

  it('count a touch once activities tell of one, and put a deal off where a next step lies ahead', async () => {
    const touched = await healthOf([...won, ...open], ['A', 'B']);
    await touched.run(
      `INSERT INTO weir.touch SELECT key, DATE '${day(450)}', DATE '9999-12-31' FROM weir.opportunity WHERE id = 'fresh'`,
    );
    await touched.run(`UPDATE weir.opportunity SET next_step_date = DATE '${day(501)}' WHERE id = 'old'`);
    await touched.run(
      `UPDATE weir.narrow_life SET last_step_date = next_step_date, last_touch = t.touched
      FROM weir.opportunity AS o LEFT JOIN weir.touch AS t USING (key)
      WHERE o.key = narrow_life.key`,
    );
    const facts = { ...touched.facts, hasTouches: true, kept: new Set(['next_step_date' as const]) };
    Object.assign(touched.facts, facts);
    const answer = await touched.stale({ asOf: day(500) });
    expect(answer.rows.map(({ id, reasons }) => ({ id, reasons }))).toEqual([
      { id: 'fresh', reasons: ['no-touch'] },
      // In a late stage after half the days.
      { id: 'none', reasons: ['no-touch'] },
    ]);
    expect(answer.stages[0]).toMatchObject({ snoozed: 1, touchLimit: 30 });
    expect(answer.stages[1]).toMatchObject({ touchLimit: 15, late: true });
    expect((await touched.stale({ asOf: day(500), touch: 60 })).total).toBe(0);
    await touched.close();
  });

  it('lists each deal with what to do about it', async () => {
    const { rows } = await pipeline.list({ asOf: day(500), list: 'worklist' });
    expect(rows.map(({ id, action }) => [id, action])).toEqual([
      ['old', 'Set a close date that holds, or close it; Move on or close: day 25 in the stage, limit 18'],
      ['warned', 'Decide before day 18 in the stage'],
    ]);
    const late = check(await pipeline.health({ asOf: day(500) }), 'past-due-close');
    expect(late).toMatchObject({ value: 1, deals: 1, amount: 300, limit: 0 });
    expect(late.history?.at(-1)?.value).toBe(1);
    const cleanup = await pipeline.list({ asOf: day(500), list: 'cleanup' });
    // Nine in ten of the wins came within 23 days.
    expect(cleanup.rows.map(({ id }) => id)).toEqual(['none', 'old']);
  });
});

describe('win chances', () => {
  it('are Aalen–Johansen over the deals that were still in the stage', () => {
    // Of 40 at the beginning 20 are won in week 1, 20 lost in week 2; of 30 still there at day 30, 3 are won in week 2.
    const rows = [
      [1, 0, 7, 20, 0, 0],
      [1, 0, 14, 0, 20, 0],
      [1, 30, 14, 3, 0, 0],
      [1, 30, 21, 0, 27, 0],
    ] as const;
    const column = (at: 0 | 1 | 2 | 3 | 4 | 5) => rows.map((row) => row[at]);
    const chances = chancesOf({
      stage_id: column(0),
      from_age: column(1),
      t: column(2),
      won: column(3),
      lost: column(4),
      censored: column(5),
    });
    expect(chances).toHaveLength(2);
    expect(chances[0]).toMatchObject({ fromAge: 0, toAge: 30, n: 40, chance: 0.5, odds: 1 });
    expect(chances[1]).toMatchObject({ fromAge: 30, n: 30 });
    expect(chances[1]!.chance).toBeCloseTo(0.1, 9);
    expect(chances[1]!.odds).toBeCloseTo(0.2, 9);
    expect(chances[1]!.oddsHigh).toBeGreaterThan(0.2);
    expect(chances[1]!.oddsHigh).toBeLessThan(0.5);
  });
});

describe('levels of limits', () => {
  it('are those with the highest F1 that any choice of levels has', () => {
    const counts = new Map(
      [
        [9, 7, 3, 8, 6],
        [1, 2, 9, 9, 5],
        [0, 1, 1, 2, 9],
      ].map((lost, stage) => {
        const own = levelCounts(4);
        own.lost.set(lost);
        own.moved.set([12, 9, 7, 5, 1].map((n) => n * (stage + 1)));
        return [stage, own] as const;
      }),
    );
    const tuned = tuneLevels(counts, 4);
    const score = (levels: readonly number[]) => f1(hitsOf(counts, (stage) => levels[stage] ?? null)) ?? 0;
    const places = [0, 1, 2, 3];
    const all = places.flatMap((a) => places.flatMap((b) => places.map((c) => score([a, b, c]))));
    expect(score([0, 1, 2].map((stage) => tuned.get(stage) ?? 0))).toBeCloseTo(Math.max(...all), 12);
  });
});

describe('what is usual', () => {
  it('is the mean and three deviations, which are no less than chance', () => {
    expect(usualLimit([1, 2, 3, 4, 5, 6], 'above', () => 0).limit).toBeCloseTo(3.5 + 3 * Math.sqrt(3.5), 9);
    expect(usualLimit([4, 4, 4, 4, 4, 4], 'below', () => 1)).toEqual({ limit: 1, mean: 4 });
    expect(usualLimit([4, 4, 4, null, null, 4], 'above', () => 1)).toEqual({ limit: null, mean: null });
  });
});
