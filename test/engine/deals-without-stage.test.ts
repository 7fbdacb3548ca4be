import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const list = `Deal ID,Deal Name,Stage,Amount,Created,Owner
1,A,Qualification,10,2024-01-10,Ann
2,B,,20,2024-01-11,Ann
3,C,Closed Won,30,2024-01-12,Ann`;
const log = `Deal ID,Stage,Date
2,Qualification,2024-01-11
2,Proposal,2024-02-01`;

async function written(name: string, text: string): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, text);
  return path;
}

it('a deal that no file gives a stage is named by the import and the status instead of being lost', async () => {
  const { report } = await engine.importFiles([await written('deals.csv', list)]);
  expect(report.opportunities).toBe(2);
  const message = '1 deal (2) has no stage in any file and counts nowhere.';
  expect(report.warnings.map((warning) => warning.message)).toEqual([expect.stringContaining(message)]);
  const status = await engine.call('workspace.status', {});
  expect(status.warnings.map((warning) => warning.message)).toContainEqual(expect.stringContaining(message));
});

it('a log that gives it one brings it back', async () => {
  await engine.importFiles([await written('deals.csv', list), await written('history.csv', log)]);
  const status = await engine.call('workspace.status', {});
  expect(status.opportunities).toBe(3);
  expect(status.warnings.map(({ code }) => code)).not.toContain('no-stage');
});
