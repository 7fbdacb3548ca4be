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

describe('the history of a property with one row a deal comes as', () => {
  const list = () =>
    file('deals.csv', [
      'Record ID,Deal Name,Deal Stage,Amount,Deal owner',
      '7,Alpha,Closed Won,150,Ann',
      '8,Beta,Proposal,70,Ben',
    ]);
  const moves = [
    ['2026-01-05 09:00', 'Discovery'],
    ['2026-01-20 10:00', 'Proposal'],
    ['2026-02-10 12:00', 'Closed Won'],
  ];
  const stages = async (id: string) => (await history(id)).map(([at, stage]) => [at, stage]);

  it('columns of values, times and sources, the newest leftmost', async () => {
    const log = await file('hubspot-property-history-dealstage.csv', [
      '"Record ID","Deal Name","Value 1","Timestamp 1","Source 1","Value 2","Timestamp 2","Source 2","Value 3","Timestamp 3","Source 3"',
      '"7","Alpha","Closed Won","2026-02-10 12:00","CRM_UI","Proposal","2026-01-20 10:00","CRM_UI","Discovery","2026-01-05 09:00","IMPORT"',
      '"8","Beta","Proposal","2026-01-09 10:00","CRM_UI","Discovery","2026-01-06 09:00","CRM_UI","","",""',
    ]);
    const { inspect, report } = await engine.importFiles([await list(), log]);
    expect(inspect.files[1]).toMatchObject({
      system: 'hubspot',
      kind: 'stage-history',
      rowsRead: 2,
      rowsLoaded: 2,
      mapping: { id: 'Record ID', stage_1: 'Value 1', at_1: 'Timestamp 1', stage_3: 'Value 3' },
    });
    expect(report.evidence).toBe('log');
    expect(await stages('7')).toEqual(moves);
    expect(await stages('8')).toEqual([
      ['2026-01-06 09:00', 'Discovery'],
      ['2026-01-09 10:00', 'Proposal'],
    ]);
    const lines = await engine.call('deals.get', { id: '8' });
    expect(lines.timeline.find(({ new: to }) => to === 'Proposal')).toMatchObject({ line: 3 });
  });

  it('columns called like the property, where a stage that was entered again counts twice', async () => {
    const log = await file('history.csv', [
      'Record ID,Deal Stage,Deal Stage timestamp,Deal Stage 2,Deal Stage timestamp 2,Deal Stage 3,Deal Stage timestamp 3',
      '7,Discovery,2026-03-01 08:00,Proposal,2026-02-01 08:00,Discovery,2026-01-05 08:00',
      '8,Proposal,2026-01-09 08:00,Discovery,2026-01-06 08:00,,',
    ]);
    await engine.importFiles([await list(), log]);
    expect(await stages('7')).toEqual([
      ['2026-01-05 08:00', 'Discovery'],
      ['2026-02-01 08:00', 'Proposal'],
      ['2026-03-01 08:00', 'Discovery'],
    ]);
  });

  it('rows each as long as their history, under a header of the first value', async () => {
    const log = await file('deal stage history.csv', [
      '"Record ID","Deal Name","Deal Stage","Timestamp"',
      '"8","Beta","Proposal","2026-01-09 10:00","Discovery","2026-01-06 09:00"',
      '"7","Alpha","Closed Won","2026-02-10 12:00","Proposal","2026-01-20 10:00","Discovery","2026-01-05 09:00"',
      '"9","Gamma","Discovery","2026-01-12 10:00"',
    ]);
    const { inspect } = await engine.importFiles([await list(), log]);
    expect(inspect.files[1]).toMatchObject({
      kind: 'stage-history',
      rowsRead: 3,
      rowsRejected: 0,
      headerLine: 1,
    });
    expect(await stages('7')).toEqual(moves);
    expect(await stages('9')).toEqual([['2026-01-12 10:00', 'Discovery']]);
  });

  it('rows of which a later one is longer than all in the first part of the file', async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, i) => `${i + 100},Proposal,2026-01-09 10:00,Discovery,2026-01-06 09:00`,
    );
    const long = '7,Closed Won,2026-02-10 12:00,Proposal,2026-01-20 10:00,Discovery,2026-01-05 09:00';
    const log = await file('dealstage.csv', ['Record ID,Value,Timestamp', ...rows, long]);
    const { inspect } = await engine.importFiles([log]);
    expect(inspect.files[0]).toMatchObject({ rowsRead: 9001, rowsRejected: 0 });
    expect(await stages('7')).toEqual(moves);
  });

  it('one file a property: stages and amounts are put together', async () => {
    const stage = await file('dealstage-history.csv', [
      'Record ID,Value,Timestamp,Source,Value 2,Timestamp 2,Source 2',
      '7,Closed Won,2026-02-10 12:00,CRM_UI,Discovery,2026-01-05 09:00,CRM_UI',
      '8,Proposal,2026-01-09 10:00,CRM_UI,Discovery,2026-01-06 09:00,CRM_UI',
    ]);
    const amount = await file('amount-history.csv', [
      'Record ID,Amount,Timestamp,Source,Amount 2,Timestamp 2,Source 2',
      '7,"1,150",2026-02-02 11:00,CRM_UI,"1,000.50",2026-01-05 09:00,CRM_UI',
      '8,70,2026-01-06 09:00,CRM_UI,,,',
    ]);
    await engine.importFiles([await list(), amount, stage]);
    const found = await history('7');
    expect(found.filter(([at], i) => found[i + 1]?.[0] !== at).map((row) => row.slice(0, 3))).toEqual([
      ['2026-01-05 09:00', 'Discovery', 1000.5],
      ['2026-02-02 11:00', 'Discovery', 1150],
      ['2026-02-10 12:00', 'Closed Won', 1150],
    ]);
  });

  it('values of one moment in their order, which is that of the columns', async () => {
    const log = await file('dealstage history.csv', [
      'Record ID,Value,Timestamp,Value 2,Timestamp 2,Value 3,Timestamp 3',
      '7,Discovery,2026-01-05 09:00,Proposal,2026-01-05 09:00,Appointment,2026-01-05 09:00',
      '8,Proposal,2026-01-09 10:00,Discovery,2026-01-06 09:00,Appointment,2026-01-06 09:00',
    ]);
    await engine.importFiles([await list(), log]);
    expect((await stages('7')).map(([, stage]) => stage)).toEqual(['Appointment', 'Proposal', 'Discovery']);
  });

  it('rows without an id, which are rejected once each', async () => {
    const log = await file('dealstage history.csv', [
      'Record ID,Value,Timestamp,Value 2,Timestamp 2',
      '7,Proposal,2026-01-20 10:00,Discovery,2026-01-05 09:00',
      ',Proposal,2026-01-09 10:00,Discovery,2026-01-06 09:00',
      '8,Proposal,2026-01-09 10:00,Discovery,2026-01-06 09:00',
    ]);
    const { report } = await engine.importFiles([log]);
    expect(report.files[0]).toMatchObject({ rowsRead: 3, rowsLoaded: 2, rowsRejected: 1 });
    expect(report.files[0]?.rejects).toMatchObject([{ line: 3, reason: 'no opportunity id' }]);
  });

  it('a list of JSON deals with the versions of their properties', async () => {
    const versions = (values: [string, string][]) =>
      values.map(([value, timestamp]) => ({ value, timestamp, sourceType: 'CRM_UI' }));
    const deals = [
      {
        id: '7',
        properties: { dealname: 'Alpha', dealstage: 'Closed Won', amount: '150', hubspot_owner_id: 'Ann' },
        propertiesWithHistory: {
          dealstage: versions([
            ['Closed Won', '2026-02-10T12:00:00Z'],
            ['Proposal', '2026-01-20T10:00:00Z'],
            ['Discovery', '2026-01-05T09:00:00Z'],
          ]),
          amount: versions([
            ['150', '2026-02-02T11:00:00Z'],
            ['100', '2026-01-05T09:00:00Z'],
          ]),
        },
      },
      {
        id: '8',
        properties: { dealname: 'Beta', dealstage: 'Proposal', amount: '70', hubspot_owner_id: 'Ben' },
        propertiesWithHistory: { dealstage: versions([['Proposal', '2026-01-09T10:00:00Z']]), amount: [] },
      },
    ];
    const path = await file('deals.json', [JSON.stringify({ results: deals })]);
    const { inspect, report } = await engine.importFiles([path]);
    expect(inspect.files[0]).toMatchObject({ system: 'hubspot', kind: 'opportunities', rowsLoaded: 2 });
    expect(report).toMatchObject({ opportunities: 2, evidence: 'log' });
    const found = await history('7');
    expect(found.filter(([at], i) => found[i + 1]?.[0] !== at).map((row) => row.slice(0, 3))).toEqual([
      ['2026-01-05 09:00', 'Discovery', 100],
      ['2026-01-20 10:00', 'Proposal', 100],
      ['2026-02-02 11:00', 'Proposal', 150],
      ['2026-02-10 12:00', 'Closed Won', 150],
    ]);
    expect((await engine.call('deals.get', { id: '7' })).deal).toMatchObject({ name: 'Alpha', owner: 'Ann' });
  });

  it('all values and times in one cell', async () => {
    const path = await file('deals.csv', [
      'Record ID,Deal Name,Amount,Deal Stage History',
      '7,Alpha,150,"Closed Won (2026-02-10 12:00); Proposal (2026-01-20 10:00); Discovery (2026-01-05 09:00)"',
      '8,Beta,70,"Proposal (2026-01-09 10:00); Discovery (2026-01-06 09:00)"',
    ]);
    const { inspect } = await engine.importFiles([path]);
    expect(inspect.decisions).toEqual([]);
    expect(await stages('7')).toEqual(moves);
    expect((await engine.call('deals.get', { id: '7' })).deal).toMatchObject({
      stage: 'Closed Won',
      amount: 150,
    });
  });

  it('columns beside a list of deals', async () => {
    const path = await file('deals.csv', [
      'Record ID,Deal Name,Deal Stage,Amount,Deal owner,Deal Stage 1,Changed at 1,Deal Stage 2,Changed at 2,Deal Stage 3,Changed at 3',
      '7,Alpha,Closed Won,150,Ann,Closed Won,2026-02-10 12:00,Proposal,2026-01-20 10:00,Discovery,2026-01-05 09:00',
      '8,Beta,Proposal,70,Ben,Proposal,2026-01-09 10:00,Discovery,2026-01-06 09:00,,',
    ]);
    const { inspect, report } = await engine.importFiles([path]);
    expect(inspect.files[0]).toMatchObject({
      kind: 'opportunities',
      mapping: { stage: 'Deal Stage', stage_1: 'Deal Stage 1' },
    });
    expect(report.evidence).toBe('log');
    expect(await stages('7')).toEqual(moves);
    expect((await engine.call('deals.get', { id: '8' })).deal).toMatchObject({
      name: 'Beta',
      owner: 'Ben',
      amount: 70,
    });
  });
});
