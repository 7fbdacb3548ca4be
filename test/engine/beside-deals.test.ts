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

const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 1000 })).rows;

const deals = () =>
  file('deals.csv', [
    'Deal ID,Deal Name,Owner,Stage,Amount,Created Date',
    'D-1,Alpha,u1,Qualification,100,2026-01-05',
    'D-2,Beta,u2,Closed Won,200,2026-01-06',
  ]);
const owners = () => file('users.csv', ['User ID,Name,Team', 'u1,Ann,North', 'u2,Ben,South']);

describe('targets', () => {
  it('have their days, whatever form the period comes in', async () => {
    const periods = [
      ['2026-07', '2026-07-01', '2026-07-31', 'month'],
      ['Aug 2026', '2026-08-01', '2026-08-31', 'month'],
      ['Sep-26', '2026-09-01', '2026-09-30', 'month'],
      ['10/2026', '2026-10-01', '2026-10-31', 'month'],
      ['2026年11月', '2026-11-01', '2026-11-30', 'month'],
      ['Q3 2026', '2026-07-01', '2026-09-30', 'quarter'],
      ['2027-Q1', '2027-01-01', '2027-03-31', 'quarter'],
      ['2027年第2季度', '2027-04-01', '2027-06-30', 'quarter'],
      ['FY2027-Q1', '2026-04-01', '2026-06-30', 'quarter'],
      ['FY27-Q2', '2026-07-01', '2026-09-30', 'quarter'],
      ['Q4 FY27', '2027-01-01', '2027-03-31', 'quarter'],
      ['H1 2026', '2026-01-01', '2026-06-30', 'half'],
      ['2026', '2026-01-01', '2026-12-31', 'year'],
      ['T1 2026', '2026-01-01', '2026-03-31', 'quarter'],
      ['2. Quartal 2026', '2026-04-01', '2026-06-30', 'quarter'],
      ['1er trimestre 2026', '2026-01-01', '2026-03-31', 'quarter'],
      ['1 кв. 2026', '2026-01-01', '2026-03-31', 'quarter'],
      ['2026年第2四半期', '2026-04-01', '2026-06-30', 'quarter'],
      ['2026 하반기', '2026-07-01', '2026-12-31', 'half'],
      ['März 2026', '2026-03-01', '2026-03-31', 'month'],
      ['juillet 2026', '2026-07-01', '2026-07-31', 'month'],
      ['май 2026', '2026-05-01', '2026-05-31', 'month'],
      ['FY2028', '2027-04-01', '2028-03-31', 'year'],
      ['soon', null, null, null],
    ];
    const path = await file('targets.csv', [
      'Period,Owner,Target',
      ...periods.map(([p], i) => `${p},u1,${i + 1}`),
    ]);
    await engine.importFiles([await deals(), await owners(), path], { 'targets.csv': { kind: 'targets' } });
    await engine.call('settings.set', { fiscalYearStart: 4 });
    const found = await rows(
      'SELECT period, from_day::VARCHAR, to_day::VARCHAR, grain, owner, team FROM weir.target ORDER BY amount',
    );
    expect(found).toEqual(periods.map((period) => [...period, 'Ann', 'North']));
    expect(await engine.call('workspace.status', {})).toMatchObject({ targets: periods.length });
  });

  it('take the year of a column beside the quarter', async () => {
    const path = await file('quotas.csv', [
      'Fiscal Year,Quarter,Rep,Quota',
      'FY2026,Q1,Ann,10',
      'FY2026,Q2,Ann,20',
    ]);
    const { inspect } = await engine.importFiles([path]);
    expect(inspect.files[0]).toMatchObject({
      kind: 'targets',
      mapping: { period: 'Quarter', period_year: 'Fiscal Year', owner: 'Rep', amount: 'Quota' },
    });
    expect(await rows('SELECT from_day::VARCHAR, grain FROM weir.target ORDER BY amount')).toEqual([
      ['2026-01-01', 'quarter'],
      ['2026-04-01', 'quarter'],
    ]);
  });

  it('that give first days only are as long as the days between them', async () => {
    const path = await file('quotas.csv', [
      'QuotaOwnerId,StartDate,QuotaAmount',
      'u1,2026-01-01,10',
      'u1,2026-04-01,11',
      'u2,2026-04-01,12',
    ]);
    await engine.importFiles([await deals(), await owners(), path], { 'quotas.csv': { kind: 'targets' } });
    expect(
      await rows(
        'SELECT owner, from_day::VARCHAR, to_day::VARCHAR, grain, amount FROM weir.target ORDER BY amount',
      ),
    ).toEqual([
      ['Ann', '2026-01-01', '2026-03-31', 'quarter', 10],
      ['Ann', '2026-04-01', '2026-06-30', 'quarter', 11],
      ['Ben', '2026-04-01', '2026-06-30', 'quarter', 12],
    ]);
  });
});

