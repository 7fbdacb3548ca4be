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
  wilson95: [number, number];
  won_value: number;
};
const companions = ['accounts', 'products', 'sales_teams'].map((name) => `${dataFolder}maven/${name}.csv`);

describe.skipIf(!hasShared('data/maven')).each(['maven', 'maven_us_dates'])(
  'the four files of %s',
  (variant) => {
    let engine: TestEngine;
    let inspect: InspectReport;
    let expected: { by_sales_agent: Record<string, Figures> };

    beforeAll(async () => {
      expected = JSON.parse(readFileSync(`${dataFolder}maven/expected.json`, 'utf8'));
      engine = await testEngine();
      ({ inspect } = await engine.importFiles([`${dataFolder}${variant}/sales_pipeline.csv`, ...companions]));
    });
    afterAll(() => engine?.close());

    it('are recognised without a question', () => {
      expect(inspect.decisions).toEqual([]);
      expect(inspect.files.map((file) => file.kind)).toEqual([
        'opportunities',
        'accounts',
        'products',
        'owners',
      ]);
      expect(inspect.files[0]!.mapping).toMatchObject({
        id: 'opportunity_id',
        owner: 'sales_agent',
        stage: 'deal_stage',
        created_at: 'engage_date',
        closed_at: 'close_date',
        amount: 'close_value',
      });
      expect(inspect.stages.map(({ stage, kind }) => [stage, kind])).toEqual([
        ['Prospecting', 'open'],
        ['Engaging', 'open'],
        ['Won', 'won'],
        ['Lost', 'lost'],
      ]);
    });

    it('give 8,800 deals, 4,238 won and 2,473 lost', async () => {
      const status = await engine.call('workspace.status', {});
      expect(status).toMatchObject({
        opportunities: 8800,
        won: 4238,
        lost: 2473,
        open: 2089,
        wonValue: 10005534,
      });
      expect(status.asOf).toBe('2017-12-31');
    });

    it('give the closed win rate with its interval, for all and for each agent', async () => {
      const { rows } = await engine.call('metric.winRate', {});
      expect(rows[0]).toMatchObject({ created: 8800, won: 4238, lost: 2473, wonValue: 10005534 });
      expect(rows[0]!.closedRate).toBeCloseTo(0.631501, 6);
      expect(rows[0]!.low).toBeCloseTo(0.619887, 6);
      expect(rows[0]!.high).toBeCloseTo(0.642964, 6);
      const byAgent = await engine.call('metric.winRate', { by: 'sales_agent' });
      expect(byAgent.rows).toHaveLength(Object.keys(expected.by_sales_agent).length);
      for (const row of byAgent.rows) {
        const wanted = expected.by_sales_agent[row.key ?? '']!;
        expect([row.created, row.won, row.lost, row.wonValue]).toEqual([
          wanted.opps,
          wanted.won,
          wanted.lost,
          wanted.won_value,
        ]);
        expect(row.closedRate).toBeCloseTo(wanted.win_rate, 6);
        expect([row.low, row.high]).toEqual(wanted.wilson95.map((bound) => expect.closeTo(bound, 6)));
      }
    });

    it('enter Engaging 8,300 times, of which 0.519439 are won by 138 days', async () => {
      const { rows } = await engine.call('metric.funnel', {});
      const engaging = rows.find((row) => row.stage === 'Engaging')!;
      expect(engaging).toMatchObject({ entered: 8300, advanced: 4238, lost: 2473, open: 1589, atDays: 138 });
      expect(engaging.naive).toBeCloseTo(0.510602, 6);
      expect(engaging.conversion).toBeCloseTo(0.519439, 6);
    });

    it('do not tell how long they were in a stage that only counts as passed', async () => {
      const { rows, warnings } = await engine.call('metric.funnel', {});
      expect(rows.map(({ stage, medianDays }) => [stage, medianDays])).toEqual([
        ['Prospecting', null],
        ['Engaging', 59],
      ]);
      expect(warnings.map(({ code }) => code)).toContain('no-stage-history');
    });

    it('close after 69 days at the Kaplan–Meier median, where the naive mean says 48', async () => {
      const { rows } = await engine.call('metric.cycle', { outcome: 'closed' });
      expect(rows[0]).toMatchObject({ n: 8300, events: 6711, median: 69, naiveMedian: 45 });
      expect(rows[0]!.naiveMean).toBeCloseTo(47.9854, 4);
    });

    it('offer GTX Pro for GTXPro, and price open deals by it once accepted', async () => {
      const near = inspect.files[0]!.warnings.find((warning) => warning.code === 'near-match');
      expect(near?.details).toMatchObject({
        field: 'product',
        value: 'GTXPro',
        rows: 1480,
        suggestion: 'GTX Pro',
      });
      expect((await engine.call('workspace.status', {})).openValue).toBe(3360822);
      const map = near!.details!.map as object;
      await engine.importFiles([`${dataFolder}${variant}/sales_pipeline.csv`, ...companions], { '*': map });
      const status = await engine.call('workspace.status', {});
      expect(status).toMatchObject({ opportunities: 8800, openValue: 4966215 });
      expect(status.imports).toHaveLength(1);
    });
  },
);
