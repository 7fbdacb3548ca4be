import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';

type Case = [system: string, rows: string, deals: unknown[][]];

/** One open, one won and one lost deal, each said in the way of its system: stage, outcome, day of closing. */
const cases: Case[] = [
  [
    'pipedrive',
    `Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time
1,A,100,Lead In,Open,2024-01-05 10:00:00,,
2,B,200,Proposal Made,Won,2024-01-05 10:00:00,2024-03-01 10:00:00,
3,C,300,Negotiations Started,Lost,2024-01-05 10:00:00,,2024-03-15 10:00:00`,
    [
      ['Lead In', 'open', null],
      ['Won', 'won', '2024-03-01'],
      ['Lost', 'lost', '2024-03-15'],
    ],
  ],
  [
    'odoo',
    `id,name,stage_id/name,user_id/name,expected_revenue,create_date,date_deadline,date_closed,active
x.1,A,New,Ann,100,2024-01-05 10:00:00,2024-05-01,,True
x.2,B,Won,Ann,200,2024-01-05 10:00:00,2024-05-01,2024-04-01 10:00:00,True
x.3,C,Proposition,Ann,300,2024-01-05 10:00:00,2024-05-01,2024-03-01 10:00:00,False`,
    [
      ['New', 'open', null],
      ['Won', 'won', '2024-04-01'],
      ['Lost', 'lost', '2024-03-01'],
    ],
  ],
  [
    'dynamics',
    `opportunityid,name,estimatedvalue,estimatedclosedate,actualclosedate,statecode,statuscode,stepname,createdon
a-1,A,100,2024-06-01,,0,1,1-Qualify,2024-01-05
a-2,B,200,2024-06-01,2024-05-03,1,3,4-Close,2024-01-05
a-3,C,300,2024-06-01,2024-04-11,2,4,2-Develop,2024-01-06`,
    [
      ['1-Qualify', 'open', null],
      ['Won', 'won', '2024-05-03'],
      ['Lost', 'lost', '2024-04-11'],
    ],
  ],
  [
    'bitrix24',
    `ID,STAGE_ID,ASSIGNED_BY_ID,OPPORTUNITY,CLOSEDATE,CLOSED,TITLE,DATE_CREATE
1,NEW,7,100,2024-05-01,N,A,2024-01-05 10:00:00
2,C2:WON,7,200,2024-03-01,Y,B,2024-01-05 10:00:00
3,LOSE,8,300,2024-03-05,Y,C,2024-01-05 10:00:00`,
    [
      ['NEW', 'open', null],
      ['C2:WON', 'won', '2024-03-01'],
      ['LOSE', 'lost', '2024-03-05'],
    ],
  ],
  [
    'generic',
    `CreateDate,Name,Erstgespräch,Angebot unterschrieben,Absage,Absage - Grund
2024-01-04,A,2024-01-13,,,
2024-01-05,B,2024-01-10,2024-02-20,,
2024-01-06,C,2024-01-12,,2024-02-22,Preis`,
    [
      ['Erstgespräch', 'open', null],
      ['Angebot unterschrieben', 'won', '2024-02-20'],
      ['Absage', 'lost', '2024-02-22'],
    ],
  ],
];

