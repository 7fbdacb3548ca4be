import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSample } from '#generate/index';
import { CsvFile } from '#generate/output/csv-file';
import { TimeQueue } from '#generate/output/time-queue';
import { hashes, readRows, temporaryFolder, write } from './support/written';

describe('cells', () => {
  it('are quoted throughout and doubled quotes inside', async () => {
    const path = join(temporaryFolder(), 'cells.csv');
    const file = await CsvFile.create(path, ['a "b"', 'c']);
    file.text('é, "x"');
    file.word('plain');
    file.endRow();
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('"a ""b""","c"\n"é, ""x""","plain"\n');
  });

  it('are quoted only where they must be in a plain file', async () => {
    const path = join(temporaryFolder(), 'cells.csv');
    const file = await CsvFile.create(path, ['name', 'amount', 'time', 'day'], false);
    file.text('a, b');
    file.money(1_250_050);
    file.time(86_399);
    file.day(19_723);
    file.endRow();
    file.word('x');
    file.money(null);
    file.time(60, false);
    file.integer(0);
    file.endRow();
    await file.close();
    expect(readFileSync(path, 'utf8').split('\n').slice(1, 3)).toEqual([
      '"a, b",12500.50,1970-01-01 23:59:59,2024-01-01',
      'x,,1970-01-01 00:01,0',
    ]);
  });

  it('survive the change of buffers', async () => {
    const path = join(temporaryFolder(), 'long.csv');
    const file = await CsvFile.create(path, ['n', 'text']);
    for (let n = 0; n < 100_000; n += 1) {
      file.integer(n);
      file.text(n % 3 === 0 ? 'ünïcode' : 'ascii text of some length');
      file.endRow();
      if (file.full) await file.drain();
    }
    await file.close();
    const rows = readRows(path);
    expect(rows).toHaveLength(100_000);
    expect(rows.every((row, n) => row.n === String(n) && row.text!.length > 6)).toBe(true);
  });

  it('that cannot be written fail the writing', async () => {
    await expect(CsvFile.create(join(temporaryFolder(), 'missing', 'x.csv'), ['a'])).rejects.toThrow(
      'ENOENT',
    );
  });
});

describe('rows put in order of time', () => {
  it('come out by week, sorted, in the order of arrival within a second', async () => {
    const queue = new TimeQueue();
    const week = 604_800;
    const out: number[][] = [];
    const file = { full: false, drain: async () => undefined };
    queue.push(10, 1);
    queue.push(week + 5, 2);
    queue.push(5, 3);
    queue.push(10, 4);
    expect(queue.isDue(week)).toBe(true);
    await queue.release(week, file, (at, a) => out.push([at, a]));
    expect(out).toEqual([
      [5, 3],
      [10, 1],
      [10, 4],
    ]);
    expect(queue.isDue(week + 1)).toBe(false);
    await queue.release(Number.POSITIVE_INFINITY, file, (at, a) => out.push([at, a]));
    expect(out.at(-1)).toEqual([week + 5, 2]);
  });
});

describe('a plain log', () => {
  it('has its five columns, in order of time', async () => {
    const sample = await write('plain-log', 800);
    const [head] = readFileSync(sample.files[0]!, 'utf8').split('\n');
    expect(head).toBe('deal,stage,time,owner,amount');
    const times = readRows(sample.files[0]!).map((row) => row.time!);
    expect([...times].sort()).toEqual(times);
  });
});

describe('a HubSpot export', () => {
  it('is named for its day and holds the last entry into each stage', async () => {
    const sample = await write('hubspot', 800);
    expect(sample.files[0]).toContain('hubspot-crm-exports-all-deals-2026-06-30.csv');
    const rows = readRows(sample.files[0]!);
    expect(new Set(rows.map((row) => row['Record ID'])).size).toBe(800);
    for (const row of rows) {
      const entered = row[`Date entered "${row['Deal Stage']} (Sales Pipeline)"`]!;
      expect(entered).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
      expect(entered >= row['Create Date']!).toBe(true);
    }
  });
});

describe('writing', () => {
  it('reports how far it is', async () => {
    const seen: number[] = [];
    const dir = temporaryFolder();
    await writeSample({ seed: 1, deals: 5_000, as: 'plain-log', dir, longRunDeals: 10 }, (done) =>
      seen.push(done),
    );
    expect(seen).toEqual([2_048, 4_096, 5_000]);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const dir = temporaryFolder();
    const options = { seed: 1, deals: 50_000, as: 'salesforce', dir, signal: controller.signal } as const;
    await expect(writeSample(options, () => controller.abort())).rejects.toThrow('abort');
    expect(Object.keys(hashes(dir))).not.toContain('truth.json');
  });
});
