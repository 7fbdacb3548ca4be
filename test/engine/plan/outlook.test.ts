import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MethodInput } from '#shared/contract/methods';
import { type TestEngine, testEngine } from '../../support/engine';

/** A generated company of three years, looked at in the middle of a quarter. */
const day = '2026-05-15';
const period = '2026-Q2';
let engine: TestEngine;

beforeAll(async () => {
  engine = await testEngine();
  await engine.call('workspace.openSample', { deals: 1500, seed: 1 });
});
afterAll(() => engine?.close());

const forecast = (params: MethodInput<'metric.forecast'> = {}) =>
  engine.call('metric.forecast', { asOf: day, period, ...params });
const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

describe('what moved the forecast', () => {
  it('adds up to the change of the mean, to the cent', async () => {
    for (const from of ['2026-05-08', '2026-04-10']) {
      const moved = await engine.call('metric.movement', { period, from, to: day });
      expect(moved.identityHolds).toBe(true);
      expect(sum(moved.rows, (row) => row.amount)).toBeCloseTo(moved.after.mean - moved.before.mean, 6);
      expect(moved.after.mean).toBe((await forecast()).mean);
    }
  });

  it('counts a won deal for what it brought less what was expected of it', async () => {
    const moved = await engine.call('metric.movement', { period, from: '2026-05-01', to: day, limit: 1000 });
    const won = moved.deals.filter(({ reason }) => reason === 'won');
    expect(won.length).toBe(moved.rows.find(({ reason }) => reason === 'won')?.deals);
    const closed = await engine.call('deals.list', {
      asOf: day,
      from: '2026-05-02',
      to: day,
      behind: { metric: 'win-rate', part: 'won' },
    });
    expect(won.map(({ id }) => id).sort()).toEqual(closed.rows.map(({ id }) => id).sort());
    for (const { before, chanceBefore, chanceAfter } of won) {
      expect(chanceAfter).toBeNull();
      expect(before > 0).toBe(chanceBefore !== null && chanceBefore > 0);
    }
  });

  it('is nothing between a day and itself', async () => {
    const moved = await engine.call('metric.movement', { period, from: day, to: day });
    expect(sum(moved.rows, (row) => Math.abs(row.amount))).toBe(0);
  });

  it('knows nothing of what came after the later day', async () => {
    // The same question asked from a later as-of day of the workspace is about the same two days.
    const moved = await engine.call('metric.movement', { period, from: '2026-05-08', to: day });
    const later = await engine.call('metric.movement', {
      period,
      from: '2026-05-08',
      to: day,
      asOf: '2026-06-30',
    });
    expect(later.rows).toEqual(moved.rows);
  });
});

describe('what if', () => {
  const tryOut = (change: MethodInput<'metric.whatIf'> = {}) =>
    engine.call('metric.whatIf', { asOf: day, period, target: 600_000, ...change });

  it('is the outlook where nothing is changed', async () => {
    const told = await forecast();
    const { before, after } = await tryOut();
    expect(after).toEqual(before);
    expect(before.mean).toBeCloseTo(told.mean, 0);
    // Fewer draws than a forecast has: near, and not the same.
    for (const name of ['p10', 'p50', 'p90'] as const)
      expect(Math.abs(before[name] - told[name])).toBeLessThan(0.15 * told.sd);
  });

  it('follows each factor', async () => {
    const { before } = await tryOut();
    const outcome = async (change: MethodInput<'metric.whatIf'>) => (await tryOut(change)).after;
    expect((await outcome({ conversion: 1.5 })).p50).toBeGreaterThan(before.p50);
    expect((await outcome({ cycle: 0.7 })).p50).toBeGreaterThan(before.p50);
    expect((await outcome({ cycle: 1.5 })).p50).toBeLessThan(before.p50);
    expect((await outcome({ size: 0.8 })).p90).toBeLessThan(before.p90);
    const volume = await outcome({ volume: 2 });
    expect(volume.mean).toBeGreaterThan(before.mean);
    expect(volume.targetProbability).toBeGreaterThanOrEqual(before.targetProbability ?? 1);
  });

  it('leaves deals out, adds them and moves their dates', async () => {
    const { drivers } = await forecast({ drivers: 2 });
    const first = drivers[0]!;
    const { before, after, openDeals } = await tryOut({ exclude: [first.id] });
    expect(before.mean - after.mean).toBeCloseTo(first.probability * first.expectedAmount, 0);
    const added = await tryOut({ add: [{ amount: 100_000, chance: 1 }] });
    expect(added.after.mean - added.before.mean).toBeCloseTo(100_000, 1);
    expect(added.after.p10 - added.before.p10).toBeGreaterThan(80_000);
    expect(added.openDeals).toBe(openDeals + 2);
    const moved = await tryOut({ move: [{ id: first.id, expectedClose: '2027-01-31' }] });
    expect(moved.after.mean).not.toBeCloseTo(moved.before.mean, 0);
    const isLess = moved.after.mean < moved.before.mean;
    expect(moved.warnings.map(({ code }) => code)).toEqual(isLess ? [] : ['dates-say-little']);
    const within = await tryOut({ move: [{ id: first.id, expectedClose: '2026-06-01' }] });
    expect(within.after).toEqual(within.before);
    expect((await tryOut({ exclude: ['no such deal'] })).unknown).toEqual(['no such deal']);
  });

  it('gives a deal the chance that somebody knows better, which no factor moves', async () => {
    const { drivers } = await forecast({ drivers: 1 });
    const { id, probability, expectedAmount } = drivers[0]!;
    const sure = await tryOut({ chances: [{ id, chance: 1 }] });
    expect(sure.after.mean - sure.before.mean).toBeCloseTo((1 - probability) * expectedAmount, 0);
    const out = await tryOut({ exclude: [id], chances: [{ id, chance: 1 }] });
    expect(out.after).toEqual((await tryOut({ exclude: [id] })).after);
    const [low, high] = [0.5, 1.5].map((conversion) => ({ conversion, exclude: [id] }));
    const between = async (change: MethodInput<'metric.whatIf'>) =>
      (await tryOut({ ...change, exclude: [], chances: [{ id, chance: 0.5 }] })).after.mean -
      (await tryOut(change)).after.mean;
    expect(await between(low!)).toBeCloseTo(await between(high!), 0);
  });
});

