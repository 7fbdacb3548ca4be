import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogRow } from '../../support/derived-workspace';
import { check, day, deal, healthOf } from './fixture';

/** The as-of day is day 500; checks look back 336 days, to day 164. */
const asOf = day(500);

describe('the load of the late stages, worked by hand', () => {
  // C is the last third of A, B, C. One deal a week comes into C and is closed 42 days later, so that six stand there at any
  // time: six weeks of work. In the last two weeks twelve more come.
  const steady = Array.from({ length: 68 }, (_, week) => {
    const came = 30 + week * 7;
    const closed = came + 42;
    const steps: [number, string][] = [
      [came - 20, 'A'],
      [came, 'C'],
    ];
    return deal(`s${week}`, closed <= 500 ? [...steps, [closed, week % 2 === 0 ? 'Won' : 'Lost']] : steps, {
      amount: 10,
    });
  }).flat();
  const rush = Array.from({ length: 12 }, (_, i) =>
    deal(`r${i}`, [
      [480, 'A'],
      [490, 'C'],
    ]),
  ).flat();
  let calm: Awaited<ReturnType<typeof healthOf>>;
  let busy: typeof calm;
  beforeAll(async () => {
    calm = await healthOf(steady, ['A', 'B', 'C']);
    busy = await healthOf([...steady, ...rush], ['A', 'B', 'C']);
  });
  afterAll(() => Promise.all([calm.close(), busy.close()]));

  it('is what stands there over what is closed out of it a week', async () => {
    const answer = check(await calm.health({ asOf }), 'late-load');
    // Those that came after day 458: on days 464, 471, …, 499.
    const standing = (await calm.behind(asOf, { metric: 'health', code: 'late-load' })).length;
    expect(standing).toBe(6);
    expect(answer).toMatchObject({ deals: 6, unit: 'weeks', severity: null });
    expect(answer.value).toBeCloseTo(6 / (12 / 12), 9);
    expect(answer.history?.at(-1)).toEqual({ day: asOf, value: answer.value });
    expect(answer.history?.slice(0, 3).every(({ value }) => value === null)).toBe(true);
    expect(answer.history?.slice(3).every(({ value }) => value === 6)).toBe(true);
  });

  it('is told without the past of stale deals, which comes later and is the same', async () => {
    for (const limit of ['learned', 20]) {
      const [whole, first] = [
        await busy.health({ asOf, limit }),
        await busy.health({ asOf, limit, past: 'later' }),
      ];
      const { rows } = await busy.past({ asOf, limit });
      expect(first.rows.filter(({ history }) => history === null).map(({ code }) => code)).toEqual(
        rows.map(({ code }) => code),
      );
      const joined = first.rows.map((row) => ({
        ...row,
        history: row.history ?? rows.find(({ code }) => code === row.code)?.history,
      }));
      expect({ ...first, rows: joined, alerts: [] }).toEqual({ ...whole, alerts: [] });
      expect(check(whole, 'stale').history?.at(-1)?.value).toBe(limit === 20 ? 3 : 0);
    }
  });

  it('is beyond the limit where twelve come at once', async () => {
    const answer = check(await busy.health({ asOf }), 'late-load');
    expect(answer.deals).toBe(18);
    expect(answer.value).toBeCloseTo(18, 9);
    // Six weeks and three deviations by chance, of 18 deals and 12 closings.
    expect(answer.limit).toBeCloseTo(6 * (1 + 3 * Math.sqrt(1 / 18 + 1 / 12)), 9);
    expect(answer.severity).toBe('medium');
    expect(answer.message).toContain('18 weeks of work: 1 a week');
  });
});

