import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { durationSql, unitInHeader } from '#engine/import/values/durations';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** Stage, since when the deal is in it, and when it was created. */
async function since(): Promise<unknown[][]> {
  const sql = `SELECT o.id, strftime(v.entered_at, '%Y-%m-%d %H:%M'), v.origin, strftime(o.created_at, '%Y-%m-%d')
    FROM weir.opportunity AS o JOIN weir.sojourn AS v USING (key) WHERE v.left_at IS NULL ORDER BY o.id`;
  return (await engine.call('sql.run', { sql, limit: 100 })).rows;
}

describe('how long a deal has been in its stage', () => {
  beforeEach(async () => {
    engine = await testEngine();
  });
  afterEach(() => engine.close());

  const head = 'Opportunity ID,Opportunity Name,Stage,Stage Duration,Amount,Close Date,Opportunity Owner';

  it('tells in a Salesforce report since when: in days, up to the day of the report', async () => {
    const report = await file('report1782691200000.csv', [
      `${head},Created Date`,
      '006000000000001,Alpha,Negotiation,12,100,2026-09-30,Ann,2026-01-05',
      '006000000000002,Beta,Discovery,400,70,2026-09-30,Ben,2026-05-01',
      '006000000000003,Gamma,Closed Won,0,80,2026-06-20,Ben,2026-02-01',
    ]);
    const { inspect } = await engine.importFiles([report]);
    expect(inspect.files[0]?.mapping).toMatchObject({ stage_duration: 'Stage Duration' });
    expect(inspect.decisions).toEqual([]);
    expect(await since()).toEqual([
      ['006000000000001', '2026-06-17 00:00', 'date', '2026-01-05'],
      // Longer than it has existed: since it was created.
      ['006000000000002', '2026-05-01 00:00', 'created', '2026-05-01'],
      ['006000000000003', '2026-06-20 00:00', 'closed', '2026-02-01'],
    ]);
    const { rows } = await engine.call('deals.list', {
      columns: ['Stage Duration'],
      sort: 'name',
      descending: false,
    });
    expect(rows.map(({ extra }) => extra?.['Stage Duration'])).toEqual([12, 400, 0]);
  });

  it('and the age in days when a deal was created, up to its close date where it is closed', async () => {
    const report = await file('report1782691200000.csv', [
      `${head},Age`,
      '006000000000001,Alpha,Negotiation,12,100,2026-09-30,Ann,40',
      '006000000000003,Gamma,Closed Won,0,80,2026-06-20,Ben,30',
    ]);
    await engine.importFiles([report]);
    expect((await since()).map((row) => row[3])).toEqual(['2026-05-20', '2026-05-21']);
  });

  it('is told where the list says no day, and not counted from a day that is guessed', async () => {
    const report = await file('pipeline.csv', [
      `${head},Created Date`,
      '006000000000001,Alpha,Negotiation,12,100,2026-09-30,Ann,2026-01-05',
      '006000000000002,Beta,Discovery,40,70,2026-09-30,Ben,2026-05-01',
    ]);
    const { inspect } = await engine.importFiles([report]);
    expect(inspect.files[0]?.warnings.map(({ code }) => code)).toContain('duration-needs-day');
    expect((await since())[0]?.slice(2)).toEqual(['seen', '2026-01-05']);
  });

  it.each([
    ['Time in Stage (hours)', ['36', '12.5'], ['2026-06-28 12:00', '2026-06-29 11:30']],
    ['Minutes in current stage', ['1440', '90'], ['2026-06-29 00:00', '2026-06-29 22:30']],
    ['Time in stage', ['3 days 4 hours', '2d 4h'], ['2026-06-26 20:00', '2026-06-27 20:00']],
    ['Time in current stage', ['50:30:00', '00:45:00'], ['2026-06-27 21:30', '2026-06-29 23:15']],
    ['Stage age', ['P2DT12H', 'PT6H'], ['2026-06-27 12:00', '2026-06-29 18:00']],
  ])('in a column “%s” as %j reads in its unit', async (name, [a, b], [first, second]) => {
    const list = await file('deals-2026-06-30.csv', [
      `Deal ID;Deal Name;Stage;${name};Amount;Created Date;Owner`,
      `D-1;Alpha;Proposal;${a};100;2026-01-05;Ann`,
      `D-2;Beta;Proposal;${b};70;2026-01-05;Ben`,
      'D-3;Gamma;Discovery;;70;2026-01-05;Ben',
    ]);
    const { inspect } = await engine.importFiles([list]);
    expect(inspect.decisions).toEqual([]);
    expect((await since()).slice(0, 2).map((row) => row[1])).toEqual([first, second]);
  });

  it('is asked for where numbers have no unit, and the answer is kept', async () => {
    const list = await file('deals-2026-06-30.csv', [
      'Deal ID,Deal Name,Stage,Time in stage,Amount,Created Date,Owner',
      'D-1,Alpha,Proposal,36,100,2026-01-05,Ann',
      'D-2,Beta,Discovery,12,70,2026-01-05,Ben',
    ]);
    const inspect = await engine.call('import.inspect', { sources: [`path:${list}`] });
    expect(inspect.decisions).toMatchObject([{ code: 'duration-unit', column: 'Time in stage' }]);
    const hours = inspect.decisions[0]?.choices.find(({ value }) => value === 'hours');
    const again = await engine.call('import.remap', {
      staging: inspect.staging,
      file: 'deals-2026-06-30.csv',
      mapping: hours?.map ?? {},
    });
    expect(again.decisions).toEqual([]);
    await engine.call('import.load', { staging: inspect.staging });
    expect((await since())[0]?.[1]).toBe('2026-06-28 12:00');
  });
});

describe('a length of time', () => {
  beforeAll(async () => {
    engine = await testEngine();
  });
  afterAll(() => engine.close());

  it.each([
    ['2d 4h', 2 + 4 / 24],
    ['1 week, 2 days', 9],
    ['3 Tage 12 Stunden', 3.5],
    ['3天12小时', 3.5],
    ['2일 6시간', 2.25],
    ['1,5 Tage', 1.5],
    ['2 дня 12 часов', 2.5],
    ['90 min', 90 / 1440],
    ['36:15:00', 36.25 / 24],
    ['3 days 06:00', 3.25],
    ['PT5M', 5 / 1440],
  ])('written as %s is %d days', async (text, days) => {
    const sql = `SELECT ${durationSql(`'${text}'`)} AS days`;
    expect((await engine.call('sql.run', { sql, limit: 1 })).rows[0]?.[0]).toBeCloseTo(days, 9);
  });

  it.each(['2 months', 'soon', '', '3 days ago'])('is not “%s”', async (text) => {
    const sql = `SELECT ${durationSql(`'${text}'`)} AS days`;
    expect((await engine.call('sql.run', { sql, limit: 1 })).rows[0]?.[0]).toBeNull();
  });

  it.each([
    ['Days in stage', 'days'],
    ['Time in Stage (hours)', 'hours'],
    ['stage_duration_sec', 'seconds'],
    ['timeInStageMs', 'milliseconds'],
    ['阶段停留天数', 'days'],
    ['停留时长(小时)', 'hours'],
    ['Dauer in Phase [h]', 'hours'],
    ['Stage Duration', null],
    ['Time in stage', null],
  ])('in a column “%s” counts %s', (header, unit) => {
    expect(unitInHeader(header)).toBe(unit);
  });
});
