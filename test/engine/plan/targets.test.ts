import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TargetField } from '#shared/results/plan';
import { type TestEngine, testEngine } from '../../support/engine';
import { dataFolder, hasShared } from '../../support/vectors';

const author = 'Ann';
const deals = `Deal ID,Name,Stage,Amount,Owner,Team,Created,Closed
1,One,New,100,Ann,North,2026-01-05,
2,Two,Won,50,Bob,North,2026-01-06,2026-02-01
3,Three,New,70,Cleo,South,2026-01-08,`;
const quotas = `Period,Owner,Quota
2026-04,Ann,100
2026-05,Ann,110
2026-06,Ann,120
2026-Q2,Bob,300
2026-Q3,Bob,310
2026-04,Cleo,40
2026-05,Cleo,40`;

describe('the target of a period', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
    const [dealFile, quotaFile] = [join(engine.home, 'deals.csv'), join(engine.home, 'quotas.csv')];
    await writeFile(dealFile, deals);
    await writeFile(quotaFile, quotas);
    await engine.importFiles([dealFile, quotaFile]);
  });
  afterAll(() => engine?.close());

  const list = (period: string) => engine.call('targets.list', { period });
  const of = async (period: string, field: TargetField, value: string | null = null) =>
    (await list(period)).rows.find((row) => row.field === field && row.value === value);

  it('is one of its own, or the sum of the months in it', async () => {
    expect(await of('2026-Q2', 'owner', 'Bob')).toMatchObject({ amount: 300, source: 'imported', parts: 1 });
    expect(await of('2026-Q2', 'owner', 'Ann')).toMatchObject({
      amount: 330,
      source: 'imported',
      parts: 3,
      covered: 1,
    });
  });

  it('is not made up from the quarter for a month', async () => {
    expect(await of('2026-05', 'owner', 'Bob')).toBeUndefined();
  });

  it('says how much of the period it is for', async () => {
    const { rows, warnings } = await list('2026-Q2');
    expect(rows.find(({ value }) => value === 'Cleo')).toMatchObject({ amount: 80, covered: 61 / 91 });
    expect(warnings.map(({ code }) => code)).toContain('target-part');
  });

  it('of a team and of the company is the sum of the owners where they have none of their own', async () => {
    expect(await of('2026-Q2', 'team', 'North')).toMatchObject({ amount: 630, source: 'owners', parts: 2 });
    expect(await of('2026-Q2', 'company')).toMatchObject({ amount: 710, source: 'owners', parts: 3 });
  });

  it('is the one set by hand before the imported one, whether of the period or of a part of it', async () => {
    const first = await engine.call('targets.set', { period: '2026-Q3', owner: 'Bob', amount: 400, author });
    expect(first.before).toBeNull();
    expect(first.rows.find(({ value }) => value === 'Bob')).toMatchObject({ amount: 400, source: 'set' });
    expect(first.targets.find(({ value }) => value === 'Bob')).toMatchObject({
      author,
      at: '2026-07-01T12:00:00',
      instead: 310,
    });
    await engine.call('targets.set', { period: '2026-05', owner: 'Ann', amount: 200, author });
    expect(await of('2026-Q2', 'owner', 'Ann')).toMatchObject({ amount: 420, source: 'set', parts: 3 });
    await engine.call('targets.set', { period: '2026-05', owner: 'Bob', amount: 1, author });
    // A month alone does not stand for the quarter.
    expect(await of('2026-Q2', 'owner', 'Bob')).toMatchObject({ amount: 300, source: 'imported' });
  });

  it('can be taken back, once and again', async () => {
    const set = (amount: number | null) =>
      engine.call('targets.set', { period: '2026-Q4', team: 'South', amount, author });
    expect((await set(10)).before).toBeNull();
    expect((await set(20)).before).toBe(10);
    expect((await set(null)).before).toBe(20);
    expect(await of('2026-Q4', 'team', 'South')).toBeUndefined();
    await set(10);
    expect(await of('2026-Q4', 'team', 'South')).toMatchObject({ amount: 10, source: 'set' });
  });

  it('of the company by hand goes before the sum, and the difference is told', async () => {
    await engine.call('targets.set', { period: '2026-Q3', amount: 1000, author });
    const { target, warnings } = await list('2026-Q3');
    expect(target).toMatchObject({ amount: 1000, source: 'set' });
    expect(warnings.find(({ code }) => code === 'target-sum')).toMatchObject({
      details: { company: 1000, owners: 400 },
    });
  });

  it('is the same in the query console', async () => {
    const sql =
      "SELECT amount FROM weir.target_of(DATE '2026-04-01', DATE '2026-06-30') WHERE field = 'company'";
    expect((await engine.call('sql.run', { sql, limit: 1 })).rows).toEqual([
      [(await of('2026-Q2', 'company'))?.amount],
    ]);
  });

  it('outlives an import and its undoing', async () => {
    const before = await list('2026-Q3');
    const more = join(engine.home, 'more.csv');
    await writeFile(more, `${deals.split('\n')[0]}\n9,Nine,New,5,Ann,North,2026-02-05,`);
    await engine.importFiles([more]);
    await engine.call('import.undo', {});
    expect(await list('2026-Q3')).toEqual(before);
  });

  it('of a fiscal year that begins in April counts its quarters', async () => {
    await engine.call('settings.set', { fiscalYearStart: 4 });
    expect(await list('2027-Q1')).toMatchObject({
      period: 'FY2027-Q1',
      from: '2026-04-01',
      to: '2026-06-30',
    });
    expect(await engine.call('targets.list', { asOf: '2026-02-10' })).toMatchObject({ period: 'FY2026-Q4' });
    await engine.call('settings.set', { fiscalYearStart: 1 });
  });

  it('must name a period, and one group', async () => {
    await expect(list('someday')).rejects.toMatchObject({ code: 'invalid-input' });
    const both = { period: '2026-Q3', owner: 'Ann', team: 'North', amount: 1, author };
    await expect(engine.call('targets.set', both)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe.skipIf(!hasShared('data/saas_quota'))('monthly quotas of 21 reps over two years', () => {
  it('add up to those of quarters, divisions and the company', async () => {
    const folder = `${dataFolder}saas_quota/`;
    const engine = await testEngine();
    await engine.importFiles(
      ['opportunities', 'accounts', 'reps', 'quota_attainment'].map((name) => `${folder}${name}.csv`),
    );
    const lines = readFileSync(`${folder}quota_attainment.csv`, 'utf8').trim().split('\n').slice(1);
    const rows = lines
      .map((line) => line.split(','))
      .filter(([, , , month]) => /^2025-0[456]/.test(month ?? ''));
    const sum = (keep: (row: string[]) => boolean) =>
      rows.filter(keep).reduce((total, row) => total + Number(row[4]), 0);
    const { rows: found } = await engine.call('targets.list', { period: '2025-Q2' });
    const amount = (field: TargetField, value: string | null) =>
      found.find((row) => row.field === field && row.value === value)?.amount;
    expect(amount('company', null)).toBeCloseTo(
      sum(() => true),
      2,
    );
    for (const team of ['Venue', 'Arc Suite', 'ActiveDisclosure']) {
      expect(amount('team', team)).toBeCloseTo(
        sum((row) => row[2] === team),
        2,
      );
    }
    expect(amount('owner', 'Allison Hill')).toBeCloseTo(
      sum((row) => row[1] === 'Allison Hill'),
      2,
    );
    await engine.close();
  });
});
