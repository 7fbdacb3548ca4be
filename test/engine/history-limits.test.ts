import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;

/** The lines as a file in the workspace of the tests around, which is a new one. */
async function inNewWorkspace(name: string, lines: readonly string[]): Promise<void> {
  engine = await testEngine();
  await engine.importFiles([await file(name, lines)]);
}

async function file(name: string, lines: readonly string[]): Promise<string> {
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

const columnOf = (what: string, stage: string, unit = '') => `"${what} ""${stage} (Sales)""${unit}"`;

describe('a HubSpot export with one date a stage', () => {
  const head = [
    'Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date',
    ...['Discovery', 'Proposal', 'Closed Won'].map((stage) => columnOf('Date entered', stage)),
    ...['Cumulative', 'Latest'].map((which) => columnOf(`${which} time in`, 'Discovery', ' (HH:mm:ss)')),
  ].join(',');

  beforeAll(() =>
    inNewWorkspace('hubspot-crm-exports-all-deals.csv', [
      head,
      '7,Alpha,Closed Won,100,2026-01-05 09:00,2026-02-10 12:00,2026-01-25 09:00,2026-01-28 10:00,2026-02-10 12:00,240:10:00,73:00:00',
      '8,Beta,Proposal,70,2026-01-06 09:00,,2026-01-06 09:00,2026-01-09 10:00,,73:00:00,73:00:00',
      '9,Gamma,Discovery,50,2026-01-07 09:00,,2026-01-07 09:00,,,,',
    ]),
  );
  afterAll(() => engine.close());

  it('has a partial history, which status and quality say together with the export that has all of it', async () => {
    const { partialHistory, evidence, warnings } = await engine.call('workspace.status', {});
    expect([partialHistory, evidence]).toEqual([3, 'dates']);
    expect(warnings.find(({ code }) => code === 'partial-history')).toMatchObject({
      message: expect.stringContaining('property history'),
      details: { history: 'partial', share: 1 },
    });
    // Alpha was in Discovery for longer than the last time.
    expect(await engine.call('data.quality', {})).toMatchObject({
      partialHistory: 3,
      repeatVisits: 1,
      raise: expect.stringContaining('property history'),
    });
  });

  it('leaves figures that count visits untold, and the others as they are', async () => {
    const { rows, warnings } = await conformance();
    const told = rows[0]?.shares.filter(({ share }) => share !== null).map(({ part }) => part);
    expect(told).toEqual(['on-path', 'skip', 'allowed-skip']);
    expect(rows[0]).toMatchObject({ deals: 3, meanVisits: null });
    const untold = { bounceRate: null, meanVisits: null, reworkDays: null };
    expect(rows[0]?.stages[0]).toMatchObject({ ...untold, visits: 3 });
    const codes = async (of: Promise<{ warnings: { code: string }[] }>) =>
      (await of).warnings.map(({ code }) => code);
    expect(warnings.map(({ code }) => code)).toContain('partial-history');
    expect(await codes(engine.call('metric.flow', {}))).toContain('partial-history');
    expect(await codes(engine.call('metric.timeInStage', {}))).toContain('partial-history');
    expect(await codes(engine.call('metric.winRate', {}))).not.toContain('partial-history');
  });

  it('tells all visits once the property history comes beside it', async () => {
    const changes = [
      ['7', 'Discovery', '2026-01-05 09:00:00'],
      ['7', 'Proposal', '2026-01-12 10:00:00'],
      ['7', 'Discovery', '2026-01-25 09:00:00'],
      ['7', 'Proposal', '2026-01-28 10:00:00'],
      ['7', 'Closed Won', '2026-02-10 12:00:00'],
      ['8', 'Discovery', '2026-01-06 09:00:00'],
      ['8', 'Proposal', '2026-01-09 10:00:00'],
      ['9', 'Discovery', '2026-01-07 09:00:00'],
    ];
    const rows = changes.map(([id, stage, at]) => `${id},dealstage,${stage},${at},CRM_UI`);
    await engine.importFiles([
      await file('deal-property-history.csv', ['Record ID,Property,Value,Timestamp,Source', ...rows]),
    ]);
    expect(await engine.call('workspace.status', {})).toMatchObject({ partialHistory: 0, evidence: 'log' });
    const { rows: found, warnings } = await conformance();
    expect(warnings.map(({ code }) => code)).not.toContain('partial-history');
    expect(found[0]?.shares.find(({ part }) => part === 'loop')).toMatchObject({ deals: 1, share: 1 / 3 });
    const proposal = found[0]?.stages.find(({ stage }) => stage === 'Proposal');
    expect(proposal).toMatchObject({ visits: 3, backExits: 1, bounceRate: 0.5 });
  });
});

describe('a log', () => {
  const at = (day: string) => `${day} 09:00:00`;
  beforeAll(() =>
    inNewWorkspace('history.csv', [
      'Deal ID,Stage,Changed At,Amount,Close Date',
      // Changes of one second, the newest first, as reports have it.
      `tie-1,Closed Won,${at('2026-02-01')},10,2026-02-01`,
      `tie-1,Proposal,${at('2026-02-01')},10,2026-02-01`,
      `tie-1,Qualification,${at('2026-01-05')},10,2026-02-01`,
      `tie-2,Proposal,${at('2026-01-07')},10,2026-05-01`,
      `tie-2,Qualification,${at('2026-01-07')},10,2026-05-01`,
      // Closed on January 3 for December 31.
      `late-1,Qualification,${at('2025-11-05')},10,2025-12-31`,
      `late-1,Closed Won,${at('2026-01-03')},10,2025-12-31`,
      `late-2,Qualification,${at('2025-11-06')},20,2025-12-20`,
      `late-2,Closed Lost,${at('2025-12-20')},20,2025-12-20`,
      // Reopened after five days, and after ten weeks.
      `again-1,Qualification,${at('2026-01-05')},10,2026-02-01`,
      `again-1,Closed Lost,${at('2026-01-20')},10,2026-02-01`,
      `again-1,Qualification,${at('2026-01-25')},10,2026-02-01`,
      `again-1,Closed Won,${at('2026-02-01')},10,2026-02-01`,
      `again-2,Qualification,${at('2026-01-05')},10,2026-02-01`,
      `again-2,Closed Lost,${at('2026-01-20')},10,2026-02-01`,
      `again-2,Qualification,${at('2026-04-01')},10,2026-05-01`,
    ]),
  );
  afterAll(() => engine.close());

  it('puts changes of one second in the order of the stages, closed ones last, and counts them', async () => {
    expect(await stagesOf('tie-1')).toEqual(['Qualification', 'Proposal', 'Closed Won']);
    expect(await stagesOf('tie-2')).toEqual(['Qualification', 'Proposal']);
    const found = await finding('same-moment');
    expect([found?.deals, found?.cases.flatMap(({ ids }) => ids).sort()]).toEqual([2, ['tie-1', 'tie-2']]);
  });

  it('that closes a deal on January 3 for December 31 has it open on December 31, and booked in December', async () => {
    const known = await engine.call('workspace.status', { asOf: '2025-12-31' });
    expect(known).toMatchObject({ open: 1, won: 0, lost: 1 });
    expect(await finding('back-dated-close')).toMatchObject({ deals: 1, cases: [{ ids: ['late-1'] }] });
    const december = { from: '2025-12-01', to: '2025-12-31' };
    const rate = async (closeDate: 'recorded' | 'booked', asOf?: string) =>
      (await engine.call('metric.winRate', { ...december, closeDate, ...(asOf ? { asOf } : {}) })).rows[0];
    expect(await rate('recorded')).toMatchObject({ won: 0, lost: 1 });
    expect(await rate('booked')).toMatchObject({ won: 1, lost: 1, wonValue: 10 });
    expect(await rate('booked', '2025-12-31')).toMatchObject({ won: 0, lost: 1 });
  });

  it('tells how many closings were taken back, within 30 days and later', async () => {
    const reopened = async (asOf?: string) =>
      (await engine.call('workspace.status', asOf ? { asOf } : {})).reopened;
    expect(await reopened()).toEqual({ closings: 6, soon: 1, later: 1, rate: 1 / 3 });
    expect(await reopened('2026-01-22')).toEqual({ closings: 4, soon: 0, later: 0, rate: 0 });
    expect(await finding('reopened-soon')).toMatchObject({ deals: 1, cases: [{ ids: ['again-1'] }] });
    expect(await finding('reopened-later')).toMatchObject({ deals: 1, cases: [{ ids: ['again-2'] }] });
  });

  it('of single fields follows old values where changes of one second come the newest first', async () => {
    await engine.importFiles([
      await file('OpportunityFieldHistory.csv', [
        'OpportunityId,Field,OldValue,NewValue,CreatedDate',
        'field-1,StageName,Proposal,Closed Won,2026-02-01 09:00:00',
        'field-1,StageName,Qualification,Proposal,2026-02-01 09:00:00',
        'field-1,StageName,,Qualification,2026-01-05 09:00:00',
      ]),
    ]);
    expect(await stagesOf('field-1')).toEqual(['Qualification', 'Proposal', 'Closed Won']);
  });
});

describe('lengths below nothing', () => {
  afterAll(() => engine.close());

  it('are read off no curve, and the deals that have them are listed', async () => {
    await inNewWorkspace('deals.csv', [
      'Deal ID,Stage,Amount,Created Date,Closed Date',
      'A,Closed Won,10,2026-01-05,2026-01-25',
      'B,Closed Won,10,2026-02-05,2026-01-25',
      'C,Closed Lost,10,2026-01-05,2026-01-05',
    ]);
    expect(await finding('closed-before-created')).toMatchObject({ deals: 1, cases: [{ ids: ['B'] }] });
    const { rows, n } = await engine.call('metric.cycle', { outcome: 'closed', curve: true });
    // A list of closed deals alone: A took 20 days, C none.
    expect([n, rows[0]?.naiveMean]).toEqual([2, 10]);
  });

  it('of stages after the closing are left out, so that the deal is closed as the list says', async () => {
    await engine.importFiles([
      await file('hubspot-deals.csv', [
        [
          'Record ID,Deal Name,Deal Stage,Create Date,Close Date',
          ...['Discovery', 'Proposal', 'Closed Won'].map((stage) => columnOf('Date entered', stage)),
        ].join(','),
        '1,Alpha,Closed Won,2026-01-05 09:00,2026-02-10 12:00,2026-01-05 09:00,2026-02-15 10:00,2026-02-10 12:00',
        '2,Beta,Closed Won,2026-01-05 09:00,2026-02-10 12:00,2026-01-05 09:00,2026-01-15 10:00,2026-02-10 12:00',
        '3,Gamma,Discovery,2026-01-05 09:00,,2026-01-05 09:00,2026-01-15 10:00,',
        '4,Delta,Proposal,2026-03-05 09:00,,2026-01-05 09:00,2026-01-15 10:00,',
      ]),
    ]);
    expect(await stagesOf('1')).toEqual(['Discovery', 'Closed Won']);
    expect(await stagesOf('2')).toEqual(['Discovery', 'Proposal', 'Closed Won']);
    // It came back to a stage that keeps its first date.
    expect(await stagesOf('3')).toEqual(['Discovery', 'Proposal', 'Discovery']);
    expect(await finding('stage-after-close')).toMatchObject({ deals: 1, cases: [{ ids: ['1'] }] });
    expect(await finding('stage-before-created')).toMatchObject({ deals: 1, cases: [{ ids: ['4'] }] });
  });
});
