import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '#shared/results/workspace';
import { type TestEngine, testEngine } from '../../support/engine';

const columns = 1000;
const rows = 20;
/** A machine that is busy; before columns were looked at a few at a time it took minutes. */
const longest = 20_000;
/** What stands in a column of no field: nothing in most, else numbers, days, words with accents, an error of a sheet. */
const written: Record<number, (row: number) => string> = {
  1: (row) => `${row * 3}.5`,
  2: (row) => `2024-02-${String(1 + row).padStart(2, '0')}`,
  3: (row) => (row % 2 === 0 ? 'MÃ¼ller' : '#REF!'),
  4: (row) => (row === rows - 1 ? 'late' : ''),
};
const extra = Array.from({ length: columns }, (_, i) => i);
const cellsOf = (row: number) => extra.map((i) => written[i % 50]?.(row) ?? '');

describe('a file of 1,000 columns', () => {
  let engine: TestEngine;
  let report: ImportReport;
  let ms: number;

  beforeAll(async () => {
    engine = await testEngine();
    const header = ['Deal ID', 'Deal name', 'Stage', 'Amount', 'Created', ...extra.map((i) => `c${i}`)];
    const lines = Array.from({ length: rows }, (_, row) => {
      const deal = [row === 7 ? '' : `D${row}`, `Deal ${row}`, row % 3 ? 'Won' : 'Open', '100', '2024-01-05'];
      return [...deal, ...cellsOf(row), ...(row === 9 ? ['one more'] : [])].join(',');
    });
    const path = join(engine.home, 'wide.csv');
    await writeFile(path, [header.join(','), ...lines].join('\n'));
    const begun = performance.now();
    ({ report } = await engine.importFiles([path]));
    ms = performance.now() - begun;
  });
  afterAll(() => engine.close());

  it('is read and loaded in seconds', () => expect(ms).toBeLessThan(longest));

  it('has every row loaded or rejected', () => {
    const [file] = report.files;
    expect(file).toMatchObject({ rowsRead: rows, rowsLoaded: rows - 2, rowsRejected: 2 });
    expect(report.opportunities).toBe(rows - 2);
  });

  it('keeps the values of its last columns, mended and typed, and none of empty ones', async () => {
    const last = columns - 50;
    const sql = `SELECT c${last + 1}, CAST(c${last + 2} AS VARCHAR), c${last + 3}, c${last + 4}
      FROM weir.opportunity WHERE id IN ('D18', 'D19') ORDER BY id`;
    expect((await engine.call('sql.run', { sql })).rows).toEqual([
      [54.5, '2024-02-19', 'Müller', null],
      [57.5, '2024-02-20', null, 'late'],
    ]);
    const { rows: found } = await engine.call('sql.run', {
      sql: "SELECT count(*) FROM information_schema.columns WHERE table_name = 'opportunity' AND column_name SIMILAR TO 'c[0-9]+'",
    });
    expect(found[0]?.[0]).toBe((columns / 50) * 4);
  });
});

describe('files wider than any table', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
  });
  afterAll(() => engine.close());

  it('are refused at once, saying what to do', async () => {
    const path = join(engine.home, 'wider.csv');
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
    await writeFile(path, `Deal ID,Stage,Amount,${names}\n${'1,Won,5\n'.repeat(5)}`);
    const begun = performance.now();
    await expect(engine.importFiles([path])).rejects.toMatchObject({
      code: 'file-too-large',
      hint: expect.stringContaining('at most 2,000 columns'),
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('have logs whose columns that never change within a deal are found, however many there are', async () => {
    const path = join(engine.home, 'log.csv');
    const names = extra.slice(0, 300).map((i) => `c${i}`);
    const lines = Array.from({ length: rows }, (_, row) => {
      const change = [`D${row % 5}`, `2024-01-${10 + row}`, row < 5 ? '' : 'Open', row < 10 ? 'Open' : 'Won'];
      return [...change, ...names.map((_, i) => (i % 2 ? `of ${row % 5}` : `at ${row}`))].join(',');
    });
    const header = ['Opportunity ID', 'Created Date', 'From Stage', 'To Stage', ...names];
    await writeFile(path, [header.join(','), ...lines].join('\n'));
    const { report } = await engine.importFiles([path]);
    expect(report.files[0]).toMatchObject({ kind: 'stage-history', rowsRead: rows, rowsLoaded: rows });
    const select = (names: string) =>
      engine.call('sql.run', { sql: `SELECT ${names} FROM weir.opportunity WHERE id = 'D3'` });
    await expect(select('c0')).rejects.toMatchObject({ code: 'sql-error' });
    const { rows: found } = await select('c1, c299');
    expect(found).toEqual([['of 3', 'of 3']]);
  });
});
