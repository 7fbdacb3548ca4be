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

const finding = async (code: string) =>
  (await engine.call('data.quality', {})).findings.find((one) => one.code === code);
const conformance = async () => engine.call('metric.conformance', { variants: 5 });

/** Stages of a deal in order, as known last. */
async function stagesOf(id: string): Promise<unknown[]> {
  const sql = `SELECT s.stage FROM weir.sojourn AS v JOIN weir.stage AS s USING (stage_id)
    JOIN weir.opportunity AS o USING (key) WHERE o.id = '${id}' ORDER BY v.visit`;
  return (await engine.call('sql.run', { sql, limit: 100 })).rows.flat();
}

describe('a HubSpot export with one date a stage', () => {
  const stages = ['Discovery', 'Proposal', 'Closed Won'];
  const head = [
    'Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date',
    ...stages.map((stage) => `"Date entered ""${stage} (Sales)"""`),
  ].join(',');
  const list = () =>
    file('hubspot-crm-exports-all-deals.csv', [
      head,
      '7,Alpha,Closed Won,100,2026-01-05 09:00,2026-02-10 12:00,2026-01-25 09:00,2026-01-28 10:00,2026-02-10 12:00',
      '8,Beta,Proposal,70,2026-01-06 09:00,,2026-01-06 09:00,2026-01-09 10:00,',
      '9,Gamma,Discovery,50,2026-01-07 09:00,,2026-01-07 09:00,,',
    ]);

  it('has a partial history, which status and quality say together with the export that has all of it', async () => {
    await engine.importFiles([await list()]);
    const { partialHistory, evidence, warnings } = await engine.call('workspace.status', {});
    expect([partialHistory, evidence]).toEqual([3, 'dates']);
    expect(warnings.find(({ code }) => code === 'partial-history')).toMatchObject({
      message: expect.stringContaining('property history'),
      details: { history: 'partial', share: 1 },
    });
    expect(await engine.call('data.quality', {})).toMatchObject({
      partialHistory: 3,
      raise: expect.stringContaining('property history'),
    });
  });

  it('leaves figures that count visits untold, and the others as they are', async () => {
    await engine.importFiles([await list()]);
    const { rows, warnings } = await conformance();
    const told = rows[0]?.shares.filter(({ share }) => share !== null).map(({ part }) => part);
    expect(told).toEqual(['on-path', 'skip', 'allowed-skip']);
    expect(rows[0]).toMatchObject({ deals: 3, meanVisits: null });
    expect(rows[0]?.stages[0]).toMatchObject({
      bounceRate: null,
      meanVisits: null,
      reworkDays: null,
      visits: 3,
    });
    const codes = async (of: Promise<{ warnings: { code: string }[] }>) =>
      (await of).warnings.map(({ code }) => code);
    expect(warnings.map(({ code }) => code)).toContain('partial-history');
    expect(await codes(engine.call('metric.flow', {}))).toContain('partial-history');
    expect(await codes(engine.call('metric.timeInStage', {}))).toContain('partial-history');
    expect(await codes(engine.call('metric.winRate', {}))).not.toContain('partial-history');
  });

  it('tells all visits once the property history comes beside it', async () => {
    const history = await file('deal-property-history.csv', [
      'Record ID,Property,Value,Timestamp,Source',
      '7,dealstage,Discovery,2026-01-05 09:00:00,CRM_UI',
      '7,dealstage,Proposal,2026-01-12 10:00:00,CRM_UI',
      '7,dealstage,Discovery,2026-01-25 09:00:00,CRM_UI',
      '7,dealstage,Proposal,2026-01-28 10:00:00,CRM_UI',
      '7,dealstage,Closed Won,2026-02-10 12:00:00,CRM_UI',
      '8,dealstage,Discovery,2026-01-06 09:00:00,CRM_UI',
      '8,dealstage,Proposal,2026-01-09 10:00:00,CRM_UI',
      '9,dealstage,Discovery,2026-01-07 09:00:00,CRM_UI',
    ]);
    await engine.importFiles([await list(), history]);
    expect(await engine.call('workspace.status', {})).toMatchObject({ partialHistory: 0, evidence: 'log' });
    const { rows, warnings } = await conformance();
    expect(warnings.map(({ code }) => code)).not.toContain('partial-history');
    expect(rows[0]?.shares.find(({ part }) => part === 'loop')).toMatchObject({ deals: 1, share: 1 / 3 });
    expect(rows[0]?.stages.find(({ stage }) => stage === 'Proposal')).toMatchObject({
      visits: 3,
      backExits: 1,
      bounceRate: 0.5,
    });
  });
});

