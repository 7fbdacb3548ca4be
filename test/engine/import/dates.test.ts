import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daySql, readDate, timestampSql } from '#engine/import/values/dates';
import { Database } from '#engine/query/database';
import { literal } from '#engine/query/sql-text';
import type { DateOrder } from '#shared/model/mapping';
import { type Bench, openBench } from './support/staged';

let database: Database;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  database = await Database.open({ path: ':memory:', readOnly: false, scratch: tmpdir(), threads: 1 });
});
afterAll(async () => {
  await database.close();
  await bench.close();
});

/** What the text is read as: recognised here, converted by DuckDB. */
async function read(text: string, order: DateOrder | null = null, as = timestampSql): Promise<unknown> {
  const shape = readDate(text, true)?.shape;
  if (!shape) return null;
  const sql = as(literal(text), [shape], order);
  const { value } = await database.use((connection) =>
    connection.one<{ value: string | null }>(`SELECT CAST(${sql} AS VARCHAR) AS value`),
  );
  return value;
}

const midnight = (day: string) => `${day} 00:00:00`;

describe('a date', () => {
  it.each([
    '2021-04-15',
    '2021/4/15',
    '2021.04.15',
    '20210415',
    '15 Apr, 2021 00:02:00',
    'Apr 15, 2021',
    '15-Apr-21',
    '15-APR-2021',
    'April 15th, 2021',
    '15th of April 2021',
    'Thursday, 15 April 2021',
    'Thu Apr 15 2021',
    '15. April 2021',
    'Do., 15. Apr. 2021',
    '15 de abril de 2021',
    '15 abr. 2021',
    '15/abr/21',
    'quinta-feira, 15 de abril de 2021',
    'jueves, 15 de abril de 2021',
    '15 avril 2021',
    'jeudi 15 avr. 2021',
    '15 апреля 2021 г.',
    '15 апр. 2021',
    'чт, 15 апр 2021',
    '2021年4月15日',
    '2021年04月15日 星期四',
    '2021 年 4 月 15 日(木)',
    '２０２１年４月１５日',
    '２０２１／０４／１５',
    '2021년 4월 15일',
    '2021. 4. 15.',
    '2021. 4. 15',
    '21년 4월 15일',
    '令和3年4月15日',
    'R3.4.15',
    '44301',
  ])('written %s is the 15th of April 2021', async (text) => {
    expect(await read(text)).toBe(
      midnight('2021-04-15').replace(/00:00$/, text.includes('00:02') ? '02:00' : '00:00'),
    );
  });

  it.each([
    ['15. März 2021', '2021-03-15'],
    ['15. Mrz. 2021', '2021-03-15'],
    ['3. Dez 2020', '2020-12-03'],
    ['1er avril 2021', '2021-04-01'],
    ['15 août 2021', '2021-08-15'],
    ['15 aout 2021', '2021-08-15'],
    ['10 déc. 2021', '2021-12-10'],
    ['3 февраля 2021 года', '2021-02-03'],
    ['9 мая 2021', '2021-05-09'],
    ['30 setembro 2020', '2020-09-30'],
    ['25 out 2016', '2016-10-25'],
    ['Sept 5, 2019', '2019-09-05'],
    ['平成29年3月1日', '2017-03-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['昭和64年1月7日', '1989-01-07'],
    ['2017年三月1日', '2017-03-01'],
    ['1-3月-17', '2017-03-01'],
  ])('written %s is %s', async (text, day) => {
    expect(await read(text)).toBe(midnight(day));
  });

  it.each([
    ['15/04/2021', 'dmy'],
    ['4-15-2021', 'mdy'],
    ['15.4.21', 'dmy'],
    ['21.04.15', 'ymd'],
    ['21/4/15', 'ymd'],
    ['15. 4. 2021', 'dmy'],
    ['Thu, 04/15/2021', 'mdy'],
    ['15.04.2021 г.', 'dmy'],
    ['１５／４／２０２１', 'dmy'],
  ] as const)('written %s with %s is the 15th of April 2021', async (text, order) => {
    expect(await read(text, order)).toBe(midnight('2021-04-15'));
  });

  it.each(['2021年4月31日', '31 de abril de 2021', '0000-00-00', '2021-13-01', '平成29年13月1日'])(
    'that no calendar has, such as %s, is empty',
    async (text) => {
      expect(await read(text)).toBeNull();
    },
  );

  it.each([
    '10:30',
    '오후 3:05',
    '5 apples 2021',
    'Demo 15 2021',
    '12 months',
    '1.2.3',
    'Q3 2021',
    'GTX 15 2021',
  ])('is not what %j says', (text) => {
    expect(readDate(text)).toBeNull();
  });
});

describe('a moment', () => {
  it.each([
    ['4/15/2021 1:05 PM', '13:05:00'],
    ['04/15/2021 12:05:09 AM', '00:05:09'],
    ['2021-04-15 01:05 PM', '13:05:00'],
    ['2021. 4. 15. 오후 1:05', '13:05:00'],
    ['2021. 4. 15. 오전 12:05:07', '00:05:07'],
    ['2021-04-15 오후 1:05:00', '13:05:00'],
    ['2021年4月15日下午1:05', '13:05:00'],
    ['2021/4/15 上午 9:05', '09:05:00'],
    ['2021年4月15日 午後1時05分', '13:05:00'],
    ['2021年4月15日13时05分06秒', '13:05:06'],
    ['15 abr 2021, 1:05 p. m.', '13:05:00'],
    ['15. April 2021 um 13:05 Uhr', '13:05:00'],
    ['15 avril 2021 à 13h05', '13:05:00'],
    ['15 апреля 2021 г. в 13:05', '13:05:00'],
    ['15 Apr, 2021 13:05:00', '13:05:00'],
    ['20210415T130500Z', '13:05:00'],
    ['20210415130500', '13:05:00'],
    ['2021-04-15T13:05:00.250Z', '13:05:00.25'],
    ['2021-04-15T15:05:00+02:00', '13:05:00'],
    ['2021-04-15T22:05:00+0900', '13:05:00'],
    ['2021-04-15 13:05:00 UTC', '13:05:00'],
    ['2021-04-15 08:05:00 EST', '13:05:00'],
    ['2021-04-15 14:05 GMT+01:00', '13:05:00'],
    ['2021-04-15T15:05:00+02:00[Europe/Berlin]', '13:05:00'],
    ['Thu Apr 15 2021 15:05:00 GMT+0200 (Central European Summer Time)', '13:05:00'],
    ['Thu, 15 Apr 2021 15:05:00 +0200', '13:05:00'],
    ['15 апр 2021 16:05 MSK', '13:05:00'],
    ['2021-04-15 13:05 CST', '13:05:00'],
    ['1618491900', '13:05:00'],
    ['1618491900000', '13:05:00'],
    ['1618491900000000', '13:05:00'],
    ['44301.545138888889', '13:05:00'],
  ])('written %s is at %s', async (text, clock) => {
    expect(await read(text, 'mdy')).toBe(`2021-04-15 ${clock}`);
  });

  it.each([
    '2021-04-15T00:30:00+02:00',
    'Thu, 15 Apr 2021 00:30:00 +0200',
    '2021-04-15 23:30 GMT-05:00',
    '15 апр 2021 01:30 MSK',
  ])('written %s is of the day that is written', async (text) => {
    expect(await read(text, null, daySql)).toBe('2021-04-15');
  });
});

/** A list with a date of creation and one of closing, as they are written. */
async function list(rows: [created: string, closed: string][]) {
  const lines = rows.map(([created, closed], i) => `${i};Won;"${created}";"${closed}"`);
  return bench.stage(`deal_id;stage;created_date;closed_date\n${lines.join('\n')}\n`);
}
const days = async (staged: Awaited<ReturnType<typeof list>>) =>
  (await staged.converted()).map(({ created_at, closed_at }) => [
    String(created_at).slice(0, 10),
    String(closed_at).slice(0, 10),
  ]);

describe('the order of numbers in dates', () => {
  it('is proved by years that are few where days are many', async () => {
    const staged = await list(
      ['24.01.02', '24.02.11', '24.03.05', '23.04.08', '23.05.09', '24.06.12'].map((day) => [day, day]),
    );
    expect(staged.file).toMatchObject({ dateOrder: 'ymd', decisions: [] });
    expect((await days(staged))[0]).toEqual(['2024-01-02', '2024-01-02']);
  });

  it('is asked, with the year as a third choice, where two digits can be anything', async () => {
    const staged = await list([
      ['05.06.07', '06.07.08'],
      ['07.05.06', '08.06.07'],
    ]);
    expect(staged.file.decisions[0]?.choices.map(({ value }) => value)).toEqual(['dmy', 'mdy', 'ymd']);
  });

  it('is proved by the other dates of the file', async () => {
    const staged = await list([
      ['2024-02-01', '05/03/2024'],
      ['2024-03-11', '01/04/2024'],
      ['2024-03-01', '01/04/2024'],
      ['2024-05-11', '02/06/2024'],
    ]);
    expect(staged.file).toMatchObject({ dateOrder: 'dmy', decisions: [] });
    expect((await days(staged))[2]).toEqual(['2024-03-01', '2024-04-01']);
  });

  it('is proved by weekdays', async () => {
    const staged = await list([
      ['Tue, 02/01/2024', 'Tue, 02/01/2024'],
      ['Wed, 03/01/2024', 'Wed, 03/01/2024'],
    ]);
    expect(staged.file).toMatchObject({ dateOrder: 'dmy', decisions: [] });
  });
});

describe('dates as spreadsheets and clocks count them', () => {
  it('begin in 1904 where the other dates of the file say so', async () => {
    const staged = await list([
      ['2021-04-01', '42839'],
      ['2021-04-10', '42845'],
    ]);
    expect(await days(staged)).toEqual([
      ['2021-04-01', '2021-04-15'],
      ['2021-04-10', '2021-04-21'],
    ]);
  });

  it('begin in 1900 otherwise, which is told', async () => {
    const staged = await list([['44301', '44302']]);
    expect(await days(staged)).toEqual([['2021-04-15', '2021-04-16']]);
    expect(staged.file.warnings.map(({ code }) => code)).toContain('date-serials');
  });

  it('that are instants of midnight somewhere are the days that begin there', async () => {
    const rows = Array.from({ length: 12 }, (_, i): [string, string] => [
      `2021-${i < 6 ? '02' : '07'}-${10 + i}T${i < 6 ? '23' : '22'}:00:00Z`,
      `${Date.UTC(2021, 3, 15 + i, 16)}`,
    ]);
    const staged = await list(rows);
    expect((await days(staged))[0]?.[0]).toBe('2021-02-11');
    expect((await days(staged))[11]?.[0]).toBe('2021-07-22');
    expect((await days(staged))[0]?.[1]).toBe('2021-04-16');
  });

  it('that no pipeline has are empty and counted', async () => {
    const staged = await list([
      ['2021-04-01', '1899-12-30'],
      ['0000-00-00', '2021-04-10'],
      ['2021-04-03', '9999-12-31'],
    ]);
    expect(staged.column('created_at')?.bad).toBe(1);
    expect(staged.column('closed_at')?.bad).toBe(2);
  });
});
