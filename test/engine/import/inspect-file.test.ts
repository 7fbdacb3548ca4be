import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionOf } from '#engine/import/convert';
import { fileReport, mappingOf } from '#engine/import/file-report';
import { needsReload, remap } from '#engine/import/remap';
import { planStages, stageEvidence } from '#engine/import/stages';
import type { Row } from '#engine/query/connection';
import { type Bench, dirty, openBench, type Staged } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const pick = (rows: Row[], ...names: string[]) => rows.map((row) => names.map((name) => row[name]));
const questions = ({ file }: Staged) => file.decisions.map(({ code }) => code);
const warnings = ({ file }: Staged) => file.warnings.map(({ code }) => code);
const stagesOf = ({ file }: Staged) =>
  planStages(stageEvidence([file])).map(({ stage, kind, rank }) => [stage, kind, rank]);

describe('a Salesforce opportunity export', () => {
  it('is mapped by API names, its close date expected and actual in one', async () => {
    const staged = await bench.stageFile(dirty('salesforce-opportunity.csv'));
    expect(mappingOf(staged.file)).toMatchObject({
      id: 'Id',
      account: 'AccountId',
      owner: 'OwnerId',
      stage: 'StageName',
      amount: 'Amount',
      created_at: 'CreatedDate',
      expected_close: 'CloseDate',
      closed_at: 'CloseDate',
      source: 'LeadSource',
    });
    const rows = await staged.converted();
    expect(
      pick(rows, 'id', 'expected_close', 'closed_at', 'amount', 'probability', 'is_won', 'region'),
    ).toEqual([
      ['0060000000000001', '2024-03-10', '2024-03-10T00:00:00', 1000, 1, true, 'EMEA'],
      ['0060000000000002', '2024-06-30', null, 2500.5, 0.1, false, 'APAC'],
      ['0060000000000003', '2024-04-02', '2024-04-02T00:00:00', 700, 0, false, 'EMEA'],
      ['0060000000000004', '2024-07-15', null, null, 0.9, false, null],
    ]);
    expect(staged.file.decisions).toEqual([]);
  });

  it('tells kind and order of stages by flags and probability', async () => {
    const staged = await bench.stageFile(dirty('salesforce-opportunity.csv'));
    expect(stagesOf(staged)).toEqual([
      ['Prospecting', 'open', 1],
      ['Negotiation/Review', 'open', 2],
      ['Closed Won', 'won', 3],
      ['Closed Lost', 'lost', 0],
    ]);
  });

  it('has its history as changes of stage, amount and close date', async () => {
    const staged = await bench.stageFile(dirty('salesforce-opportunity-history.csv'));
    expect(staged.file).toMatchObject({ kind: 'stage-history', recognition: { system: 'salesforce' } });
    expect(
      pick(await staged.converted(), 'id', 'at', 'stage', 'amount', 'expected_close', 'probability')[1],
    ).toEqual(['0060000000000001', '2024-02-01T12:00:00', 'Negotiation/Review', 1000, '2024-03-31', 0.9]);
    expect(conversionOf(staged.file).extras).toEqual([]);
  });

  it('carries values forward in a log of one row a field', async () => {
    const staged = await bench.stageFile(dirty('salesforce-field-history.csv'));
    expect(staged.file.decisions).toEqual([]);
    expect(pick(await staged.converted(), 'at', 'stage', 'amount')).toEqual([
      ['2024-01-05T09:30:00', 'Prospecting', 1000],
      ['2024-02-01T12:00:00', 'Proposal', 1000],
      ['2024-02-03T12:00:00', 'Proposal', 1500],
      ['2024-03-10T10:00:00', 'Closed Won', 1500],
    ]);
  });
});

