import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

it('a pipeline of more than 255 stages is loaded, and every stage has its place in the funnel', async () => {
  const path = join(engine.home, 'stages.csv');
  const rows = Array.from({ length: 1200 }, (_, i) => `D${i},Rep,Step ${(i % 400) + 1},10,2024-01-05`);
  await writeFile(path, `Deal ID,Owner,Stage,Amount,Created Date\n${rows.join('\n')}\n`);
  const { inspect } = await engine.importFiles([path]);
  expect(inspect.stages).toHaveLength(400);
  const { rows: funnel } = await engine.call('metric.funnel', {});
  expect(new Set(funnel.map(({ rank }) => rank)).size).toBe(400);
});
