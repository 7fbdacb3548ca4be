import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, publishedData, weirJson, workingFolder } from './built-cli';

const receipt = publishedData('receipt');
const history = 'history (last event of each case is where it is)';

describe.skipIf(receipt === null)('the receipt event log', () => {
  const folder = workingFolder();
  const workspace = folder.path('receipt.weir');
  const run = (...args: string[]) => weirJson(args, folder.path('home'));
  // biome-ignore lint/suspicious/noExplicitAny: the keys are the check
  let known: any;
  // biome-ignore lint/suspicious/noExplicitAny: the keys are the check
  let imported: any;
  beforeAll(async () => {
    known = JSON.parse(readFileSync(join(receipt ?? '', 'expected.json'), 'utf8'));
    await buildCli();
    imported = await run('import', join(receipt ?? '', 'receipt.csv'), '-w', workspace);
  });
  afterAll(folder.remove);

  it('imports as a plain log: every event, one deal a case', () => {
    expect(imported.files).toHaveLength(1);
    expect(imported.files[0]).toMatchObject({ kind: 'stage-history', rowsRead: 8577, rowsRejected: 0 });
    expect(imported).toMatchObject({ opportunities: 1434, evidence: 'log' });
  });

  it('reaches each step as often as is known', async () => {
    const { rows } = await run('funnel', '-w', workspace, '--definition', 'any');
    const entered = new Map(rows.map((row: { stage: string; entered: number }) => [row.stage, row.entered]));
    for (const [step, cases] of Object.entries(known.cases_reaching_main_steps))
      expect([step, entered.get(step)]).toEqual([step, cases]);
  });

  it('visits each step as often as is known', async () => {
    const { rows } = await run('time-in-stage', '-w', workspace);
    const steps = known[history].per_stage as Record<
      string,
      { visits: number; left: number; in_now: number }
    >;
    const found = Object.fromEntries(
      rows.map((row: { stage: string; visits: number; n: number; open: number }) => [row.stage, row]),
    );
    for (const [step, { visits, left, in_now: open }] of Object.entries(steps)) {
      if (found[step]) expect(found[step]).toMatchObject({ visits, n: left, open });
    }
    expect(Object.keys(found).length).toBeGreaterThan(4);
  });

  it('breaks down by a column of its own', async () => {
    const { rows } = await run('funnel', '-w', workspace, '--definition', 'any', '--by', 'case:channel');
    const first = rows.filter((row: { stage: string }) => row.stage === 'Confirmation of receipt');
    expect(
      Object.fromEntries(first.map((row: { key: string; entered: number }) => [row.key, row.entered])),
    ).toEqual(known.by_channel_cases);
  });
});