describe('a HubSpot view export', () => {
  it('has stage dates of both generations and drops what only counts time', async () => {
    const staged = await bench.stageFile(dirty('hubspot-deals.csv'));
    expect(staged.file.recognition.system).toBe('hubspot');
    expect(pick(await staged.converted(), 'id', 'stage_dates', 'expected_close', 'closed_at')).toEqual([
      [
        '101',
        [
          { stage: 'Appointment scheduled', at: '2024-01-05T09:30:00' },
          { stage: 'Closed won', at: '2024-03-10T14:05:00' },
        ],
        '2024-03-10',
        '2024-03-10T14:05:00',
      ],
      ['102', [{ stage: 'Appointment scheduled', at: '2024-02-01T11:00:00' }], '2024-06-30', null],
      ['103', [{ stage: 'Closed won', at: '2023-05-02T09:00:00' }], '2023-05-02', '2023-05-02T09:00:00'],
    ]);
    expect(conversionOf(staged.file).extras).toEqual([]);
    const report = fileReport(staged.file, { rowsRead: 3, rowsLoaded: 3, rowsRejected: 0 });
    expect(report.columns.find(({ column }) => column.startsWith('Date entered "Appointment'))).toMatchObject(
      {
        field: null,
        stage: 'Appointment scheduled',
        type: 'instant',
      },
    );
  });
});

describe('a plain log', () => {
  it('is read by its offsets, orders stages by the moves and rejects rows without time or stage', async () => {
    const staged = await bench.stageFile(dirty('stage-log.csv'));
    const rows = await staged.converted();
    expect(rows[0]).toMatchObject({ id: 'A', at: '2024-01-01T08:00:00', stage: 'Idea', reject_reason: null });
    expect(pick(rows.slice(-2), 'reject_column', 'reject_value', 'reject_reason')).toEqual([
      ['entered_at', 'not a date', 'not a date that can be read'],
      ['stage', null, 'no stage'],
    ]);
    expect(stagesOf(staged)).toEqual([
      ['Idea', 'open', 1],
      ['Trial run', 'open', 2],
      ['Won', 'won', 3],
      ['Lost', 'lost', 0],
    ]);
  });
});

describe('dates', () => {
  it('that read both ways are asked about, and the answer settles it', async () => {
    const staged = await bench.stageFile(dirty('ambiguous-dates.csv'));
    expect(questions(staged)).toEqual(['date-order']);
    const answer = staged.file.decisions[0]?.choices.find(({ value }) => value === 'mdy');
    const settled = await remap(staged.file, answer?.map ?? {}, staged.query);
    expect(settled).toMatchObject({ dateOrder: 'mdy', decisions: [] });
    const [first] = await staged.query(`FROM (${conversionOf(settled).select})`);
    expect(first).toMatchObject({ created_at: '2024-01-02T00:00:00', closed_at: '2024-03-04T00:00:00' });
  });

  it('stay the days of closing when one odd stage among many makes a closed deal look open', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `${i},${i === 2 ? '99/99/9999' : 'Won'},2024-01-0${1 + (i % 9)},2024-03-1${i % 9}`,
    );
    const staged = await bench.stage(`deal_id,stage,created_date,close_date\n${rows.join('\n')}\n`);
    expect(staged.file.closeRole).toBe('actual');
    const few = await bench.stage(`deal_id,stage,created_date,close_date\n${rows.slice(0, 5).join('\n')}\n`);
    expect(few.file.closeRole).toBe('expected');
  });

  it('are proved by deals that would close before they begin', async () => {
    const staged = await bench.stageFile(dirty('dates-proved-by-sequence.csv'));
    expect(staged.file).toMatchObject({ dateOrder: 'dmy', decisions: [] });
  });

  it('of both orders in one column are asked about', async () => {
    expect(questions(await bench.stageFile(dirty('dates-of-both-orders.csv')))).toEqual(['date-order']);
  });

  it('are proved by a day above 12 anywhere in the file, for every column', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, i) => `${i},Demo,0${1 + (i % 9)}/02/2024,03/0${1 + (i % 9)}/2024`,
    );
    rows[2001] = '2001,Demo,02/13/2024,03/04/2024';
    const staged = await bench.stage(`deal_id,stage,created_date,close_date\n${rows.join('\n')}\n`);
    expect(staged.file).toMatchObject({ dateOrder: 'mdy', decisions: [] });
    expect((await staged.converted())[2001]).toMatchObject({ created_at: '2024-02-13T00:00:00' });
  });

  it('never need asking when written year first, with or without time and zone', async () => {
    const staged = await bench.stage(
      'deal_id,stage,created_date,close_date\n1,Won,2024-01-02T10:00:00Z,2024/03/04\n2,Won,2024-01-02 10:00,2024/03/04\n',
    );
    expect(staged.file).toMatchObject({ dateOrder: 'ymd', decisions: [] });
    expect(pick(await staged.converted(), 'created_at', 'closed_at')).toEqual([
      ['2024-01-02T10:00:00', '2024-03-04T00:00:00'],
      ['2024-01-02T10:00:00', '2024-03-04T00:00:00'],
    ]);
  });

  it('that no pipeline has are counted as unreadable', async () => {
    const staged = await bench.stage(
      'deal_id,stage,created_date\n1,Won,0024-01-02\n2,Won,2024-01-02\n3,Won,infinity\n',
    );
    expect(staged.column('created_at')).toMatchObject({ filled: 3, bad: 2 });
    expect(pick(await staged.converted(), 'created_at')).toEqual([[null], ['2024-01-02T00:00:00'], [null]]);
  });
});

