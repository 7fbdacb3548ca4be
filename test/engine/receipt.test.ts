import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';
import { dataFolder, describeShared } from '../support/vectors';

type Step = { visits: number; left: number; in_now: number; days_completed: { mean: number } };

describeShared('data/receipt', 'the receipt log', () => {
  let engine: TestEngine;
  const expected = JSON.parse(readFileSync(`${dataFolder}receipt/expected.json`, 'utf8'));
  const history = expected['history (last event of each case is where it is)'];

  beforeAll(async () => {
    engine = await testEngine();
    await engine.importFiles([`${dataFolder}receipt/receipt.csv`]);
  });
  afterAll(() => engine?.close());

  it('imports as a plain log of 1,434 cases and 8,571 visits', async () => {
    const status = await engine.call('workspace.status', {});
    expect(status).toMatchObject({ opportunities: 1434, stageEvents: 8571, evidence: 'log' });
  });

  it('reaches each step as often as counted independently', async () => {
    const { rows } = await engine.call('metric.funnel', { definition: 'any' });
    const reached = Object.fromEntries(rows.map((row) => [row.stage, row.entered]));
    expect(reached).toMatchObject(expected.cases_reaching_main_steps);
  });

  it('spends the expected time in each step', async () => {
    const { rows } = await engine.call('metric.timeInStage', {});
    for (const [stage, wanted] of Object.entries<Step>(history.per_stage)) {
      const row = rows.find((r) => r.stage === stage)!;
      expect([row.visits, row.n, row.open]).toEqual([wanted.visits, wanted.left, wanted.in_now]);
      expect(row.naiveMean).toBeCloseTo(wanted.days_completed.mean, 3);
    }
  });

  it('speaks of no wins where none are known', async () => {
    const { warnings } = await engine.call('metric.velocity', {});
    const said = warnings.map(({ message }) => message).join(' ');
    expect(said).toContain('nothing was won');
    expect(said).not.toContain('of the wins');
  });

  it('keeps the attributes of a case as fields', async () => {
    const { values } = await engine.call('workspace.values', { field: 'case:channel' });
    expect(Object.fromEntries(values.map(({ value, count }) => [value, count]))).toEqual(
      expected.by_channel_cases,
    );
  });
});
