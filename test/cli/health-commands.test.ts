import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weirError, weirHere, weirJson, workingFolder } from './built-cli';

const folder = workingFolder();
const workspace = folder.path('sample.weir');
const home = folder.path('home');
const json = (...args: string[]) => weirJson([...args, '-w', workspace], home, weirHere);
const error = (...args: string[]) => weirError([...args, '-w', workspace], home, weirHere);

beforeAll(async () => {
  const made = await weirHere(['sample', '-w', workspace, '--deals', '1200'], home);
  expect(made).toMatchObject({ exitCode: 0 });
});
afterAll(folder.remove);

describe('weir health', () => {
  it('prints alerts with value, limit and deals, and scores', async () => {
    const answer = await json('health');
    expect(answer.alerts.length).toBeGreaterThan(0);
    for (const alert of answer.alerts) {
      expect(alert).toMatchObject({
        code: expect.any(String),
        severity: expect.stringMatching(/high|medium|low/),
      });
      expect(Object.keys(alert)).toEqual(
        expect.arrayContaining(['message', 'value', 'limit', 'deals', 'history']),
      );
    }
    expect(Object.keys(answer.scores)).toEqual([
      'freshness',
      'touches',
      'movement',
      'frontLoad',
      'amount',
      'nextStep',
    ]);
    const { stdout } = await weirHere(['health', '-w', workspace, '--all'], home);
    expect(stdout).toMatch(/^Health · as of 2026-06-30/);
    expect(stdout).toMatch(/pile-up +Pile-up in Proposal/);
  });
});

describe('weir stale', () => {
  it('prints rows with their limit and reasons, and what a fixed limit makes of them', async () => {
    const learned = await json('stale', '--rows', '5');
    expect(learned.rows).toHaveLength(5);
    expect(learned.rows[0]).toMatchObject({
      id: expect.any(String),
      reasons: expect.any(Array),
      limit: expect.any(Number),
    });
    const fixed = await json('stale', '--limit', '20', '--touch', '10');
    expect(fixed.rows[0].limit).toBe(20);
    expect(fixed.total).toBeGreaterThan(learned.total);
    expect((await json('stale', '--as-of', '2026-01-15', '--where', 'segment=Enterprise')).n).toBeLessThan(
      learned.n,
    );
  });

  it('prints how limits would have done', async () => {
    const { rows } = await json('stale', '--record');
    expect(rows.map(({ limit }: { limit: unknown }) => limit).slice(0, 4)).toEqual([
      'tuned',
      'stale',
      'warn',
      0,
    ]);
    const { stdout } = await weirHere(['stale', '-w', workspace, '--record'], home);
    expect(stdout).toContain('learned, tuned');
  });

  it('refuses a limit that is none', async () => {
    expect(await error('stale', '--limit', 'soon')).toMatchObject({ code: 'invalid-input' });
  });
});

describe('weir cleanup', () => {
  it('prints each list and writes it', async () => {
    for (const list of ['cleanup', 'revisit', 'worklist', 'stale']) {
      const { rows, total } = await json('cleanup', list, '--rows', '2');
      expect(rows).toHaveLength(2);
      expect(total).toBeGreaterThan(2);
      const out = folder.path(`${list}.csv`);
      expect(await json('cleanup', list, '--out', out)).toMatchObject({ rows: total, file: out });
      expect(readFileSync(out, 'utf8').split('\n')[0]).toContain('What to do');
    }
    const book = folder.path('list.xlsx');
    await json('cleanup', '--out', book);
    expect(readFileSync(book).subarray(0, 2).toString()).toBe('PK');
  });

  it('refuses lists and files that it does not know', async () => {
    expect(await error('cleanup', 'everything')).toMatchObject({ code: 'invalid-input' });
    expect(await error('cleanup', '--out', folder.path('list.pdf'))).toMatchObject({ code: 'not-supported' });
  });
});