describe('the gap to a target', () => {
  const gap = (target?: number) =>
    engine.call('metric.gap', { asOf: day, period, ...(target === undefined ? {} : { target }) });

  it('splits into parts that add up to it exactly, above the outlook and below', async () => {
    const { mean } = await forecast();
    for (const factor of [0.7, 1, 1.2, 3]) {
      const target = Math.round(mean * factor);
      const answer = await gap(target);
      expect(answer.identityHolds).toBe(true);
      expect(answer.gap).toBeCloseTo(target - mean, 6);
      expect(sum(answer.rows, (row) => row.amount)).toBeCloseTo(target - mean, 6);
      expect(answer.verdict === null).toBe(answer.gap! <= 0);
    }
  });

  it('rests on factors whose product is the outlook, and the target', async () => {
    const answer = await gap(2_000_000);
    const product = (of: 'now' | 'needed') => answer.rows.reduce((all, row) => all * row[of], 1);
    expect(product('now')).toBeCloseTo(answer.outlook, 0);
    expect(product('needed')).toBeCloseTo(2_000_000, 0);
    for (const row of answer.rows.filter(({ factor }) => factor !== 'volume'))
      expect(row.needed).toBe(row.usual);
    for (const row of answer.rows) expect((row.alone / row.now) * answer.outlook).toBeCloseTo(2_000_000, 0);
  });

  it('asks for more new deals the later they come', async () => {
    const { steps, leadTime, lastDay } = await gap(2_000_000);
    const needed = steps.flatMap(({ deals }) => deals ?? []);
    expect(needed.length).toBeGreaterThan(1);
    expect([...needed].sort((a, b) => a - b)).toEqual(needed);
    expect(steps[0]).toMatchObject({ day, daysLeft: 46 });
    expect(leadTime).toBeGreaterThan(20);
    expect(lastDay! < '2026-06-30').toBe(true);
  });

  it('takes the target that is set, and says where there is none', async () => {
    expect((await gap()).warnings.map(({ code }) => code)).toContain('no-target');
    await engine.call('targets.set', { period, amount: 900_000, author: 'Ann' });
    const told = await gap();
    expect(told.target).toBe(900_000);
    expect((await forecast()).target).toBe(900_000);
    await engine.call('targets.set', { period, amount: null, author: 'Ann' });
    expect((await gap()).target).toBeNull();
  });
});

describe('open deals by category and by when they are due', () => {
  it('add up to all open deals, and what is expected of them to the forecast', async () => {
    const told = await forecast();
    const parts = await engine.call('metric.outlookParts', { asOf: day, period });
    const open = told.components.filter(({ component }) => component === 'open');
    expect(parts.source).toBe('field');
    for (const rows of [parts.rows, parts.horizon]) {
      expect(sum<{ deals: number }>(rows, (row) => row.deals)).toBe(sum(open, (part) => part.deals));
      expect(sum<{ expected: number }>(rows, (row) => row.expected)).toBeCloseTo(
        sum(open, (part) => part.mean),
        0,
      );
    }
    expect(parts.rows.at(-1)?.rollUpExpected).toBeCloseTo(told.mean - told.rows[0]!.newMean, 0);
  });
});

