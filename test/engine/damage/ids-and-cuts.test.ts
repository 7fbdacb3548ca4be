import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { importTexts, rowsOf, told } from './support';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const header = 'Deal ID,Deal Name,Account,Stage,Amount,Created';
const listOf = (rows: string[], names = header) => `${names}\n${rows.join('\n')}\n`;

const lost = ['1.23457E+11', '1,23457E+11', '123456789012346000'];

it('ids whose last digits are lost keep their deals apart in a list, and join nothing', async () => {
  const deals = ['9001', lost[0], lost[0], lost[1]].map(
    (id, i) => `"${id}",Deal ${i},Firm,Open,${i},2024-03-0${i + 1}`,
  );
  const log = [
    '9001,2024-03-02,Open',
    '9001,2024-03-03,Demo',
    '9001,2024-03-04,Open',
    `${lost[0]},2024-03-03,Won`,
  ];
  const { report, damage } = await importTexts(engine, {
    'deals.csv': listOf(deals),
    'log.csv': listOf(log, 'Deal ID,Changed At,Stage'),
  });
  expect(damage).toEqual([
    { code: 'ids-without-last-digits', column: 'Deal ID', count: 3, mended: false, line: 3, value: lost[0] },
  ]);
  const [, history] = report.files;
  expect(told(history!).map(({ code, count }) => [code, count])).toEqual([['ids-without-last-digits', 1]]);
  expect(history?.rejects).toEqual([
    { line: 5, column: 'Deal ID', value: lost[0], reason: 'an id whose last digits are lost' },
  ]);
  expect(report.opportunities).toBe(4);
  expect(
    await rowsOf(engine, "SELECT count(*), count(DISTINCT id) FROM weir.opportunity WHERE outcome = 'open'"),
  ).toEqual([[4, 4]]);
});

it('long ids that all end in zeros were rounded; one that does not shows that none was', async () => {
  const rounded = [`${lost[2]},A,x,Open,1,2024-03-01`, `${lost[2]},B,x,Open,2,2024-03-02`];
  const first = await importTexts(engine, { 'deals.csv': listOf(rounded) });
  expect(first.damage.map(({ code, count }) => [code, count])).toEqual([['ids-without-last-digits', 2]]);
  expect(first.report.opportunities).toBe(2);
  const whole = [...rounded.slice(1), '123456789012346781,C,x,Open,3,2024-03-03'];
  expect((await importTexts(engine, { 'other.csv': listOf(whole) })).damage).toEqual([]);
});

it('lost digits and short ids of Salesforce are seen through a formula around them', async () => {
  const wrapped = (text: string) => `"=""${text}"""`;
  const rows = ['1.23457E+11', '9001', '9002'].map(
    (id, i) => `${wrapped(id)},Deal ${i},${wrapped(`0013000000abCd${i}`)},Open,1,2024-03-01`,
  );
  const { damage, report } = await importTexts(engine, { 'deals.csv': listOf(rows) });
  expect(damage.map(({ code, column, count }) => [code, column, count])).toEqual([
    ['texts-in-formulas', 'Deal ID', 3],
    ['texts-in-formulas', 'Account', 3],
    ['ids-without-last-digits', 'Deal ID', 1],
    ['salesforce-ids-of-15', 'Account', 3],
  ]);
  expect(report.opportunities).toBe(3);
  expect(await rowsOf(engine, 'SELECT min(account) FROM weir.opportunity')).toEqual([['0013000000abCd0AAE']]);
});

it('accounts whose ids lost their last digits are no account', async () => {
  const rows = ['1.23457E+11', '1.23457E+11', '77'].map((id, i) => `${i},Deal ${i},${id},Open,1,2024-03-01`);
  const names = 'Deal ID,Deal Name,Account ID,Stage,Amount,Created';
  const { damage, file } = await importTexts(engine, { 'deals.csv': listOf(rows, names) });
  expect(file.mapping.account).toBe('Account ID');
  expect(damage.map(({ column, count }) => [column, count])).toEqual([['Account ID', 2]]);
  expect(await rowsOf(engine, 'SELECT account FROM weir.opportunity ORDER BY id')).toEqual([
    [null],
    [null],
    ['77'],
  ]);
});

const filler = (rows: number) =>
  Array.from({ length: rows }, (_, i) => `D${i},Deal ${i},Firm,Open,1,2024-03-01`);

it.each([
  [65_535, 1],
  [65_536, 1],
  [65_534, 0],
])('a table of %d rows is taken for cut off %d times', async (rows, times) => {
  const { damage } = await importTexts(engine, { 'deals.csv': listOf(filler(rows)) });
  expect(damage.map(({ code }) => code)).toEqual(times === 1 ? ['table-cut-off'] : []);
});

it('a report of Salesforce with 2,000 rows was cut off, one of its data exports was not', async () => {
  const report =
    'Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Close Date,Created Date';
  const rows = Array.from(
    { length: 2000 },
    (_, i) => `Ana,Firm ${i},Deal ${i},Prospecting,Q1-2024,10,3/31/2024,1/15/2024`,
  );
  const { damage, file } = await importTexts(engine, { 'report.csv': listOf(rows, report) });
  expect(file.system).toBe('salesforce');
  expect(damage.map(({ code, count }) => [code, count])).toEqual([['table-cut-off', 2000]]);
});

it('texts that end at 255 characters again and again were cut off', async () => {
  const row = (length: number, i: number) => `D${i},${'가'.repeat(length)},Firm,Open,1,2024-03-01`;
  const cut = await importTexts(engine, { 'deals.csv': listOf([20, 255, 255, 255, 40].map(row)) });
  expect(cut.damage.map(({ code, column, count, line }) => [code, column, count, line])).toEqual([
    ['texts-cut-off', 'Deal Name', 3, 3],
  ]);
  await engine.close();
  engine = await testEngine();
  const whole = await importTexts(engine, {
    'other.csv': listOf([250, 251, 252, 253, 255, 255, 255].map(row)),
  });
  expect(whole.damage).toEqual([]);
});
