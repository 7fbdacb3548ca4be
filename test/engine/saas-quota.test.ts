import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InspectReport } from '#shared/results/workspace';
import { type TestEngine, testEngine } from '../support/engine';
import { dataFolder, hasShared } from '../support/vectors';

type Figures = { opps: number; won: number; lost: number; win_rate: number; won_amount: number };
type Expected = {
  overall: Figures & { open: number; open_amount: number; median_days_won: number };
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
    const cycle = await engine.call('metric.cycle', { outcome: 'won' });
    expect(cycle.rows[0]).toMatchObject({ naiveMedian: expected.overall.median_days_won });
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
    }
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