describe('stages, new deals and the front of the funnel, worked by hand', () => {
  // Fifty deals stand in A and fifty in B all along. On day 490 forty go from A to B.
  const stay = Array.from({ length: 50 }, (_, i) => [
    ...deal(
      `a${i}`,
      i < 40
        ? [
            [10, 'A'],
            [490, 'B'],
          ]
        : [[10, 'A']],
    ),
    ...deal(`b${i}`, [
      [10, 'A'],
      [20, 'B'],
    ]),
  ]).flat();
  // Ten are created and lost again at once in each four weeks, but in the last ones.
  const brief = Array.from({ length: 17 }, (_, block) =>
    Array.from({ length: 10 }, (__, i) =>
      deal(`n${block}-${i}`, [
        [block * 28 + i, 'A'],
        [block * 28 + i + 1, 'Lost'],
      ]),
    ),
  ).flat(2);
  let pipeline: Awaited<ReturnType<typeof healthOf>>;
  beforeAll(async () => {
    pipeline = await healthOf([...stay, ...brief], ['A', 'B', 'C']);
  });
  afterAll(() => pipeline.close());

  it('finds the stage that deals pile up in', async () => {
    const answer = await pipeline.health({ asOf });
    const b = check(answer, 'pile-up', 'B');
    expect(b).toMatchObject({ value: 0.9, deals: 90, severity: 'high' });
    // Half of them all along; by chance a share of half of a hundred deviates by a twentieth.
    expect(b.limit).toBeCloseTo(0.5 + 3 * 0.05, 9);
    expect(b.history?.map(({ value }) => value)).toEqual([...Array.from({ length: 12 }, () => 0.5), 0.9]);
    expect(check(answer, 'pile-up', 'A').severity).toBeNull();
    expect(await pipeline.behind(asOf, { metric: 'health', code: 'pile-up', stage: 'B' })).toHaveLength(90);
  });

  it('tells how many stood in the first stage for long, now and before', async () => {
    const old = check(await pipeline.health({ asOf }), 'unqualified-old');
    expect(old).toMatchObject({ value: 10, deals: 10 });
    expect(old.history?.map(({ value }) => value)).toEqual([...Array.from({ length: 12 }, () => 50), 10]);
  });

  it('finds the front of the funnel thin', async () => {
    const front = check(await pipeline.health({ asOf }), 'thin-front');
    expect(front).toMatchObject({ value: 0.1, deals: 10, severity: 'high', wrong: 'below' });
    expect(front.limit).toBeCloseTo(0.35, 9);
    expect(await pipeline.behind(asOf, { metric: 'health', code: 'thin-front' })).toHaveLength(10);
  });

  it('counts new deals a week against what was usual', async () => {
    const few = check(await pipeline.health({ asOf }), 'few-created');
    // Those of block 16 came from day 448 on, the last four weeks began on day 473.
    expect(few).toMatchObject({ value: 0, deals: 0, severity: 'medium' });
    expect(few.limit).toBeCloseTo(2.5 - 3 * Math.sqrt(2.5 / 4), 9);
    expect(await pipeline.behind(asOf, { metric: 'health', code: 'few-created' })).toEqual([]);
    const before = check(await pipeline.health({ asOf: day(475) }), 'few-created');
    expect(before).toMatchObject({ value: 2.5, deals: 10, severity: null });
    expect(await pipeline.behind(day(475), { metric: 'health', code: 'few-created' })).toHaveLength(10);
  });

  it('says so where the past is too short to tell what is usual', async () => {
    const early = check(await pipeline.health({ asOf: day(120) }), 'pile-up', 'B');
    expect(early).toMatchObject({ limit: null, severity: null });
    expect(early.message).toContain('the past is too short');
  });
});

describe('coverage of a target, worked by hand', () => {
  // In each quarter of 2020 four deals of 100 are due by its end and open on its 31st day; two of them are won in it.
  const quarters = [0, 91, 182, 274];
  const past: LogRow[] = quarters.flatMap((first, q) =>
    [0, 1, 2, 3].flatMap((i) =>
      deal(
        `q${q}-${i}`,
        [
          [first + 1, 'A'],
          [first + 60, i < 2 ? 'Won' : 'Lost'],
        ],
        {
          amount: 100,
          expectedClose: first + 70,
        },
      ),
    ),
  );
  // In the first quarter of 2021, which begins on day 366, 50 are won; 240 are due and 500 later.
  const now = [
    ...deal(
      'won',
      [
        [367, 'A'],
        [370, 'Won'],
      ],
      { amount: 50, expectedClose: 380 },
    ),
    ...deal('due', [[367, 'A']], { amount: 240, expectedClose: 440 }),
    ...deal('later', [[367, 'A']], { amount: 500, expectedClose: 500 }),
  ];
  let pipeline: Awaited<ReturnType<typeof healthOf>>;
  beforeAll(async () => {
    pipeline = await healthOf([...past, ...now], ['A', 'B']);
  });
  afterAll(() => pipeline.close());
  const target = (amount: number) =>
    pipeline.run(`INSERT INTO weir.target (period, from_day, to_day, grain, amount)
      VALUES ('2021-Q1', '2021-01-01', '2021-03-31', 'quarter', ${amount})`);

  it('says nothing without a target', async () => {
    expect((await pipeline.health({ asOf: day(396) })).rows.some(({ code }) => code === 'low-coverage')).toBe(
      false,
    );
  });

  it('is what is due over what is to be won, against what past quarters needed', async () => {
    await target(200);
    const short = check(await pipeline.health({ asOf: day(396) }), 'low-coverage');
    // 240 for the 150 still to be won; of 400 due 200 were won, so that twice as much is needed.
    expect(short).toMatchObject({ deals: 1, amount: 240, limit: 2, severity: 'medium', unit: 'times' });
    expect(short.value).toBeCloseTo(1.6, 9);
    expect(await pipeline.behind(day(396), { metric: 'health', code: 'low-coverage' })).toEqual(['due']);
    await pipeline.run('UPDATE weir.target SET amount = 150');
    expect(check(await pipeline.health({ asOf: day(396) }), 'low-coverage')).toMatchObject({
      value: 2.4,
      severity: null,
    });
  });
});