describe('amounts', () => {
  it('with decimal comma, grouping point and currency sign are read, and the currency is taken from them', async () => {
    const staged = await bench.stageFile(dirty('decimal-comma.csv'));
    expect(staged.file).toMatchObject({ dateOrder: 'dmy', currency: 'EUR', decisions: [] });
    expect(pick(await staged.converted(), 'amount', 'currency', 'created_at')).toEqual([
      [1054, 'EUR', '2016-10-20T00:00:00'],
      [0, 'EUR', '2016-10-25T00:00:00'],
      [12500.5, 'EUR', '2016-10-25T00:00:00'],
    ]);
  });

  it('that may be thousands or fractions are asked about', async () => {
    const staged = await bench.stageFile(dirty('thousand-or-fraction.csv'));
    expect(questions(staged)).toEqual(['decimal']);
    const settled = await remap(staged.file, { decimal: ',' }, staged.query);
    const rows = await staged.query(`FROM (${conversionOf(settled).select})`);
    expect(rows.map(({ amount }) => amount)).toEqual([1054, 999, 2500]);
  });

  it('in two equally likely columns are asked about', async () => {
    const staged = await bench.stageFile(dirty('two-amounts.csv'));
    expect(questions(staged)).toEqual(['amount-column']);
    const settled = await remap(staged.file, { columns: { amount: 'contract_value' } }, staged.query);
    expect(settled.decisions).toEqual([]);
    expect(mappingOf(settled).amount).toBe('contract_value');
  });

  it('whose mark contradicts the column are unreadable, not another number', async () => {
    const staged = await bench.stage(
      'deal_id,stage,amount\n1,Won,"1,234.50"\n2,Won,"2,5"\n3,Demo,"12,000.00"\n',
    );
    expect(pick(await staged.converted(), 'amount')).toEqual([[1234.5], [null], [12000]]);
    expect(staged.column('amount')?.bad).toBe(1);
  });

  it('in parentheses are negative', async () => {
    const staged = await bench.stage('deal_id,stage,amount\n1,Won,"$1,234.50"\n2,Lost,"($20.00)"\n');
    expect(pick(await staged.converted(), 'amount')).toEqual([[1234.5], [-20]]);
  });
});

