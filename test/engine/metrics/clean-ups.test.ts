import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricScope } from '#engine/metrics/answer';
import { cycle } from '#engine/metrics/cycle';
import { listDeals } from '#engine/metrics/deals';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import { dealsParams } from '#shared/contract/methods';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { dayLength, type LogEntry, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';

const stages = [
  { pipeline: '', stage: 'New', rank: 1, kind: 'open' as const },
  { pipeline: '', stage: 'Demo', rank: 2, kind: 'open' as const },
  { pipeline: '', stage: 'Won', rank: 3, kind: 'won' as const },
  { pipeline: '', stage: 'Lost', rank: 0, kind: 'lost' as const },
];

const firstDay = dayNumber('2025-01-01');
const cleanUpDay = '2025-09-01';
const cleanedUp = 24;

/**
 * 200 deals created day after day, each in Demo after five days and closed after twenty, every fourth won; and 24 more that
 * nobody touched after Demo and that were all lost on the day of clean-up.
 */
function log(): LogEntry[] {
  const entries: Omit<LogEntry, 'row'>[] = [];
  const add = (id: string, day: number, stage: string, owner = 'Ann') =>
    entries.push({
      ...{ id, at: (firstDay + day) * dayLength, stage, owner },
      ...{ amount: 100, expectedClose: null, probability: null, segment: null },
    });
  for (let i = 0; i < 200; i++) {
    add(`D-${i}`, i, 'New');
    add(`D-${i}`, i + 5, 'Demo');
    add(`D-${i}`, i + 20, i % 4 === 0 ? 'Won' : 'Lost');
  }
  for (let i = 0; i < cleanedUp; i++) {
    add(`Z-${i}`, i, 'New');
    add(`Z-${i}`, i + 7, 'Demo');
    add(`Z-${i}`, dayNumber(cleanUpDay) - firstDay, 'Lost');
  }
  // Taken back a week after, which the day of clean-up could not know.
  add('Z-0', dayNumber(cleanUpDay) - firstDay + 7, 'Demo');
  // Later the deals have another owner.
  for (let i = 1; i < 5; i++) add(`Z-${i}`, dayNumber(cleanUpDay) - firstDay + 60, 'Lost', 'Ben');
  return entries.map((entry, row) => ({ ...entry, row }));
}

let workspace: LogWorkspace;
beforeAll(async () => {
  workspace = await openLogWorkspace();
});
afterAll(() => workspace.close());

const asOf = '2025-12-31';
const load = (entries: readonly LogEntry[], coarse = false) =>
  workspace.load({ logs: [entries] }, { stages, clock: 'day', asOf, coarse });

const plain: MetricScope = { where: [], weight: 'count' };

/** What all metrics say that look at lengths, as of a day. */
async function answers(facts: WorkspaceFacts, scope: MetricScope) {
  return workspace.use(async (connection) => {
    const closed = await cycle(connection, facts, {
      ...scope,
      outcome: 'closed',
      start: 'created_at',
      curve: true,
    });
    const lost = await cycle(connection, facts, {
      ...scope,
      outcome: 'lost',
      start: 'created_at',
      curve: false,
    });
    const rate = await winRate(connection, facts, { ...scope, horizon: 60 });
    const stays = await timeInStage(connection, facts, { ...scope, curve: true });
    const reached = await funnel(connection, facts, {
      ...scope,
      definition: 'reached',
      cohortField: 'created',
      within: 60,
    });
    return {
      rows: [closed, lost, rate, stays, reached].map((answer) => answer.rows),
      warnings: [closed, rate, stays, reached].map((answer) => answer.warnings.map(({ message }) => message)),
    };
  });
}

describe('losses of a day of clean-up', () => {
  it('are found on that day, for the owner and for all', async () => {
    await load(log());
    const found = await workspace.use((connection) =>
      connection.all('SELECT day, is_all, owner, deals FROM weir.clean_up'),
    );
    expect(found).toEqual([
      { day: cleanUpDay, is_all: false, owner: 'Ann', deals: cleanedUp },
      { day: cleanUpDay, is_all: true, owner: null, deals: cleanedUp },
    ]);
  });

  it('count from the last change of stage before, with the figure of the booked day beside', async () => {
    const facts = await load(log());
    const scope = { ...plain, outcome: 'lost', start: 'created_at', curve: false } as const;
    const [dated, booked] = await workspace.use(async (connection) => [
      await cycle(connection, facts, scope),
      await cycle(connection, facts, { ...scope, cleanUps: 'booked' }),
    ]);
    const { naiveMean, n, events, bookedMedian } = dated.rows[0]!;
    // 150 lost after 20 days, 23 after 7 of which nobody knew until the day of clean-up.
    expect({ n, events }).toEqual({ n: 224, events: 173 });
    expect(naiveMean).toBeCloseTo((150 * 20 + 23 * 7) / 173, 9);
    expect(booked.rows[0]!.naiveMean).toBeGreaterThan(45);
    expect(bookedMedian).toBe(booked.rows[0]!.median);
    expect(booked.rows[0]!.bookedMedian).toBeUndefined();
    expect(dated.warnings.map(({ code }) => code)).toContain('clean-ups-dated');
    expect(dated.warnings.find(({ code }) => code === 'clean-ups-dated')?.details).toMatchObject({
      losses: 23,
      days: 1,
    });
    expect(booked.warnings.map(({ code }) => code)).toEqual(['clean-ups-booked']);
    const behind = dealsParams.parse({ ...plain, behind: { metric: 'clean-ups' } });
    const moved = await workspace.use((connection) => listDeals(connection, facts, behind));
    expect(moved.total).toBe(23);
    expect(dated.warnings[0]?.message).toContain('By the booked days the median is the same.');
  });

  it('are told with the booked median where that is another', async () => {
    const facts = await load(log());
    const [closed, won] = await workspace.use(async (connection) => {
      const scope = { ...plain, start: 'created_at', curve: false };
      // Of the deals made in the first weeks, nearly half were lost in the clean-up.
      const early = { ...scope, to: '2025-01-20' };
      return [
        await cycle(connection, facts, { ...early, outcome: 'lost' }),
        await cycle(connection, facts, { ...early, outcome: 'won' }),
      ];
    });
    const note = ({ warnings }: typeof closed) =>
      warnings.find(({ code }) => code === 'clean-ups-dated')?.message;
    expect(closed.rows[0]?.bookedMedian).not.toBe(closed.rows[0]?.median);
    expect(note(closed)).toContain(`By the booked days the median is ${closed.rows[0]?.bookedMedian} days.`);
    expect(note(won)).toContain('By the booked days the median is the same.');
  });

  it('leave the stage they were in when they were last moved, and what is booked stays', async () => {
    const facts = await load(log());
    const { dated, booked, stays } = await workspace.use(async (connection) => ({
      dated: await winRate(connection, facts, { ...plain, from: '2025-09-01', to: '2025-09-30' }),
      booked: await winRate(connection, facts, {
        ...plain,
        from: '2025-09-01',
        to: '2025-09-30',
        cleanUps: 'booked',
      }),
      stays: await timeInStage(connection, facts, { ...plain, curve: false }),
    }));
    expect(dated.rows[0]).toMatchObject({ lost: 23, won: 0, closedRate: 0 });
    expect(booked.rows[0]).toMatchObject({ lost: 23, won: 0, closedRate: 0 });
    const demo = stays.rows.find(({ stage }) => stage === 'Demo');
    expect(demo).toMatchObject({ visits: 225, n: 224, median: 15, bookedMedian: 15 });
    expect(demo?.naiveMean).toBeLessThan(15);
  });

  it.each([false, true])(
    'tell nothing before they are booked and nothing of later days (coarse ages: %s)',
    async (coarse) => {
      const entries = log();
      const days = ['2025-03-01', '2025-08-31', cleanUpDay, '2025-09-05', '2025-09-08', '2025-10-15', asOf];
      const cut = new Map<string, unknown>();
      for (const day of days) {
        const known = entries.filter(({ at }) => at < (dayNumber(day) + 1) * dayLength);
        const facts = await load(known, coarse);
        cut.set(day, await answers({ ...facts, asOf: day }, { ...plain, asOf: day }));
      }
      const facts = await load(entries, coarse);
      for (const day of days) {
        expect([day, await answers(facts, { ...plain, asOf: day })]).toEqual([day, cut.get(day)]);
      }
      const before = (await answers(facts, { ...plain, asOf: '2025-08-31' })).warnings.flat();
      expect(before.filter((message) => message.includes('clean-up'))).toEqual([]);
    },
  );

  it('are the same with a breakdown and a filter that the narrow tables do not carry', async () => {
    const facts = await load(log());
    const all = await answers(facts, plain);
    const byOwner = await answers(facts, { ...plain, by: 'evidence' });
    const filtered = await answers(facts, {
      ...plain,
      where: [{ field: 'outcome', values: ['won', 'lost', 'open'] }],
    });
    expect(filtered.rows).toEqual(all.rows);
    const named = byOwner.rows.map((rows) => rows.map((row) => ({ ...row, key: null })));
    expect(named).toEqual(all.rows.map((rows) => rows.map((row) => ({ ...row, key: null }))));
  });
});

it('a day counts as one of clean-up by what was known on it: 100 working days come before', async () => {
  const early = log()
    .filter(({ id }) => id.startsWith('Z-'))
    .map((entry) =>
      entry.stage === 'Lost' && entry.owner === 'Ann' ? { ...entry, at: (firstDay + 40) * dayLength } : entry,
    );
  await load(early);
  const found = await workspace.use((connection) => connection.all('FROM weir.clean_up'));
  expect(found).toEqual([]);
  expect(dayOfNumber(firstDay)).toBe('2025-01-01');
});
