import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { backtest } from '#engine/metrics/forecast/backtest';
import { forecast } from '#engine/metrics/forecast/forecast';
import { backtestParams, forecastParams } from '#shared/contract/forecast-params';
import type { ForecastAnswer } from '#shared/results/forecast';
import { type LogEntry, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';
import { companyLog, companyStages, minuteOf, numbered } from './company-log';

const asOf = '2026-05-12';
const log = companyLog(1500, 9);
let workspace: LogWorkspace;
let facts: WorkspaceFacts;

beforeAll(async () => {
  workspace = await openLogWorkspace();
  facts = await load(log);
});
afterAll(() => workspace?.close());

function load(entries: readonly LogEntry[]): Promise<WorkspaceFacts> {
  return workspace.load(
    { logs: [numbered(entries)] },
    { stages: companyStages, clock: 'instant', asOf: '2026-06-30' },
  );
}

function ask(of: WorkspaceFacts, params: object = {}): Promise<ForecastAnswer> {
  return workspace.use((connection) => forecast(connection, of, forecastParams.parse({ asOf, ...params })));
}

describe('a forecast of a quarter', () => {
  it('says what is won, open and to come, and its parts add up to the cent', async () => {
    const { p75 } = await ask(facts);
    const answer = await ask(facts, { target: p75 });
    expect(answer).toMatchObject({ period: '2026-Q2', week: 6, weeks: 13, history: 'full', draws: 4000 });
    const won = log.filter(
      ({ stage, at }) =>
        stage === 'Closed Won' && at >= minuteOf('2026-04-01') && at < minuteOf('2026-05-13'),
    );
    expect(answer.components[0]).toMatchObject({ component: 'won', deals: won.length });
    expect(answer.wonToDate).toBeCloseTo(
      won.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
      2,
    );
    const parts = answer.components.reduce((sum, { mean }) => sum + Math.round(mean * 100), 0);
    expect(parts).toBe(Math.round(answer.mean * 100));
    expect(answer.p10).toBeGreaterThanOrEqual(answer.wonToDate);
    expect(answer.p10).toBeLessThan(answer.p50);
    expect(answer.p50).toBeLessThan(answer.p90);
    const reached = answer.quantiles.filter((value) => value >= answer.target!).length / 200;
    expect(Math.abs(answer.targetProbability! - reached)).toBeLessThan(0.01);
    expect(reached).toBeCloseTo(0.25, 2);
    expect(answer.drivers).toHaveLength(5);
    for (const { expectedAmount, p10IfLost, p10IfWon } of answer.drivers) {
      // What one deal moves is its own amount at most, and not what is won with it by the shared shock.
      expect(p10IfLost!).toBeLessThanOrEqual(answer.p10);
      expect(p10IfWon!).toBeGreaterThanOrEqual(answer.p10);
      expect(p10IfWon! - p10IfLost!).toBeGreaterThan(0);
      expect(p10IfWon! - p10IfLost!).toBeLessThan(1.5 * expectedAmount);
    }
    expect(answer.baselines.map(({ method }) => method)).toContain('history');
  });

  it('gives groups that add up to the total to the cent, whatever they are by', async () => {
    const total = await ask(facts);
    for (const by of ['owner', 'Log segment', 'stage']) {
      const answer = await ask(facts, { by });
      expect(answer.rows.length).toBeGreaterThan(2);
      for (const part of ['mean', 'wonToDate', 'openMean', 'newMean', 'openAmount'] as const) {
        const sum = answer.rows.reduce((cents, row) => cents + Math.round(row[part] * 100), 0);
        expect(sum, `${part} by ${by}`).toBe(Math.round(total.rows[0]![part] * 100));
      }
      expect({ p10: answer.p10, p50: answer.p50, p90: answer.p90 }).toEqual({
        p10: total.p10,
        p50: total.p50,
        p90: total.p90,
      });
    }
  });

  it('is the same for the same seed, and another draw for another', async () => {
    const again = await load(log);
    expect(await ask(again)).toEqual(await ask(facts));
    expect((await ask(again, { seed: 2 })).p10).not.toBe((await ask(again)).p10);
  });

  it('is the one that the backtest made of that day', async () => {
    const tested = await workspace.use((connection) => backtest(connection, facts, backtestParams.parse({})));
    expect(tested.tested).toBe(5);
    const row = tested.rows.find(
      ({ method, period, week }) => method === 'cells' && period === '2026-Q1' && week === 6,
    )!;
    const then = await ask(facts, { asOf: row.asOf, period: '2026-Q1', method: 'cells' });
    expect(then.mean).toBe(row.mean);
    expect(tested.summary.every(({ wape }) => wape === null || Number.isFinite(wape))).toBe(true);
    expect(tested.rows.some(({ method }) => method === 'auto')).toBe(true);
  });

  it('knows the period that is over, the next one and a month', async () => {
    const over = await ask(facts, { period: '2026-Q1' });
    expect(over).toMatchObject({ daysLeft: 0, week: 13 });
    expect([over.p10, over.p90, over.mean]).toEqual([over.wonToDate, over.wonToDate, over.wonToDate]);
    const next = await ask(facts, { period: '2026-Q3' });
    expect(next).toMatchObject({ week: 0, wonToDate: 0 });
    expect(next.rows[0]!.newMean).toBeGreaterThan(0);
    expect(next.p10).toBeLessThan(next.p90);
    expect(next.reasons.map(({ code }) => code)).toContain('before-the-period');
    const days = await ask(facts, { period: 'next-60' });
    expect(days).toMatchObject({
      grain: 'days',
      from: '2026-05-13',
      to: '2026-07-11',
      wonToDate: 0,
      week: 0,
    });
    expect(days.learnedFrom).toBe(12);
    const month = await ask(facts, { period: '2026-05' });
    expect(month).toMatchObject({ grain: 'month', from: '2026-05-01', to: '2026-05-31' });
    await expect(ask(facts, { period: 'spring' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('knows nothing of what came after the day', async () => {
    const before = await ask(facts, { by: 'owner' });
    const tested = await ask(facts, { asOf: '2025-11-20' });
    const later = minuteOf(asOf) + 1440;
    const kept = log.filter(({ at }) => at < later);
    const last = new Map(kept.map((entry) => [entry.id, entry]));
    const planted = [...last.values()]
      .filter(({ stage }) => !stage.startsWith('Closed'))
      .map((entry, i) => ({
        ...entry,
        at: later + i,
        stage: i % 3 === 0 ? 'Closed Won' : i % 3 === 1 ? 'Prospecting' : 'Closed Lost',
        amount: 9_999_999,
        expectedClose: 40_000,
        owner: 'Somebody Else',
      }));
    const fresh = { ...planted[0]!, id: 'Z1', at: later + 5, stage: 'Closed Won' };
    const changed = await load([...kept, ...planted, fresh]);
    expect(JSON.stringify(await ask(changed, { by: 'owner' }))).toBe(JSON.stringify(before));
    expect(JSON.stringify(await ask(changed, { asOf: '2025-11-20' }))).toBe(JSON.stringify(tested));
  });
});

describe('a forecast of strange data is a number with a caveat:', () => {
  const odd: [string, (entries: LogEntry[]) => LogEntry[], string | null][] = [
    ['no amounts', (entries) => entries.map((entry) => ({ ...entry, amount: 0 })), 'no-amounts'],
    [
      'amounts below zero',
      (entries) =>
        entries.map((entry, i) => ({ ...entry, amount: (entry.amount ?? 0) * (i % 3 === 0 ? -1 : 1) })),
      'negative-amounts',
    ],
    [
      'one deal of more than half',
      (entries) => {
        const open = [
          ...new Map(entries.filter(({ at }) => at < minuteOf(asOf)).map((one) => [one.id, one])).values(),
        ];
        const { id } = open.find(({ stage }) => stage === 'Negotiation')!;
        return entries.map((entry) => (entry.id === id ? { ...entry, amount: 900_000_000 } : entry));
      },
      'one-large-deal',
    ],
    [
      'no wins out of the first stages',
      (entries) => {
        const early = new Set(['Prospecting', 'Qualification', 'Needs Analysis']);
        const slow = new Set(entries.filter(({ stage }) => stage === 'Closed Won').map(({ id }) => id));
        return entries.map((entry) =>
          slow.has(entry.id) && early.has(entry.stage) ? { ...entry, stage: 'Proposal' } : entry,
        );
      },
      'stage-without-wins',
    ],
    [
      'a quarter without deals',
      (entries) => {
        const quiet = new Set(
          entries
            .filter(({ at }) => at >= minuteOf('2025-07-01') && at < minuteOf('2025-10-01'))
            .map(({ id }) => id),
        );
        return entries.filter(({ id }) => !quiet.has(id));
      },
      null,
    ],
    [
      'nothing open',
      (entries) => entries.filter(({ at }) => at < minuteOf('2024-07-15')).slice(0, 40),
      'too-little',
    ],
    [
      'deals of the future alone',
      (entries) => entries.map((entry) => ({ ...entry, expectedClose: 60_000 })),
      null,
    ],
  ];

  it.each(odd)('%s', async (_name, change, code) => {
    const changed = await load(change([...log]));
    const answer = await ask(changed);
    expectFinite(answer);
    expect(answer.p10).toBeLessThanOrEqual(answer.p50);
    expect(answer.p50).toBeLessThanOrEqual(answer.p90);
    const codes = [...answer.warnings, ...answer.reasons].map((one) => one.code);
    if (code !== null) expect(codes.some((known) => known.startsWith(code))).toBe(true);
    for (const method of ['static', 'conversion', 'cells', 'logistic', 'ensemble', 'history']) {
      expectFinite(await ask(changed, { method }));
    }
  });
});

/** JSON writes what is no number as null, so it is looked for before. */
function expectFinite(value: unknown, path = ''): void {
  if (typeof value === 'number') expect(Number.isFinite(value), path).toBe(true);
  if (Array.isArray(value)) for (const [i, one] of value.entries()) expectFinite(one, `${path}[${i}]`);
  else if (value !== null && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) expectFinite(one, `${path}.${name}`);
}
