import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSample } from '#generate/index';
import type { MethodInput } from '#shared/contract/methods';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

const quality = () => engine.call('data.quality', {});
const finding = async (code: string) => (await quality()).findings.find((one) => one.code === code);

/** How many deals the list behind a number of the page has. */
async function behind(narrowed: MethodInput<'deals.list'>['behind']): Promise<number> {
  const { allKnownOn: asOf } = await quality();
  return (await engine.call('deals.list', { asOf, behind: narrowed })).total;
}

describe('the quality of the data', () => {
  const head =
    'Deal ID,Deal Name,Account,Owner,Stage,Amount,Created Date,Expected Close,Closed Date,Loss Reason';

  it('names dates that cannot be, deals that are there twice, and spellings of one name', async () => {
    await engine.importFiles([
      await file('deals.csv', [
        head,
        'D-1,Alpha,Acme,Anna Smith,Qualification,100,2026-01-05,2026-03-01,,',
        'D-2,Alpha,acme,Anna Smith,Qualification,100,2026-01-06,2099-03-01,,',
        'D-3,Gamma,Acme,Anna Smiht,Closed Won,200,2026-02-05,2026-03-01,2026-01-20,',
        'D-4,Delta,Acme,Ben Jones,Closed Lost,300,2026-01-07,2026-03-01,2026-02-20,',
      ]),
    ]);
    const { findings, alike, fields, evidence, raise } = await quality();
    expect(Object.fromEntries(findings.map(({ code, deals }) => [code, deals]))).toEqual({
      'closed-before-created': 1,
      'impossible-expected-close': 1,
      'same-deal-twice': 2,
    });
    expect(findings.map(({ message }) => message)).toEqual([
      '1 deal was closed before it was created.',
      '1 deal is expected to close more than ten years ahead or before 1990.',
      '2 deals share name, account and amount with another one, in 1 group.',
    ]);
    expect(alike).toContainEqual({
      field: 'owner',
      value: 'Anna Smiht',
      deals: 1,
      like: 'Anna Smith',
      likeDeals: 2,
    });
    expect(alike).toContainEqual({ field: 'account', value: 'acme', deals: 1, like: 'Acme', likeDeals: 3 });
    expect(fields.find(({ field }) => field === 'loss_reason')).toMatchObject({ of: 1, filled: 0, share: 0 });
    expect(fields.find(({ field }) => field === 'amount')).toMatchObject({ of: 4, filled: 4, share: 1 });
    expect(fields.find(({ field }) => field === 'closed_at')).toMatchObject({ of: 2, filled: 2 });
    for (const { code, deals } of findings) expect(await behind({ metric: 'finding', code })).toBe(deals);
    for (const { field, among, of, filled } of fields)
      expect(await behind({ metric: 'field', field, among, value: null })).toBe(of - filled);
    for (const { field, value, deals } of alike)
      expect(await behind({ metric: 'field', field, value })).toBe(deals);
    expect(evidence).toBe('state');
    expect(raise).toContain('history');
  });

  it('compares spellings alone where a field has thousands of values', async () => {
    const accounts = Array.from(
      { length: 1600 },
      (_, i) => `Company ${String.fromCharCode(97 + (i % 26))}${i}`,
    );
    const rows = ['Acme Ltd.', 'ACME LTD', 'ACME LTD', ...accounts].map(
      (account, i) => `D-${i},Deal ${i},${account},Ann,Qualification,100,2026-01-05,2026-03-01,,`,
    );
    await engine.importFiles([await file('deals.csv', [head, ...rows])]);
    const { alike } = await quality();
    expect(alike.filter(({ field }) => field === 'account')).toEqual([
      { field: 'account', value: 'Acme Ltd.', deals: 1, like: 'ACME LTD', likeDeals: 2 },
    ]);
  });

  it('finds the clean-up of the sample company on its day, and no other', async () => {
    const sample = await writeSample({
      seed: 3,
      deals: 6000,
      as: 'plain-log',
      dir: join(engine.home, 'log'),
      longRunDeals: 10,
    });
    await engine.importFiles(sample.files);
    const found = await finding('bulk-lost');
    const { day, deals } = sample.truth.cleanUp;
    expect(new Set(found?.cases.map((one) => one.day))).toEqual(new Set([day]));
    // The losses of an ordinary day come on top.
    expect(found?.deals).toBeGreaterThanOrEqual(deals);
    expect(found?.deals).toBeLessThan(deals * 1.1);
    expect(await behind({ metric: 'finding', code: 'bulk-lost' })).toBe(found?.deals);
  });

  it('finds expected closes that one owner moved in one minute, and closes that were dated back', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `006000000000${String(i).padStart(3, '0')}`);
    const rows = ids.flatMap((id, i) => [
      `${id},2026-01-05 09:0${i % 10}:00,Qualification,100,2026-03-31,10`,
      `${id},2026-03-30 16:20:${String(i).padStart(2, '0')},Qualification,100,2026-06-30,10`,
    ]);
    const closed = `${ids[0]},2026-07-03 10:00:00,Closed Won,100,2026-06-30,100`;
    const log = await file('OpportunityHistory.csv', [
      'OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability',
      ...rows,
      closed,
    ]);
    await engine.importFiles([log]);
    expect(await finding('bulk-moved')).toMatchObject({
      deals: 12,
      cases: [{ day: '2026-03-30', deals: 12 }],
    });
    expect(await behind({ metric: 'finding', code: 'bulk-moved' })).toBe(12);
    expect(await finding('back-dated-close')).toMatchObject({ deals: 1, cases: [{ ids: [ids[0]] }] });
  });

  it('lists deals dated ahead of the data, and says how new each kind of file is', async () => {
    const dated = Array.from(
      { length: 30 },
      (_, i) => `D-${i},Deal ${i},Acme,Ann,Qualification,100,2026-01-${String(i + 1).padStart(2, '0')},,,`,
    );
    await engine.importFiles([
      await file('deals.csv', [head, ...dated, 'D-99,Ahead,Acme,Ann,Qualification,100,2062-01-05,,,']),
    ]);
    const { findings, sources, allKnownOn } = await quality();
    expect(findings.map(({ code, deals }) => [code, deals])).toEqual([['created-in-future', 1]]);
    expect(allKnownOn).toBe('2062-01-05');
    expect(await behind({ metric: 'finding', code: 'created-in-future' })).toBe(1);
    expect(sources).toMatchObject([
      { kind: 'opportunities', system: 'generic', files: 1, rows: 31, newest: '2026-01-30' },
    ]);
  });
});
