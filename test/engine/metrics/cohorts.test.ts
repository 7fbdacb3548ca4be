import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { fiscalPeriod } from '#engine/metrics/cohorts/fiscal-period';
import { listDeals } from '#engine/metrics/deals';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { chainLadder } from '#engine/stats/chain-ladder';
import { behindSchema } from '#shared/contract/methods';
import { addMonths, dayNumber } from '#shared/time/day';
import { dayLength, type LogEntry, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';

const stages = [
  { pipeline: '', stage: 'New', rank: 1, kind: 'open' as const },
  { pipeline: '', stage: 'Won', rank: 2, kind: 'won' as const },
  { pipeline: '', stage: 'Lost', rank: 0, kind: 'lost' as const },
];
const asOf = '2025-12-31';
const cleanUpDay = '2025-11-03';

/**
 * Twelve months of 40 deals each, created on their first 20 days. Of every ten, two are won after 10 days, one after 40 and one
 * after 75, three are lost after 20, and three stay open; and 24 more of January that nobody touched after two weeks and that
 * were lost on a day of clean-up.
 */
function log(): LogEntry[] {
  const entries: Omit<LogEntry, 'row'>[] = [];
  const add = (id: string, day: number, stage: string) =>
    entries.push({
      ...{ id, at: day * dayLength, stage, owner: 'Ann', amount: 100 },
      ...{ expectedClose: null, probability: null, segment: id.endsWith('0') ? 'small' : 'large' },
    });
  for (let month = 0; month < 12; month++) {
    const first = dayNumber(addMonths('2025-01-01', month));
    for (let i = 0; i < 40; i++) {
      const [id, day] = [`D-${month}-${i}`, first + (i % 20)];
      add(id, day, 'New');
      const kind = i % 10;
      if (kind < 2) add(id, day + 10, 'Won');
      else if (kind === 2) add(id, day + 40, 'Won');
      else if (kind === 3) add(id, day + 75, 'Won');
      else if (kind < 7) add(id, day + 20, 'Lost');
    }
  }
  for (let i = 0; i < 24; i++) {
    add(`Z-${i}`, dayNumber('2025-01-02') - (i % 2), 'New');
    add(`Z-${i}`, dayNumber(cleanUpDay), 'Lost');
  }
  return entries.map((entry, row) => ({ ...entry, row }));
}

describe('cohorts of a year of which everything is known', () => {
  let workspace: LogWorkspace;
  let facts: WorkspaceFacts;
  const plain = { where: [], weight: 'count' as const, grain: 'month' as const, ageStep: 30 };
  const ask = (options: Partial<Parameters<typeof cohorts>[2]> = {}) =>
    workspace.use((connection) => cohorts(connection, facts, { ...plain, ...options }));

  beforeAll(async () => {
    workspace = await openLogWorkspace();
    facts = await workspace.load({ logs: [log()] }, { stages, clock: 'day', asOf });
  });
  afterAll(() => workspace.close());

  it('has every cell as it was made, observed while the youngest deal is that old', async () => {
    const { rows } = await ask();
    const june = rows.filter(({ cohort }) => cohort === '2025-06-01');
    expect(june.map(({ won, lost, open }) => [won, lost, open])).toEqual([
      [8, 12, 20],
      [12, 12, 16],
      ...Array.from({ length: 6 }, () => [16, 12, 12]),
    ]);
    // The last of June's deals began on the 20th, 194 days before.
    expect(june.map(({ observed }) => observed)).toEqual([true, true, true, true, true, true, false, false]);
    for (const [i, { wonRate, naive }] of june.slice(0, 3).entries()) {
      expect(naive).toBe([0.2, 0.3, 0.4][i]);
      expect(wonRate).toBeCloseTo(naive!, 12);
    }
  });

  it('reads shares of young cohorts with the rest as unfinished', async () => {
    const { rows } = await ask({ asOf: '2025-12-20', ageStep: 45 });
    const cell = rows.find(({ cohort, bucket }) => cohort === '2025-11-01' && bucket === 0)!;
    expect(cell.observed).toBe(false);
    // Two of the four that are won after 40 days are that old.
    expect(cell.naive).toBe(0.25);
    expect(cell.wonRate).toBeCloseTo(0.3, 2);
    expect(cell.low).toBeLessThan(0.25);
  });

  it('says of a cohort that is not over that nothing of it was observed', async () => {
    const { rows } = await ask({ asOf: '2025-12-30' });
    expect(rows.filter(({ cohort, observed }) => cohort === '2025-12-01' && observed)).toEqual([]);
  });

  it('weighs by amount, with the intervals that hold for counts left out', async () => {
    const { rows } = await ask({ weight: 'value' });
    const row = rows.find(({ cohort, bucket }) => cohort === '2025-03-01' && bucket === 2)!;
    expect([row.value, row.wonValue, row.lostValue]).toEqual([4000, 1600, 1200]);
    expect([row.wonRate, row.low, row.high]).toEqual([0.4, null, null]);
  });

  it('projects by the chain ladder of the observed cells, the two youngest by exposure', async () => {
    const { rows, develop = [], projected = [] } = await ask({ develop: 'won' });
    const months = [...new Set(rows.map(({ cohort }) => cohort))];
    const triangle = months.map((month) =>
      rows.filter(({ cohort, observed }) => cohort === month && observed).map(({ won }) => won),
    );
    const ladder = chainLadder(triangle);
    expect(develop.map(({ cohort }) => cohort)).toEqual(months);
    for (const [i, row] of develop.slice(0, -2).entries()) {
      expect(row.method).toBe('chain-ladder');
      expect(row.ultimate).toBeCloseTo(ladder.rows[i]!.ultimate, 2);
    }
    expect(develop.slice(-2).map(({ method }) => method)).toEqual(['cape-cod', 'cape-cod']);
    // Every cohort of this year but January, with its clean-up, comes to 16 of 40.
    for (const row of develop.slice(1)) {
      expect(row.ultimate).toBeGreaterThan(14.5);
      expect(row.ultimate).toBeLessThan(16.5);
      expect(row.low).toBeLessThanOrEqual(row.ultimate);
      expect(row.high).toBeGreaterThanOrEqual(row.ultimate);
    }
    const seen = rows.filter(({ observed }) => observed).map(({ cohort, bucket }) => `${cohort} ${bucket}`);
    expect(projected.filter(({ cohort, bucket }) => seen.includes(`${cohort} ${bucket}`))).toEqual([]);
  });

  it('adds to what has come the chance of each open deal at its own age, by count and value', async () => {
    for (const [weight, each] of [
      ['count', 1],
      ['value', 100],
    ] as const) {
      const { develop = [] } = await ask({ weight, develop: 'won' });
      expect(develop.map(({ cohort }) => cohort)).toContain('2025-12-01');
      // Of every month 16 deals are won in the end. Who is open in the youngest hangs together with the day of creation.
      const found = develop.map(({ byDeals }) => (byDeals ?? 0) / each);
      expect(found.slice(0, -3)).toEqual(found.slice(0, -3).map(() => 16));
      expect(Math.max(...found.map((sum) => Math.abs(sum - 16)))).toBeLessThan(2);
    }
  });

  it('shows no projection where fewer than five cohorts were observed or fewer than ten deals won at first', async () => {
    const few = await ask({ develop: 'won', from: '2025-08-01' });
    expect(few.develop).toEqual([]);
    expect(few.warnings.map(({ message }) => message).join()).toContain(
      '4 of the 5 cohorts needed were observed through the first step of age',
    );
    const late = await ask({ develop: 'won', ageStep: 10 });
    expect(late.develop).toEqual([]);
    expect(late.warnings.map(({ message }) => message).join()).toContain(
      '0 deals were won in the first step of age, 10 are needed',
    );
  });

  it('counts losses of a day of clean-up at their last sign of life, or as booked, and opens the same deals', async () => {
    const january = { from: '2025-01-01', to: '2025-01-31' };
    for (const [cleanUps, lost] of [
      ['dated', 36],
      ['booked', 12],
    ] as const) {
      const { rows, warnings } = await ask({ ...january, cleanUps });
      const cell = rows.find(({ bucket }) => bucket === 2)!;
      expect({ cleanUps, lost: cell.lost, open: cell.open }).toEqual({
        cleanUps,
        lost,
        open: 64 - 16 - lost,
      });
      expect(rows.at(-1)!.lost).toBe(36);
      expect(warnings.map(({ code }) => code)).toContain(`clean-ups-${cleanUps}`);
      for (const part of ['lost', 'open'] as const) {
        const behind = behindSchema.parse({
          ...{ metric: 'cohorts', grain: 'month', ageStep: 30, cohort: cell.cohort, bucket: 2, part },
        });
        const { total } = await workspace.use((connection) =>
          listDeals(connection, facts, {
            ...{ where: [], weight: 'count', ...january, cleanUps, behind },
            ...{ sort: 'amount', descending: true, offset: 0, limit: 0, columns: [] },
          }),
        );
        expect(total).toBe(cell[part]);
      }
    }
  });

  it('knows nothing of a day of clean-up before it', async () => {
    const look = { asOf: '2025-11-02', from: '2025-01-01', to: '2025-01-31' };
    const { rows, warnings } = await ask(look);
    expect(rows.at(-1)).toMatchObject({ lost: 12, open: 64 - 16 - 12 });
    expect(warnings.map(({ code }) => code)).not.toContain('clean-ups-dated');
  });

  it('shows what is created and won within one quarter of the fiscal year, of all won in it', async () => {
    const fiscal = { ...facts, fiscalYearStart: 2 };
    const { createAndClose } = await workspace.use((connection) =>
      cohorts(connection, fiscal, { ...plain, grain: 'quarter' }),
    );
    expect(createAndClose.map(({ period }) => period)).toEqual([
      '2024-11-01',
      '2025-02-01',
      '2025-05-01',
      '2025-08-01',
      '2025-11-01',
    ]);
    const [, spring] = createAndClose;
    expect(spring!.created).toBe(120);
    // All won after 10 days, those of February and March after 40, those of February after 75.
    expect(spring).toMatchObject({ partial: false, wonInside: 24 + 8 + 4 });
  });

  it('refuses more cells than anybody reads', async () => {
    await expect(ask({ ageStep: 1, grain: 'month', by: 'id' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('the quarter of a fiscal year', () => {
  it.each([
    ['2025-05-17', 1, '2025-04-01'],
    ['2025-01-31', 2, '2024-11-01'],
    ['2025-02-01', 2, '2025-02-01'],
    ['2025-02-28', 12, '2024-12-01'],
    ['2025-03-01', 12, '2025-03-01'],
    ['2025-10-01', 10, '2025-10-01'],
  ])('of %s is, with years that begin in month %i, that of %s', (day, yearStart, first) => {
    expect(fiscalPeriod(day, 'quarter', yearStart)).toBe(first);
  });
});
