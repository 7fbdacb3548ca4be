import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { dataFolder, hasShared } from '../../support/vectors';

const files = ['sales_pipeline', 'accounts', 'products', 'sales_teams'].map(
  (name) => `${dataFolder}maven/${name}.csv`,
);

/** What the file of deals says was won between two days. */
function wonBetween(from: string, to: string): number {
  const [header = '', ...lines] = readFileSync(files[0]!, 'utf8').trim().split(/\r?\n/);
  const at = (name: string) => header.split(',').indexOf(name);
  return lines
    .map((line) => line.split(','))
    .filter((cells) => {
      const day = cells[at('close_date')] ?? '';
      return cells[at('deal_stage')] === 'Won' && day >= from && day <= to;
    })
    .reduce((sum, cells) => sum + Number(cells[at('close_value')]), 0);
}

describe.skipIf(!hasShared('data/maven'))('data without a history of stages', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
    await engine.importFiles(files);
  });
  afterAll(() => engine?.close());

  it('are forecast by the age of deals, and say so', async () => {
    const answer = await engine.call('metric.forecast', {
      period: '2017-Q4',
      asOf: '2017-10-31',
      target: 3_000_000,
    });
    expect(answer).toMatchObject({ method: 'age', history: 'dates', week: 5, learnedFrom: 3 });
    expect(answer.reasons[0]).toMatchObject({
      code: 'dates-only',
      lost: expect.any(String),
      export: expect.any(String),
    });
    expect(answer.wonToDate).toBeCloseTo(wonBetween('2017-10-01', '2017-10-31'), 2);
    const actual = wonBetween('2017-10-01', '2017-12-31');
    expect(Math.abs(answer.mean / actual - 1)).toBeLessThan(0.2);
    expect(answer.targetProbability).toBeGreaterThan(0);
    expect(answer.targetProbability).toBeLessThan(1);
  });

  it('say so where a method is asked for that they do not carry', async () => {
    const answer = await engine.call('metric.forecast', { asOf: '2017-10-31', method: 'logistic' });
    expect(answer).toMatchObject({ method: 'age', asked: 'logistic' });
    expect(answer.reasons.map(({ code }) => code)).toContain('method-not-carried');
  });

  it('are tested month by month, and beat the mean of the last four', async () => {
    const { summary, history, tested } = await engine.call('metric.backtest', { grain: 'month' });
    expect(history).toBe('dates');
    expect(tested).toBeGreaterThanOrEqual(8);
    const age = summary.find(({ method, week }) => method === 'age' && week === null)!;
    expect(age.relativeToHistory).toBeLessThan(0.6);
    expect(Math.abs(age.bias ?? 1)).toBeLessThan(0.05);
  });

  it('are few at first, which is said', async () => {
    const early = await engine.call('metric.forecast', { asOf: '2017-08-31' });
    expect(early.learnedFrom).toBe(2);
    expect(early.warnings.map(({ code }) => code)).toContain('few-periods');
    const first = await engine.call('metric.forecast', { asOf: '2017-02-15' });
    expect(first).toMatchObject({ history: 'none', method: 'static' });
    expect(first.warnings.map(({ code }) => code)).toContain('no-amounts');
  });
});