describe('an outcome that the stage does not tell', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await testEngine();
  });
  afterEach(() => engine?.close());

  it.each(cases)('is taken from where %s says it', async (system, rows, deals) => {
    const path = join(engine.home, 'deals.csv');
    await writeFile(path, rows);
    const { inspect } = await engine.importFiles([path]);
    expect(inspect.decisions).toEqual([]);
    expect(inspect.files[0]).toMatchObject({ system, kind: 'opportunities' });
    const found = await engine.call('sql.run', {
      sql: 'SELECT stage, outcome, closed_at::DATE::VARCHAR FROM weir.opportunity ORDER BY name',
    });
    expect(found.rows).toEqual(deals);
  });

  it.each([
    [
      'since the last change of stage where that is told',
      `Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time
1,A,100,Lead In,Open,2024-01-05 10:00:00,,,
2,B,200,Proposal Made,Won,2024-01-05 10:00:00,2024-02-01 10:00:00,2024-03-01 10:00:00,
3,C,300,Negotiations Started,Lost,2024-01-05 10:00:00,2024-02-20 10:00:00,,2024-03-15 10:00:00`,
      [
        ['A', 'Lead In', '2024-01-05', 'created'],
        ['B', 'Lead In', '2024-01-05', 'guess'],
        ['B', 'Proposal Made', '2024-02-01', 'date'],
        ['B', 'Won', '2024-03-01', 'closed'],
        ['C', 'Lead In', '2024-01-05', 'guess'],
        ['C', 'Negotiations Started', '2024-02-20', 'date'],
        ['C', 'Lost', '2024-03-15', 'closed'],
      ],
    ],
    [
      'without a length where it is not',
      `opportunityid,name,estimatedvalue,estimatedclosedate,actualclosedate,statecode,statuscode,stepname,createdon
a-1,A,100,2024-06-01,,0,1,1-Qualify,2024-01-05
a-2,B,200,2024-06-01,2024-05-03,1,3,4-Close,2024-01-05
a-3,C,300,2024-06-01,2024-04-11,2,4,2-Develop,2024-01-06`,
      [
        ['A', '1-Qualify', '2024-01-05', 'created'],
        ['B', '1-Qualify', '2024-01-05', 'guess'],
        ['B', '4-Close', '2024-05-03', 'seen'],
        ['B', 'Won', '2024-05-03', 'closed'],
        ['C', '1-Qualify', '2024-01-06', 'guess'],
        ['C', '2-Develop', '2024-04-11', 'seen'],
        ['C', 'Lost', '2024-04-11', 'closed'],
      ],
    ],
  ])('leaves the stage that the deal was closed from in its history, %s', async (_since, rows, visits) => {
    const path = join(engine.home, 'deals.csv');
    await writeFile(path, rows);
    await engine.importFiles([path]);
    const found = await engine.call('sql.run', {
      sql: `SELECT o.name, s.stage, v.entered_at::DATE::VARCHAR, v.origin
        FROM weir.sojourn AS v JOIN weir.opportunity AS o USING (key) JOIN weir.stage AS s ON s.stage_id = v.stage_id
        ORDER BY o.name, v.visit`,
    });
    expect(found.rows).toEqual(visits);
    const { rows: funnel } = await engine.call('metric.funnel', {});
    const lostFrom = visits.filter(([name]) => name === 'C').at(-2)![1];
    expect(funnel.find(({ stage }) => stage === lostFrom)).toMatchObject({ lost: 1 });
  });

  it('comes with what the deal brought in the end, and open and lost deals with what was expected', async () => {
    const path = join(engine.home, 'deals.csv');
    await writeFile(
      path,
      `(Do Not Modify) Opportunity,Topic,Est. revenue,Actual Revenue,Est. close date,Status,Pipeline Phase,Created On
a-1,A,100,,2024-06-01,Open,Qualify,2024-01-05
a-2,B,200,180.50,2024-06-01,Won,Close,2024-01-05
a-3,C,300,0,2024-06-01,Lost,Develop,2024-01-06
a-4,D,400,,2024-06-01,Won,Close,2024-01-06`,
    );
    const { inspect } = await engine.importFiles([path]);
    expect(inspect.files[0]!.mapping).toMatchObject({ amount: 'Est. revenue', won_amount: 'Actual Revenue' });
    const found = await engine.call('sql.run', {
      sql: 'SELECT name, amount FROM weir.opportunity ORDER BY name',
    });
    expect(found.rows).toEqual([
      ['A', 100],
      ['B', 180.5],
      ['C', 300],
      ['D', 400],
    ]);
  });
});
