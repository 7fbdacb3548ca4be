import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 100 })).rows;

describe('a name that several deals have', () => {
  const list = () =>
    file('deals.csv', [
      'Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Created Date,Opportunity Owner',
      '006000000000001,Alpha,Closed Won,150,2026-03-31,2026-01-05,Ann',
      '006000000000002,Beta,Discovery,70,2026-03-31,2026-01-06,Ben',
      '006000000000003,beta,Proposal,80,2026-04-30,2026-01-07,Ben',
    ]);
  const log = () =>
    file('history-report.csv', [
      'Opportunity Name,From Stage,To Stage,Last Modified,Last Modified By',
      'Alpha,,Discovery,2026-01-05 09:00:00,Ann',
      'Alpha,Discovery,Closed Won,2026-02-10 12:00:00,Ann',
      'Beta,,Discovery,2026-01-06 09:00:00,Ben',
      'Beta,Discovery,Proposal,2026-02-06 09:00:00,Ben',
    ]);

  it('in a stage history is attached to none of them, left out and counted', async () => {
    const { report } = await engine.importFiles([await list(), await log()]);
    expect(report).toMatchObject({ opportunities: 3 });
    expect(report.warnings.find(({ code }) => code === 'shared-names')).toMatchObject({
      message:
        '2 rows of a stage history name deals by a name that several deals have (“Beta”: 2 deals). They are left out. Export the file again with the id of the deal.',
      details: { kind: 'stage-history', rows: 2, names: 1, deals: 2 },
    });
    expect(await rows('SELECT record, name, deals FROM weir.left_out_row ORDER BY record')).toEqual([
      [2, 'Beta', 2],
      [3, 'Beta', 2],
    ]);
    const evidence = await rows('SELECT id, evidence FROM weir.opportunity ORDER BY id');
    expect(evidence.map(([, grade]) => grade)).toEqual(['log', 'state', 'state']);
    const { warnings } = await engine.call('workspace.status', {});
    expect(warnings.map(({ code }) => code)).toContain('shared-names');
  });

  it('is the same whether list or history comes first, and clear once one of the deals is gone', async () => {
    await engine.importFiles([await log()]);
    expect(await rows('SELECT count(*) FROM weir.left_out_row')).toEqual([[0]]);
    await engine.importFiles([await list()]);
    expect(await rows('SELECT count(*) FROM weir.left_out_row')).toEqual([[2]]);
    expect(await rows('SELECT count(*) FROM weir.opportunity')).toEqual([[3]]);
    await engine.call('import.undo', {});
    expect(await rows('SELECT id FROM weir.opportunity ORDER BY id')).toEqual([['Alpha'], ['Beta']]);
  });

  it('in a history whose column is called like the deal is no deal of its own either', async () => {
    const history = await file('history.csv', [
      'Opportunity,Stage,Changed At',
      'Alpha,Discovery,2026-01-05 09:00:00',
      'Alpha,Closed Won,2026-02-10 12:00:00',
      'Beta,Discovery,2026-01-06 09:00:00',
      'Beta,Proposal,2026-02-06 09:00:00',
    ]);
    await engine.importFiles([await list(), history], { 'history.csv': { kind: 'stage-history' } });
    expect(await rows('SELECT id, evidence FROM weir.opportunity ORDER BY id')).toEqual([
      ['006000000000001', 'log'],
      ['006000000000002', 'state'],
      ['006000000000003', 'state'],
    ]);
  });

  it('in activities leaves them without a deal, and says so', async () => {
    const calls = await file('calls.csv', [
      'Activity Type,Opportunity Name,Activity Date,Subject',
      'Call,Alpha,2026-01-10,Intro',
      'Call,Beta,2026-01-11,Intro',
    ]);
    const { report } = await engine.importFiles([await list(), calls], {
      'calls.csv': { kind: 'activities' },
    });
    expect(await rows('SELECT names, key IS NULL FROM weir.activity ORDER BY names')).toEqual([
      ['Alpha', false],
      ['Beta', true],
    ]);
    expect(report.warnings.find(({ code }) => code === 'shared-names')?.details).toMatchObject({
      kind: 'activities',
      rows: 1,
      example: 'Beta',
      deals: 2,
    });
  });
});

it('an account name that several accounts have is joined with none of them, and that is said', async () => {
  const deals = await file('deals.csv', [
    'Deal ID,Deal Name,Account,Stage,Amount,Created Date',
    'D-1,Alpha,Acme,Proposal,100,2026-01-05',
    'D-2,Beta,Globex,Proposal,70,2026-01-05',
  ]);
  const accounts = await file('accounts.csv', [
    'Account ID,Account Name,Industry,Country',
    'A-1,Acme,Steel,Germany',
    'A-2,Acme,Retail,France',
    'A-3,Globex,Energy,Spain',
  ]);
  const { inspect } = await engine.importFiles([deals, accounts], { 'accounts.csv': { kind: 'accounts' } });
  expect(inspect.files[0]?.warnings.find(({ code }) => code === 'shared-names')).toMatchObject({
    message:
      '1 row has as account a name that several accounts have (“Acme”: 2 accounts); joined with none. Export the deals with the id of the account.',
    details: { field: 'account', values: [{ name: 'Acme', rows: 2, deals: 1 }] },
  });
  expect(await rows('SELECT id, segment FROM weir.opportunity ORDER BY id')).toEqual([
    ['D-1', null],
    ['D-2', 'Energy'],
  ]);
});
