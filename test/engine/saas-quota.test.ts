import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InspectReport } from '#shared/results/workspace';
import { type TestEngine, testEngine } from '../support/engine';
import { dataFolder, hasShared } from '../support/vectors';

type Figures = {
  opps: number;
  won: number;
  lost: number;
  win_rate: number;
  win_rate_by_amount: number;
  won_amount: number;
  median_days_won: number;
};
type Spread = { n: number; mean: number; median: number };
type Attainment = { quota: number };
type Expected = {
  overall: Figures & { open: number; open_amount: number };
  cycle_days_won: Spread;
  cycle_days_lost: Spread;
  quota_total_24_months: Record<string, Attainment>;
  quota_overall: Attainment;
  by_month: Record<string, Attainment>;
  won_by_close_month: Record<string, { n: number; amount: number }>;
  created_by_month: Record<string, number>;
  by_stage: Record<string, { n: number; amount: number }>;
  [by: string]: unknown;
};

const files = ['opportunities', 'accounts', 'reps', 'quota_attainment', 'forecast_accuracy'];
const folder = `${dataFolder}saas_quota/`;

describe.skipIf(!hasShared('data/saas_quota'))('five files that join by ids of reps and accounts', () => {
  let engine: TestEngine;
  let inspect: InspectReport;
  let expected: Expected;

  beforeAll(async () => {
    expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8'));
    engine = await testEngine();
    ({ inspect } = await engine.importFiles(files.map((name) => `${folder}${name}.csv`)));
  });
  afterAll(() => engine?.close());

  it('are recognised without a question, the record of forecasts passed over', () => {
    expect(inspect.decisions).toEqual([]);
    expect(inspect.files.map(({ system }) => system)).toEqual(files.map(() => 'generic'));
    expect(inspect.files.map(({ kind, ignored }) => (ignored ? 'passed over' : kind))).toEqual([
      'opportunities',
      'accounts',
      'owners',
      'targets',
      'passed over',
    ]);
    expect(inspect.files[0]!.mapping).toMatchObject({
      id: 'opp_id',
      account: 'account_name',
      owner: 'rep_id',
      team: 'division',
      amount: 'amount',
      stage: 'stage',
    });
    expect(inspect.files[3]!.mapping).toMatchObject({
      period: 'month',
      amount: 'monthly_quota',
      team: 'division',
    });
  });

  it('match every rep and account, by id or by name', () => {
    const joins = inspect.files[0]!.warnings.filter(({ code }) => /match/.test(code));
    expect(joins).toEqual([]);
  });

  it('give the deals, amounts and win rate that pandas gives', async () => {
    const { opps, won, lost, open, won_amount, open_amount } = expected.overall;
    const status = await engine.call('workspace.status', {});
    expect(status).toMatchObject({ opportunities: opps, won, lost, open });
    expect(status.wonValue).toBeCloseTo(won_amount, 2);
    expect(status.openValue).toBeCloseTo(open_amount, 2);
    expect(status.asOf).toBe('2026-06-30');
    const { rows } = await engine.call('metric.winRate', {});
    expect(rows[0]!.closedValueRate).toBeCloseTo(expected.overall.win_rate_by_amount, 6);
  });

  it.each(['won', 'lost'] as const)('take as long to close as pandas says, %s', async (outcome) => {
    const wanted = expected[`cycle_days_${outcome}`];
    const { rows } = await engine.call('metric.cycle', { outcome });
    expect(rows[0]).toMatchObject({ events: wanted.n, naiveMedian: wanted.median });
    expect(rows[0]!.naiveMean).toBeCloseTo(wanted.mean, 4);
  });

  it('are created and won in the months in which pandas counts them', async () => {
    const month = (sql: string) => engine.call('sql.run', { sql, limit: 1000 });
    const created = await month(
      "SELECT strftime(created_at, '%Y-%m'), count(*)::INTEGER FROM weir.opportunity GROUP BY 1 ORDER BY 1",
    );
    expect(Object.fromEntries(created.rows)).toEqual(expected.created_by_month);
    const won = await month(
      "SELECT strftime(closed_at, '%Y-%m'), count(*)::INTEGER, sum(amount)::DOUBLE FROM weir.opportunity WHERE outcome = 'won' GROUP BY 1 ORDER BY 1",
    );
    expect(won.rows).toEqual(
      Object.entries(expected.won_by_close_month).map(([at, { n, amount }]) => [
        at,
        n,
        expect.closeTo(amount, 2),
      ]),
    );
  });

  it('have the quotas of each rep and month', async () => {
    const sums = async (key: string) =>
      Object.fromEntries(
        (
          await engine.call('sql.run', {
            sql: `SELECT ${key} AS key, sum(amount)::DOUBLE FROM weir.target GROUP BY 1 ORDER BY 1`,
            limit: 1000,
          })
        ).rows,
      );
    const close = (wanted: Record<string, Attainment>) =>
      Object.fromEntries(Object.entries(wanted).map(([key, { quota }]) => [key, expect.closeTo(quota, 2)]));
    const names = new Map([...repIds()].map(([name, id]) => [id, name]));
    const byRep = Object.entries(expected.quota_total_24_months).map(([id, one]) => [names.get(id)!, one]);
    expect(await sums('owner')).toEqual(close(Object.fromEntries(byRep)));
    expect(await sums("strftime(from_day, '%Y-%m')")).toEqual(close(expected.by_month));
    expect(await sums("'all'")).toEqual(close({ all: expected.quota_overall }));
  });

  it.each([
    ['team', 'by_division'],
    ['region', 'by_region'],
    ['segment', 'by_segment'],
    ['is_renewal', 'by_is_renewal'],
    ['owner', 'by_rep'],
  ])('give the win rates by %s', async (by, key) => {
    const wanted = expected[key] as Record<string, Figures>;
    const { rows } = await engine.call('metric.winRate', { by });
    expect(rows).toHaveLength(Object.keys(wanted).length);
    for (const row of rows) {
      const figures = wanted[by === 'owner' ? repIds().get(row.key!)! : capital(row.key!)]!;
      expect([row.created, row.won, row.lost]).toEqual([figures.opps, figures.won, figures.lost]);
      expect(row.wonValue).toBeCloseTo(figures.won_amount, 2);
      expect(row.closedRate).toBeCloseTo(figures.win_rate, 6);
      expect(row.closedValueRate).toBeCloseTo(figures.win_rate_by_amount, 6);
    }
    const cycles = await engine.call('metric.cycle', { outcome: 'won', by });
    for (const { key, naiveMedian } of cycles.rows)
      expect(naiveMedian).toBe(wanted[by === 'owner' ? repIds().get(key!)! : capital(key!)]!.median_days_won);
  });

  it('give the amounts by stage', async () => {
    const { rows } = await engine.call('sql.run', {
      sql: 'SELECT stage, count(*)::INTEGER, sum(amount)::DOUBLE FROM weir.opportunity GROUP BY stage ORDER BY stage',
    });
    expect(rows).toEqual(
      Object.entries(expected.by_stage).map(([stage, { n, amount }]) => [
        stage,
        n,
        expect.closeTo(amount, 2),
      ]),
    );
  });
});

/** Names of reps, as the joined file says them, to their ids. */
function repIds(): Map<string, string> {
  const lines = readFileSync(`${folder}reps.csv`, 'utf8').trim().split('\n').slice(1);
  return new Map(lines.map((line) => line.split(',')).map(([id, name]) => [name!, id!]));
}

/** Booleans are written `True` there and `true` here. */
function capital(key: string): string {
  return key === 'true' ? 'True' : key === 'false' ? 'False' : key;
}
