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

async function history(id: string): Promise<unknown[][]> {
  const sql = `SELECT strftime(t.from_at, '%Y-%m-%d %H:%M'), s.stage, t.amount, t.expected_close::VARCHAR, t.owner
    FROM weir.state AS t JOIN weir.stage AS s USING (stage_id) JOIN weir.opportunity AS o USING (key)
    WHERE o.id = '${id}' ORDER BY t.seq`;
  return (await engine.call('sql.run', { sql, limit: 100 })).rows;
}

const changes = [
  ['2026-01-05 09:00', 'Discovery', 100, '2026-03-31', 'Ann'],
  ['2026-01-20 10:00', 'Proposal', 100, '2026-03-31', 'Ann'],
  ['2026-02-02 11:00', 'Proposal', 150, '2026-03-31', 'Ann'],
  ['2026-02-10 12:00', 'Closed Won', 150, '2026-03-31', 'Ann'],
];

describe('history that comes as', () => {
  it('HubSpot property history, one row a value', async () => {
    const head = 'Record ID,Property,Value,Timestamp,Source';
    const list = await file('deals.csv', [
      'Record ID,Deal Name,Deal Stage,Deal owner',
      '7,Alpha,Closed Won,Ann',
    ]);
    const log = await file('deal-property-history.csv', [
      head,
      '7,dealstage,Discovery,2026-01-05 09:00:00,CRM_UI',
      '7,amount,100,2026-01-05 09:00:00,CRM_UI',
      '7,closedate,1774915200000,2026-01-05 09:00:00,CRM_UI',
      '7,dealstage,Proposal,2026-01-20 10:00:00,CRM_UI',
      '7,amount,150,2026-02-02 11:00:00,CRM_UI',
      '7,dealstage,Closed Won,2026-02-10 12:00:00,CRM_UI',
    ]);
    const { inspect } = await engine.importFiles([list, log]);
    expect(inspect.files[1]).toMatchObject({ system: 'hubspot', kind: 'stage-history' });
    const found = await history('7');
    // The values of one moment come one after the other.
    expect(found.filter(([at], i) => found[i + 1]?.[0] !== at)).toEqual(changes);
  });

  it('a Salesforce history report, which names its deals, beside a list with ids', async () => {
    const list = await file('deals.csv', [
      'Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Created Date,Opportunity Owner',
      '006000000000001,Alpha,Closed Won,150,2026-03-31,2026-01-05,Ann',
      '006000000000002,Beta,Discovery,70,2026-03-31,2026-01-06,Ben',
      '006000000000003,Beta,Discovery,80,2026-04-30,2026-01-07,Ben',
    ]);
    const log = await file('history-report.csv', [
      'Opportunity Name,From Stage,To Stage,Stage Duration,Amount,Last Modified,Last Modified By',
      'Alpha,,Discovery,15,100,2026-01-05 09:00:00,Ann',
      'alpha,Discovery,Proposal,21,100,2026-01-20 10:00:00,Ann',
      'Alpha,Proposal,Closed Won,0,150,2026-02-10 12:00:00,Ann',
    ]);
    const { inspect } = await engine.importFiles([list, log]);
    expect(inspect.files[1]).toMatchObject({ system: 'salesforce', kind: 'stage-history' });
    const found = await history('006000000000001');
    expect(found.map(([at, stage, amount]) => [at, stage, amount])).toEqual([
      ['2026-01-05 09:00', 'Discovery', 100],
      ['2026-01-20 10:00', 'Proposal', 100],
      ['2026-02-10 12:00', 'Closed Won', 150],
    ]);
    expect(await engine.call('workspace.status', {})).toMatchObject({ opportunities: 3 });
  });

  it('versions of rows in a warehouse', async () => {
    const log = await file('opportunity_history.csv', [
      'id,name,stage_name,amount,close_date,owner_name,_fivetran_start,_fivetran_end,_fivetran_active',
      'O-1,Alpha,Discovery,100,2026-03-31,Ann,2026-01-05 09:00:00,2026-01-20 10:00:00,false',
      'O-1,Alpha,Proposal,100,2026-03-31,Ann,2026-01-20 10:00:00,2026-02-02 11:00:00,false',
      'O-1,Alpha,Proposal,150,2026-03-31,Ann,2026-02-02 11:00:00,2026-02-10 12:00:00,false',
      'O-1,Alpha,Closed Won,150,2026-03-31,Ann,2026-02-10 12:00:00,9999-12-31 23:59:59,true',
    ]);
    const { inspect } = await engine.importFiles([log]);
    expect(inspect.files[0]).toMatchObject({ kind: 'stage-history', mapping: { at: '_fivetran_start' } });
    expect(await history('O-1')).toEqual(changes);
  });

  it('one row a changed field, in files of a month each, imported in any order', async () => {
    const head = 'OpportunityId,Field,OldValue,NewValue,CreatedDate';
    const list = await file('Opportunity.csv', [
      'Id,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate',
      'O-1,Alpha,Closed Won,150,2026-03-31,Ann,2026-01-05 09:00:00',
      'O-2,Beta,Proposal,10,2026-09-30,Ben,2026-02-05 09:00:00',
    ]);
    const january = await file('january.csv', [
      head,
      'O-1,StageName,,Discovery,2026-01-05 09:00:00',
      'O-1,StageName,Discovery,Proposal,2026-01-20 10:00:00',
    ]);
    const february = await file('february.csv', [
      head,
      'O-1,Amount,100,150,2026-02-02 11:00:00',
      'O-1,StageName,Proposal,Closed Won,2026-02-10 12:00:00',
    ]);
    await engine.importFiles([february]);
    await engine.importFiles([list, january]);
    expect(await history('O-1')).toEqual(changes);
  });
});