describe('a log', () => {
  const head = 'Deal ID,Stage,Changed At,Amount,Close Date';

  it('with changes of one second puts them in the order of the stages, closed ones last, and counts them', async () => {
    const log = await file('history.csv', [
      head,
      // The newest first, as reports have it.
      'A,Closed Won,2026-02-01 09:00:00,10,2026-02-01',
      'A,Proposal,2026-02-01 09:00:00,10,2026-02-01',
      'A,Qualification,2026-01-05 09:00:00,10,2026-02-01',
      'B,Closed Lost,2026-02-03 09:00:00,10,2026-02-03',
      'B,Proposal,2026-02-02 09:00:00,10,2026-02-03',
      'B,Qualification,2026-01-06 09:00:00,10,2026-02-03',
      'C,Proposal,2026-01-07 09:00:00,10,2026-05-01',
      'C,Qualification,2026-01-07 09:00:00,10,2026-05-01',
    ]);
    await engine.importFiles([log]);
    expect(await stagesOf('A')).toEqual(['Qualification', 'Proposal', 'Closed Won']);
    expect(await stagesOf('C')).toEqual(['Qualification', 'Proposal']);
    const found = await finding('same-moment');
    expect([found?.deals, found?.cases.flatMap(({ ids }) => ids).sort()]).toEqual([2, ['A', 'C']]);
  });

  it('of single fields follows old values where changes of one second come the newest first', async () => {
    const log = await file('OpportunityFieldHistory.csv', [
      'OpportunityId,Field,OldValue,NewValue,CreatedDate',
      'A,StageName,Proposal,Closed Won,2026-02-01 09:00:00',
      'A,StageName,Discovery,Proposal,2026-02-01 09:00:00',
      'A,StageName,,Discovery,2026-01-05 09:00:00',
    ]);
    await engine.importFiles([log]);
    expect(await stagesOf('A')).toEqual(['Discovery', 'Proposal', 'Closed Won']);
  });

  it('that closes a deal on January 3 for December 31 has it open on December 31, and booked in December', async () => {
    const log = await file('history.csv', [
      head,
      'A,Qualification,2025-11-05 09:00:00,10,2025-12-31',
      'A,Closed Won,2026-01-03 09:00:00,10,2025-12-31',
      'B,Qualification,2025-11-06 09:00:00,20,2025-12-20',
      'B,Closed Lost,2025-12-20 09:00:00,20,2025-12-20',
    ]);
    await engine.importFiles([log]);
    expect(await engine.call('workspace.status', { asOf: '2025-12-31' })).toMatchObject({
      open: 1,
      won: 0,
      lost: 1,
    });
    expect(await finding('back-dated-close')).toMatchObject({ deals: 1, cases: [{ ids: ['A'] }] });
    const december = { from: '2025-12-01', to: '2025-12-31' };
    const rate = async (closeDate: 'recorded' | 'booked', asOf?: string) =>
      (await engine.call('metric.winRate', { ...december, closeDate, ...(asOf ? { asOf } : {}) })).rows[0];
    expect(await rate('recorded')).toMatchObject({ won: 0, lost: 1 });
    expect(await rate('booked')).toMatchObject({ won: 1, lost: 1, wonValue: 10 });
    expect(await rate('booked', '2025-12-31')).toMatchObject({ won: 0, lost: 1 });
  });

  it('tells how many closings were taken back, within 30 days and later', async () => {
    const log = await file('history.csv', [
      head,
      'A,Qualification,2026-01-05 09:00:00,10,2026-02-01',
      'A,Closed Lost,2026-01-20 09:00:00,10,2026-02-01',
      'A,Qualification,2026-01-25 09:00:00,10,2026-02-01',
      'A,Closed Won,2026-02-01 09:00:00,10,2026-02-01',
      'B,Qualification,2026-01-05 09:00:00,10,2026-02-01',
      'B,Closed Lost,2026-01-20 09:00:00,10,2026-02-01',
      'B,Qualification,2026-04-01 09:00:00,10,2026-05-01',
      'C,Qualification,2026-01-05 09:00:00,10,2026-02-01',
      'C,Closed Lost,2026-01-20 09:00:00,10,2026-02-01',
    ]);
    await engine.importFiles([log]);
    const reopened = async (asOf?: string) =>
      (await engine.call('workspace.status', asOf ? { asOf } : {})).reopened;
    // A twice, B once, C once.
    expect(await reopened()).toEqual({ closings: 4, soon: 1, later: 1, rate: 0.5 });
    expect(await reopened('2026-01-22')).toEqual({ closings: 3, soon: 0, later: 0, rate: 0 });
    expect(await finding('reopened-soon')).toMatchObject({ deals: 1, cases: [{ ids: ['A'] }] });
    expect(await finding('reopened-later')).toMatchObject({ deals: 1, cases: [{ ids: ['B'] }] });
  });
});

