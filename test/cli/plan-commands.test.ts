import { afterAll, beforeAll, expect, it } from 'vitest';
import { weirError, weirHere, weirJson, workingFolder } from './built-cli';

const folder = workingFolder();
const home = folder.path('home');
const workspace = folder.path('s.weir');
const at = ['-w', workspace, '--as-of', '2026-05-15', '--period', '2026-Q2'];
const json = (...args: string[]) => weirJson(args, home, weirHere);
const text = async (...args: string[]) => (await weirHere(args, home)).stdout;

beforeAll(async () => {
  const { exitCode } = await weirHere(['sample', '-w', workspace, '--deals', '1500'], home);
  expect(exitCode).toBe(0);
});
afterAll(() => folder.remove());

it('targets are set, listed and taken back, and forecasts, coverage and gaps take them', async () => {
  const set = ['targets', 'set', '-w', workspace, '--period', '2026-Q2', '--author', 'Ann'];
  expect(await json(...set, '--amount', '900,000')).toMatchObject({
    before: null,
    target: { field: 'company', amount: 900_000, source: 'set', parts: 1, covered: 1 },
  });
  expect(await text('targets', '-w', workspace, '--period', '2026-Q2')).toMatch(
    /company.*900,000.*set by hand/,
  );
  expect((await json('forecast', ...at)).target).toBe(900_000);
  expect((await json('gap', ...at)).target).toBe(900_000);
  const [row] = (await json('coverage', ...at)).rows;
  expect(row).toMatchObject({ target: 900_000, toGo: 900_000 - row.wonToDate });
  expect(row.coverage).toBeCloseTo(row.due / row.toGo, 9);
  const removed = ['targets', 'remove', '-w', workspace, '--period', '2026-Q2', '--author', 'Ann'];
  expect(await json(...removed)).toMatchObject({ before: 900_000, target: null });
  const both = [...set, '--amount', '1', '--owner', 'Ann', '--team', 'North'];
  expect((await weirError(both, home, weirHere)).exitCode).toBe(2);
});

it('coverage says what past quarters needed, by team too', async () => {
  const answer = await json('coverage', ...at, '--target', '900000', '--by', 'team');
  expect(answer).toMatchObject({ metric: 'coverage', period: '2026-Q2', daysLeft: 46, evidence: 'log' });
  expect(Object.keys(answer.rows[0])).toEqual(
    expect.arrayContaining([
      'key',
      'target',
      'wonToDate',
      'toGo',
      'due',
      'coverage',
      'needed',
      'neededLow',
      'neededHigh',
    ]),
  );
  expect(await text('coverage', ...at, '--target', '900000')).toContain('needed (P20–P80)');
});

it('gap prints parts that add up and what has to be created by when', async () => {
  const answer = await json('gap', ...at, '--target', '2000000');
  const parts = answer.rows.reduce((sum: number, row: { amount: number }) => sum + row.amount, 0);
  expect(parts).toBeCloseTo(answer.gap, 6);
  expect(answer.rows.map(({ factor }: { factor: string }) => factor)).toEqual([
    'volume',
    'cycle',
    'conversion',
    'size',
  ]);
  expect(await text('gap', ...at, '--target', '2000000')).toMatch(/deals in play[\s\S]*created on/);
});

it('movement and what-if print both sides', async () => {
  expect(await text('movement', '-w', workspace, '--to', '2026-05-15', '--period', '2026-Q2')).toMatch(
    /mean [\d,.]+ on 2026-05-08, [\d,.]+ on 2026-05-15/,
  );
  const { before, after } = await json('what-if', ...at, '--size', '2', '--add', '100000@1');
  expect(after.mean).toBeGreaterThan(before.mean + 100_000);
  for (const change of [
    ['--add', '100000'],
    ['--chance', 'D1=2'],
  ])
    expect((await weirError(['what-if', ...at, ...change], home, weirHere)).exitCode).toBe(2);
  expect((await json('what-if', ...at, '--chance', 'no such deal=0.9')).unknown).toEqual(['no such deal']);
});

it('an outlook is kept where that is asked for, once a day', async () => {
  expect(await json('forecast', ...at)).not.toHaveProperty('kept');
  const { kept, p50 } = await json('forecast', ...at, '--keep');
  expect(kept).toMatchObject([{ asOf: '2026-05-15', asked: 'auto', p50 }]);
  expect((await json('forecast', ...at, '--keep')).kept).toEqual(kept);
  expect(await text('forecast', ...at, '--keep')).toMatch(/kept as of[\s\S]*2026-05-15/);
});

it('judgements are made, listed with what the model said, and withdrawn', async () => {
  const add = ['judgements', 'add', ...at, '--author', 'Ann', '--note', 'Two renewals are signed'];
  const { judgements } = await json(...add, '--amount', '800000');
  expect(judgements[0]).toMatchObject({ author: 'Ann', asOf: '2026-05-15', amount: 800_000, isLast: true });
  expect(judgements[0].model.p50).toBe((await json('forecast', ...at)).p50);
  expect(await text('judgements', '-w', workspace)).toMatch(
    /all deals\s+800,000[\s\S]*Two renewals are signed/,
  );
  expect((await json(...add, '--withdraw')).judgements[0].amount).toBeNull();
  expect((await weirError(add, home, weirHere)).message).toContain('--amount');
  const field = [...add, '--amount', '1', '--for', 'weather=fine'];
  expect((await weirError(field, home, weirHere)).code).toBe('invalid-input');
});