it('leads are there once each, with the deal they became', async () => {
  const head = 'Lead ID,Last Name,Company,Lead Owner,Lead Source,Lead Status,Created Time,Opportunity ID';
  const first = await file('leads-2026-01-10.csv', [
    head,
    'L-1,Doe,Acme,u1,Web,New,2026-01-01,',
    'L-2,Roe,Beta,u2,Event,New,2026-01-02,',
  ]);
  const second = await file('leads-2026-02-10.csv', [head, 'L-1,Doe,Acme,u1,Web,Qualified,2026-01-01,D-1']);
  const kind = { kind: 'leads' };
  await engine.importFiles([second, await deals(), await owners()], { 'leads-2026-02-10.csv': kind });
  await engine.importFiles([first], { 'leads-2026-01-10.csv': kind });
  expect(
    await rows(
      'SELECT l.id, l.owner, l.status, l.is_converted, o.id FROM weir.lead l LEFT JOIN weir.opportunity o USING (key)',
    ),
  ).toEqual([
    ['L-1', 'Ann', 'Qualified', true, 'D-1'],
    ['L-2', 'Ben', 'New', false, null],
  ]);
  expect(await engine.call('workspace.status', {})).toMatchObject({ leads: 2 });
});

it('activities that name no deal belong to the only one of their account, or to the one that their lead became', async () => {
  const list = await file('deals.csv', [
    'Deal ID,Deal Name,Account Name,Owner,Stage,Amount,Created Date',
    'D-1,Alpha,Acme,u1,Qualification,100,2026-01-05',
    'D-2,Beta,Birch,u2,Closed Won,200,2026-01-06',
    'D-3,Gamma,Birch,u2,Qualification,300,2026-01-07',
  ]);
  const leads = await file('leads.csv', [
    'Lead ID,Last Name,Company,Lead Owner,Lead Status,Created Time,Converted Deal Id',
    'L-1,Doe,Birch,u1,Converted,2026-01-01,D-3',
  ]);
  const calls = await file('calls.csv', [
    'Call ID,Call Start Time,Call Owner,Subject,Call Type,Deal ID,Account Name,Lead ID',
    'C-1,2026-02-01 10:00:00,u1,Only one,Outbound,,acme,',
    'C-2,2026-02-02 11:00:00,u2,One of two,Inbound,,Birch,',
    'C-3,2026-02-03 12:00:00,u2,Lead,Inbound,,,L-1',
    'C-4,2026-02-04 12:00:00,u2,Unknown deal,Inbound,D-9,Acme,',
  ]);
  await engine.importFiles([list, leads, calls], {
    'leads.csv': { kind: 'leads', columns: { opportunity: 'Converted Deal Id' } },
    'calls.csv': {
      kind: 'activities',
      columns: { lead: 'Lead ID', account: 'Account Name', opportunity: 'Deal ID' },
    },
  });
  expect(
    await rows(`SELECT a.subject, o.id FROM weir.activity AS a LEFT JOIN weir.opportunity AS o USING (key)
      ORDER BY happened_at`),
  ).toEqual([
    ['Only one', 'D-1'],
    ['One of two', null],
    ['Lead', 'D-3'],
    ['Unknown deal', null],
  ]);
  const { warnings } = await engine.call('workspace.status', {});
  expect(warnings.find(({ code }) => code === 'activities-of-unknown-deals')?.details).toMatchObject({
    activities: 1,
    example: 'D-9',
  });
});

it('activities belong to a deal by its id or its name, and are kept where they belong to none', async () => {
  const calls = await file('calls.csv', [
    'Call ID,Call Start Time,Call Duration (in seconds),Call Owner,Subject,Call Type,Deal',
    'C-1,2026-02-01 10:00:00,420,u1,Pricing,Outbound,D-1',
    'C-2,2026-02-02 11:00:00,60,u2,Hello,Inbound,Beta',
    'C-3,2026-02-03 12:00:00,60,u2,Hello,Inbound,',
  ]);
  const tasks = await file('tasks.csv', [
    'Activity ID,Activity Type,Activity Date,Subject,Owner,Deal',
    'T-1,Email,2026-02-04,Offer sent,u1,D-1',
    'T-2,,2026-02-05,On-site visit,u1,D-1',
    'T-3,,2026-02-06,Prepare,u1,D-1',
  ]);
  const { report } = await engine.importFiles([await deals(), await owners(), calls, tasks], {
    'calls.csv': { kind: 'activities' },
    'tasks.csv': { kind: 'activities' },
  });
  expect(report.activities).toBe(6);
  expect(await engine.call('workspace.status', {})).toMatchObject({ activities: 6, activitiesOfDeals: 5 });
  expect(
    await rows(`SELECT o.id, strftime(happened_at, '%d'), a.kind, a.direction, a.minutes, a.owner
      FROM weir.activity AS a LEFT JOIN weir.opportunity AS o USING (key) ORDER BY happened_at`),
  ).toEqual([
    ['D-1', '01', 'call', 'outbound', 7, 'Ann'],
    ['D-2', '02', 'call', 'inbound', 1, 'Ben'],
    [null, '03', 'call', 'inbound', 1, 'Ben'],
    ['D-1', '04', 'e-mail', null, null, 'Ann'],
    ['D-1', '05', 'meeting', null, null, 'Ann'],
    ['D-1', '06', 'task', null, null, 'Ann'],
  ]);
});