describe('lengths below nothing', () => {
  it('are read off no curve, and the deals that have them are listed', async () => {
    const list = await file('deals.csv', [
      'Deal ID,Stage,Amount,Created Date,Closed Date',
      'A,Closed Won,10,2026-01-05,2026-01-25',
      'B,Closed Won,10,2026-02-05,2026-01-25',
      'C,Closed Lost,10,2026-01-05,2026-01-05',
    ]);
    await engine.importFiles([list]);
    expect(await finding('closed-before-created')).toMatchObject({ deals: 1, cases: [{ ids: ['B'] }] });
    const { rows, n } = await engine.call('metric.cycle', { outcome: 'closed', curve: true });
    // A list of closed deals alone: A took 20 days, C none.
    expect([n, rows[0]?.naiveMean]).toEqual([2, 10]);
  });

  it('of stages after the closing are left out, so that the deal is closed as the list says', async () => {
    const list = await file('hubspot-deals.csv', [
      'Record ID,Deal Name,Deal Stage,Create Date,Close Date,"Date entered ""Discovery (S)""","Date entered ""Proposal (S)""","Date entered ""Closed Won (S)"""',
      '1,Alpha,Closed Won,2026-01-05 09:00,2026-02-10 12:00,2026-01-05 09:00,2026-02-15 10:00,2026-02-10 12:00',
      '2,Beta,Closed Won,2026-01-05 09:00,2026-02-10 12:00,2026-01-05 09:00,2026-01-15 10:00,2026-02-10 12:00',
      '3,Gamma,Discovery,2026-01-05 09:00,,2026-01-05 09:00,2026-01-15 10:00,',
      '4,Delta,Proposal,2026-03-05 09:00,,2026-01-05 09:00,2026-01-15 10:00,',
    ]);
    await engine.importFiles([list]);
    expect(await engine.call('workspace.status', {})).toMatchObject({ won: 2, open: 2 });
    expect(await stagesOf('1')).toEqual(['Discovery', 'Closed Won']);
    expect(await stagesOf('2')).toEqual(['Discovery', 'Proposal', 'Closed Won']);
    // It came back to a stage that keeps its first date.
    expect(await stagesOf('3')).toEqual(['Discovery', 'Proposal', 'Discovery']);
    expect(await finding('stage-after-close')).toMatchObject({ deals: 1, cases: [{ ids: ['1'] }] });
    expect(await finding('stage-before-created')).toMatchObject({ deals: 1, cases: [{ ids: ['4'] }] });
  });
});