describe('rows and ids', () => {
  it('with an id again give way to the last one, and say so', async () => {
    const staged = await bench.stageFile(dirty('duplicate-ids.csv'));
    expect(warnings(staged)).toContain('duplicate-id');
    expect(pick(await staged.converted(), 'id', 'amount', 'reject_reason')).toEqual([
      ['1', 100, 'a later row has the same id'],
      ['2', 200, null],
      ['1', 150, null],
    ]);
  });

  it('without id are told apart by name, account and creation', async () => {
    const staged = await bench.stageFile(dirty('no-id.csv'));
    expect(staged.file).toMatchObject({ syntheticId: 'content', decisions: [] });
    expect(warnings(staged)).toContain('synthetic-id');
    const ids = (await staged.converted()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    const again = await bench.stageFile(dirty('no-id.csv'));
    expect((await again.converted()).map(({ id }) => id)).toEqual(ids);
  });

  it('without id that look alike are asked about, with the columns that could be the id', async () => {
    const staged = await bench.stageFile(dirty('no-id-repeated.csv'));
    expect(questions(staged)).toEqual(['missing-id']);
    expect(staged.file.decisions[0]?.choices.map(({ value }) => value)).toEqual(['Ticket', '']);
    const byTicket = await remap(staged.file, { columns: { id: 'Ticket' } }, staged.query);
    expect(byTicket).toMatchObject({ syntheticId: null, decisions: [] });
    const byRow = await remap(staged.file, { columns: { id: null } }, staged.query);
    expect(byRow).toMatchObject({ syntheticId: 'rows', decisions: [] });
    const rows = await staged.query(`SELECT count(DISTINCT id) AS ids FROM (${conversionOf(byRow).select})`);
    expect(rows).toEqual([{ ids: 3 }]);
  });

  it('that are empty are no deals', async () => {
    const staged = await bench.stageFile(dirty('empty-rows.csv'));
    expect(pick(await staged.converted(), 'name', 'reject_reason')).toEqual([
      ['Alpha', null],
      [null, 'an empty row'],
      ['Beta', null],
      [null, 'an empty row'],
    ]);
  });

  it('closed before created are loaded, counted and named', async () => {
    const staged = await bench.stageFile(dirty('closed-before-created.csv'));
    expect(staged.file.warnings).toContainEqual(
      expect.objectContaining({
        code: 'closed-before-created',
        details: expect.objectContaining({ count: 1 }),
      }),
    );
    expect((await staged.converted()).every(({ reject_reason }) => reject_reason === null)).toBe(true);
  });

  it('are not called closed before created for what one of several columns says of them', async () => {
    const { file } = await bench.stage(
      'Copper ID,Name,Stage,Status,Value,Close Date,Created At\n' +
        '101,Acme,Qualified,Open,1000,9/1/2026,5/1/2026\n102,Beta,Contract Sent,Won,2000,6/13/2026,4/1/2026\n',
    );
    expect(file.warnings.map(({ code }) => code)).not.toContain('closed-before-created');
  });

  it('that are broken are told by their true line', async () => {
    const staged = await bench.stageFile(dirty('malformed-rows.csv'));
    expect(staged.malformed.map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'more cells than the header has columns'],
      [9, 'a quote that does not end where the cell ends'],
    ]);
    expect(staged.file.rows + staged.malformed.length).toBe(7);
  });
});

describe('values', () => {
  it('that are words for empty become empty, and what else cannot be read is counted', async () => {
    const staged = await bench.stageFile(dirty('words-for-empty.csv'));
    expect(staged.column('amount')).toMatchObject({ filled: 2, bad: 1 });
    expect(staged.column('is_closed')).toMatchObject({ filled: 4, bad: 1 });
    expect(pick(await staged.converted(), 'amount', 'closed_at', 'is_closed', 'seats')).toEqual([
      [100, '2024-02-01T00:00:00', true, 5],
      [null, null, false, null],
      [null, null, false, 7],
      [null, null, null, null],
    ]);
    expect(warnings(staged)).toContain('unreadable-values');
  });

  it('of no field are typed only when every one of them proves it', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},Demo,${i},2024-01-05,0${i},yes`);
    rows[1700] = '1700,Demo,many,2024-01-05,x,yes';
    const staged = await bench.stage(`deal_id,stage,seats,trial_end,postcode,churned\n${rows.join('\n')}\n`);
    expect(conversionOf(staged.file).extras.map(({ name, type }) => [name, type])).toEqual([
      ['seats', 'text'],
      ['trial_end', 'day'],
      ['postcode', 'text'],
      ['churned', 'boolean'],
    ]);
  });

  it('lose blanks around them, so that names stay one', async () => {
    const staged = await bench.stage('deal_id,stage,owner\n1, Demo,Ana \n2,Demo,Ana\n');
    expect(pick(await staged.converted(), 'stage', 'owner')).toEqual([
      ['Demo', 'Ana'],
      ['Demo', 'Ana'],
    ]);
  });

  it('of a hundred kilobytes are kept whole', async () => {
    const long = 'long text, "quoted"\n'.repeat(5000);
    const staged = await bench.stage(
      `deal_id,stage,notes\n1,Demo,"${long.replaceAll('"', '""')}"\n2,Won,short\n`,
    );
    expect(pick(await staged.converted(), 'notes')).toEqual([[long], ['short']]);
  });
});