describe('what is open and due', () => {
  it('opens exactly its deals, by owner too', async () => {
    const behind = { metric: 'coverage', part: 'due', period } as const;
    const list = (group?: { field: string; value: string | null }) =>
      engine.call('deals.list', { asOf: day, behind, limit: 0, ...(group ? { group } : {}) });
    const [whole] = (await engine.call('metric.coverage', { asOf: day, period })).rows;
    const due = await list();
    expect(due.total).toBe(whole?.dueDeals);
    expect(due.totalValue).toBeCloseTo(whole?.due ?? 0, 2);
    const { rows } = await engine.call('metric.coverage', { asOf: day, period, by: 'owner' });
    expect(sum(rows, (row) => row.dueDeals)).toBe(whole?.dueDeals);
    const first = rows.find(({ dueDeals }) => dueDeals > 0)!;
    expect((await list({ field: 'owner', value: first.key })).total).toBe(first.dueDeals);
  });
});

describe('calls of people', () => {
  const call = (amount: number | null, more: Partial<MethodInput<'judgements.add'>> = {}) =>
    engine.call('judgements.add', {
      period,
      asOf: day,
      author: 'Ann',
      note: 'Renewals are signed',
      amount,
      ...more,
    });

  it('are kept with who, when, why and what the model said, and never changed', async () => {
    const told = await forecast();
    const first = (await call(700_000)).judgements[0];
    expect(first).toMatchObject({
      author: 'Ann',
      at: '2026-07-01T12:00:00',
      asOf: day,
      period,
      amount: 700_000,
      note: 'Renewals are signed',
      isLast: true,
      actual: null,
      model: { p10: told.p10, p50: told.p50, p90: told.p90, mean: told.mean, method: told.method },
    });
    const both = (await call(650_000, { note: 'One slipped' })).judgements;
    expect(both.map(({ amount, isLast }) => [amount, isLast])).toEqual([
      [650_000, true],
      [700_000, false],
    ]);
    expect({ ...both[1], isLast: true }).toEqual(first);
  });

  it('can be on a group or a deal, beside what the model says of it', async () => {
    const by = await forecast({ by: 'team', drivers: 1 });
    const team = by.rows.find(({ key }) => key !== null)!;
    const [onTeam] = (await call(100_000, { field: 'team', value: team.key! })).judgements;
    expect(onTeam?.model).toMatchObject({ p50: team.p50, mean: team.mean });
    const driver = by.drivers[0]!;
    const [onDeal] = (await call(0, { deal: driver.id })).judgements;
    expect(onDeal).toMatchObject({ dealName: driver.name, model: { p50: null } });
    expect(onDeal?.model.mean).toBeCloseTo(driver.probability * driver.expectedAmount, 2);
    await expect(call(1, { deal: 'no such deal' })).rejects.toMatchObject({ code: 'unknown-opportunity' });
  });

  it('are scored against what came when the period is over, the last word of each alone', async () => {
    const known = await engine.call('judgements.list', { period, asOf: '2026-06-30' });
    const came = await forecast({ asOf: '2026-06-30' });
    const whole = known.judgements.find((one) => one.amount === 650_000)!;
    expect(whole.actual).toBe(came.wonToDate);
    expect(whole.error).toBeCloseTo(650_000 - came.wonToDate, 6);
    expect(whole.modelError).toBeCloseTo((await forecast()).p50 - came.wonToDate, 6);
    const [score] = known.scores;
    const last = known.judgements.filter(({ isLast }) => isLast);
    expect(score).toMatchObject({ author: 'Ann', n: last.length });
    const actual = sum(last, (one) => one.actual!);
    expect(score?.wape).toBeCloseTo(sum(last, (one) => Math.abs(one.error!)) / actual, 9);
    expect(known.warnings.map(({ code }) => code)).toContain('few-calls');
  });

  it('made later are not known on an earlier day', async () => {
    expect((await engine.call('judgements.list', { period, asOf: '2026-05-14' })).judgements).toEqual([]);
  });

  it('can be withdrawn, which stays in the log', async () => {
    const { judgements } = await call(null, { note: 'Too early' });
    expect(judgements[0]).toMatchObject({ amount: null, isLast: true });
    expect(judgements.filter(({ field, deal }) => field === null && deal === null)).toHaveLength(3);
  });

  it('need a reason and a name', async () => {
    await expect(call(1, { note: ' ' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(call(1, { author: '' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('outlooks as they stood', () => {
  it('are kept once a day, period, method and choice of deals', async () => {
    const keep = (params: MethodInput<'outlooks.keep'> = {}) =>
      engine.call('outlooks.keep', { period, asOf: day, ...params });
    const told = await forecast();
    const first = await keep();
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({ asOf: day, asked: 'auto', p10: told.p10, p50: told.p50, p90: told.p90 });
    expect(await keep()).toEqual(first);
    expect(await keep({ asOf: '2026-05-22' })).toHaveLength(2);
    // On an earlier day only what was said until then is known; other deals have outlooks of their own.
    expect(await engine.call('outlooks.list', { period, asOf: day })).toEqual(first);
    const west = [{ field: 'region', values: ['EMEA'] }];
    expect(await keep({ where: west })).toHaveLength(1);
  });
});