describe('headers', () => {
  it('can say anything without doing anything', async () => {
    const staged = await bench.stageFile(dirty('hostile-headers.csv'));
    const { extras } = conversionOf(staged.file);
    const [row] = await staged.converted();
    expect(extras.map(({ name }) => name)).toEqual([
      'x"; DROP TABLE raw.t; --',
      "'quoted'",
      'row (2)',
      'key (2)',
      'column_10',
      'two lines',
      'x',
      'x_2',
      'Stage_Dates (2)',
      '<script>alert(1)</script>',
    ]);
    expect(extras.map(({ name }) => row?.[name])).toEqual(['a', 'b', 'c', 'e', 'f', 'g', 'h', 'i', 'j', 'k']);
    expect(row).toMatchObject({ row: 0, id: '1', status: 'd' });
  });

  it('alone are recognised, with no rows', async () => {
    const staged = await bench.stageFile(dirty('header-only.csv'));
    expect(staged.file).toMatchObject({ rows: 0, kind: 'opportunities', decisions: [] });
    expect(warnings(staged)).toContain('header-only');
    expect(mappingOf(staged.file)).toMatchObject({ id: 'deal_id', stage: 'stage', amount: 'amount' });
  });

  it('that say nothing are asked about', async () => {
    const staged = await bench.stage('city,temperature\nOslo,3\n');
    expect(questions(staged)).toEqual(['kind']);
    expect(staged.file.kind).toBeNull();
  });

  it('without a stage are asked about', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 ? 'warm' : 'cold'},${i}.5,2024-01-05`);
    const staged = await bench.stage(`deal_id,mood,amount,created_date\n${rows.join('\n')}\n`, undefined, {
      kind: 'opportunities',
    });
    expect(questions(staged)).toEqual(['missing-stage']);
    expect(staged.file.decisions[0]?.choices.map(({ value }) => value)).toEqual(['mood']);
  });
});

describe('corrections', () => {
  it('of columns go before everything, and null leaves a field out', async () => {
    const staged = await bench.stageFile(dirty('salesforce-opportunity.csv'));
    const mapped = await remap(staged.file, { columns: { team: 'Region__c', source: null } }, staged.query);
    expect(mappingOf(mapped)).toMatchObject({ team: 'Region__c' });
    expect(mappingOf(mapped).source).toBeUndefined();
    expect(mapped.mapping).toEqual({ columns: { team: 'Region__c', source: null } });
    const again = await remap(mapped, { columns: { owner: 'LeadSource' } }, staged.query);
    expect(mappingOf(again)).toMatchObject({ team: 'Region__c', owner: 'LeadSource' });
  });

  it('of the bytes call for reading the file again, others do not', async () => {
    const { file } = await bench.stageFile(dirty('windows-1252.csv'));
    expect(file.encoding).toBe('windows-1252');
    expect(needsReload(file, { encoding: 'windows-1250' })).toBe(true);
    expect(needsReload(file, { headerLine: 2 })).toBe(true);
    expect(needsReload(file, { columns: { owner: null }, delimiter: ',' })).toBe(false);
  });

  it('survive being written as JSON', async () => {
    const { file, query } = await bench.stageFile(dirty('decimal-comma.csv'));
    const read = JSON.parse(JSON.stringify(file)) as typeof file;
    expect(read).toEqual(file);
    expect(await query(`FROM (${conversionOf(read).select})`)).toHaveLength(3);
  });
});
