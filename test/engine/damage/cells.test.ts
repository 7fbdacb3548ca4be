import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { importTexts, rowsOf } from './support';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const header = 'Deal ID,Deal Name,Account,Stage,Amount,Created,Company Size\n';
const clean = [
  'D-1,Alpha,Müller,Won,100,2024-03-01,1-4',
  'D-2,Beta,Łódź S.A.,Lost,200,2024-03-02,21-50',
  'D-3,Gamma,CAFÉ’S «Öl» – Ünal,Open,300,2024-03-03,51-100',
];
const list = (...rows: string[]) => ({ 'deals.csv': `${header}${rows.join('\n')}\n` });

it('nothing is found in a file that nothing happened to', async () => {
  expect((await importTexts(engine, list(...clean))).damage).toEqual([]);
  expect(await rowsOf(engine, 'SELECT account FROM weir.opportunity ORDER BY id')).toEqual([
    ['Müller'],
    ['Łódź S.A.'],
    ['CAFÉ’S «Öl» – Ünal'],
  ]);
});

it('errors of formulas are empty, counted by column', async () => {
  const { damage, file } = await importTexts(
    engine,
    list(
      ...clean,
      'D-4,#REF!,#NAME?,Open,####,2024-03-04,1-4',
      'D-5,Delta,#ref!,Open,#VALUE!,#N/A,1-4',
      '#N/A,Epsilon,x,Open,1,2024-03-04,1-4',
    ),
  );
  const errors = { code: 'error-cells', mended: false };
  expect(damage).toEqual([
    { ...errors, column: 'Deal ID', count: 1, line: 7, value: '#N/A' },
    { ...errors, column: 'Deal Name', count: 1, line: 5, value: '#REF!' },
    { ...errors, column: 'Account', count: 2, line: 5, value: '#NAME?' },
    { ...errors, column: 'Amount', count: 2, line: 5, value: '####' },
    { ...errors, column: 'Created', count: 1, line: 6, value: '#N/A' },
  ]);
  expect(file.rejects).toEqual([{ line: 7, column: 'Deal ID', value: '#N/A', reason: 'no opportunity id' }]);
  expect(
    await rowsOf(engine, "SELECT account, amount FROM weir.opportunity WHERE id IN ('D-4', 'D-5')"),
  ).toEqual([
    [null, null],
    [null, null],
  ]);
});

it('texts in formulas and behind an apostrophe are taken out of them, whatever they hold', async () => {
  const { damage } = await importTexts(
    engine,
    list(
      '"=""00123""",Alpha,\'t Hooft,Won,"=""1,234.50""","=""2024-03-01""",1-4',
      '"=""00124""","=""A """"big"""" one""",\'=cmd,Lost,200,2024-03-02,21-50',
      '"=""00125""",Gamma,\'+49 Ltd,Open,300,2024-03-03,21-50',
    ),
  );
  expect(damage.map(({ column, count }) => [column, count])).toEqual([
    ['Deal ID', 3],
    ['Deal Name', 1],
    ['Account', 2],
    ['Amount', 1],
    ['Created', 1],
  ]);
  expect(new Set(damage.map(({ code }) => code))).toEqual(new Set(['texts-in-formulas']));
  const rows = await rowsOf(
    engine,
    'SELECT id, name, account, amount::DOUBLE, created_at::DATE::VARCHAR FROM weir.opportunity ORDER BY id',
  );
  expect(rows).toEqual([
    ['00123', 'Alpha', "'t Hooft", 1234.5, '2024-03-01'],
    ['00124', 'A "big" one', '=cmd', 200, '2024-03-02'],
    ['00125', 'Gamma', '+49 Ltd', 300, '2024-03-03'],
  ]);
});

it('a formula around a text may stand bare in a file', async () => {
  const rows = [
    '="001",="Alpha",x,Won,="100",="2024-03-01",="1-4"',
    '="002",="B / C",x,Lost,200,2024-03-02,21-50',
  ];
  const { damage } = await importTexts(engine, list(...rows));
  expect(damage.map(({ column, count }) => [column, count])).toContainEqual(['Deal ID', 2]);
  expect(await rowsOf(engine, 'SELECT id, name, amount::DOUBLE FROM weir.opportunity ORDER BY id')).toEqual([
    ['001', 'Alpha', 100],
    ['002', 'B / C', 200],
  ]);
});

const misread = (text: string) => new TextDecoder('windows-1252').decode(Buffer.from(text));

it('UTF-8 that was read as Windows-1252 is read again, also what was misread twice', async () => {
  const names = ['Müller & Söhne', 'Ünal – “Öl”', '北京公司', 'Москва', '50 €', 'naïve façade'];
  const rows = names.map((name, i) => `M-${i},Deal,${misread(name)},Open,1,2024-03-01,1-4`);
  const twice = `T-1,Deal,${misread(misread('Köln'))},Open,1,2024-03-01,1-4`;
  const broken = 'B-1,Deal,Köln MÃ¼nchen Ł,Open,1,2024-03-01,1-4';
  const { damage } = await importTexts(engine, list(...clean, ...rows, twice, broken));
  expect(damage).toEqual([
    {
      code: 'misread-utf-8',
      column: 'Account',
      count: 7,
      mended: true,
      line: 5,
      value: misread('Müller & Söhne'),
    },
    {
      code: 'misread-utf-8-in-part',
      column: 'Account',
      count: 1,
      mended: false,
      line: 12,
      value: 'Köln MÃ¼nchen Ł',
    },
  ]);
  const read = await rowsOf(engine, "SELECT account FROM weir.opportunity WHERE id LIKE 'M%' ORDER BY id");
  expect(read).toEqual(names.map((name) => [name]));
  const others = await rowsOf(
    engine,
    "SELECT account FROM weir.opportunity WHERE id IN ('D-3', 'T-1', 'B-1') ORDER BY id",
  );
  expect(others).toEqual([['Köln MÃ¼nchen Ł'], ['CAFÉ’S «Öl» – Ünal'], ['Köln']]);
});

it('Chinese that was read as Latin-1 is told and stays as it is', async () => {
  const { damage } = await importTexts(engine, list(...clean, 'G-1,Deal,ÖÐ¹úÒÆ¶¯,Open,1,2024-03-01,1-4'));
  expect(damage.map(({ code, count, mended }) => [code, count, mended])).toEqual([
    ['misread-east-asian', 1, false],
  ]);
});

const size = 'SELECT id, segment FROM weir.opportunity ORDER BY id';

it.each([
  ['5-20', 'May-20', '20-May', '2024-05-20', '5-20'],
  ['11-50', 'Nov-50', '1950-11-01', '1950-11-01 00:00:00', '11-50'],
])('a band such as %s that became a date is the band again', async (band, ...written) => {
  const dates = written.slice(0, 3);
  const others = ['1-4', '51-100', '101-500', '500+'];
  const bands = [...others, ...dates].map((value, i) => `D-${i},Deal,x,Open,1,2024-03-01,${value}`);
  const files = { 'deals.csv': `${header.replace('Company Size', 'Segment')}${bands.join('\n')}\n` };
  const { damage } = await importTexts(engine, files);
  expect(damage).toEqual([
    { code: 'bands-as-dates', column: 'Segment', count: 3, mended: true, line: 6, value: dates[0] },
  ]);
  expect((await rowsOf(engine, size)).map(([, value]) => value)).toEqual([...others, band, band, band]);
});

it('bands stand beside one another: a date is made one only where it fits', async () => {
  const values = ['2020-2021', '2021-2022', '2024-05-20', '2022-2023'];
  const rows = values.map((value, i) => `D-${i},Deal,x,Open,1,2024-03-01,${value}`);
  const { damage } = await importTexts(engine, list(...rows));
  expect(damage.map(({ value, mended }) => [value, mended])).toEqual([['2024-05-20', false]]);
  const chain = ['4-Jan', '10-May', 'Nov-20', '21-50', '51-200'];
  const others = chain.map((value, i) => `E-${i},Deal,x,Open,1,2024-03-01,${value}`);
  await engine.close();
  engine = await testEngine();
  await importTexts(engine, {
    'deals.csv': `${header.replace('Company Size', 'Segment')}${others.join('\n')}\n`,
  });
  expect((await rowsOf(engine, size)).map(([, value]) => value)).toEqual([
    '1-4',
    '5-10',
    '11-20',
    '21-50',
    '51-200',
  ]);
});

it('a date among words that are no bands is told and stays; months among months are no damage', async () => {
  const rows = ['Gold,Jan-24', 'Silver,Feb-24', 'May-20,Mar-24', 'Gold,Apr-24'].map(
    (cells, i) => `D-${i},Deal,x,Open,1,2024-03-01,${cells}`,
  );
  const files = { 'deals.csv': `${header.trim()},Cohort\n${rows.join('\n')}\n` };
  expect((await importTexts(engine, files)).damage).toEqual([
    { code: 'bands-as-dates', column: 'Company Size', count: 1, mended: false, line: 4, value: 'May-20' },
  ]);
});

it('dates that a spreadsheet wrote as numbers are told', async () => {
  const { damage } = await importTexts(
    engine,
    list('D-1,Alpha,x,Won,100,45352,1-4', 'D-2,Beta,x,Lost,200,45353,21-50'),
  );
  expect(damage).toEqual([
    { code: 'dates-as-numbers', column: 'Created', count: 2, mended: true, line: 2, value: '45352' },
  ]);
});

it('lines that are no rows are counted', async () => {
  const { damage, file } = await importTexts(
    engine,
    list(...clean, header.trim(), 'D-4,Delta,x,Open,1,2024-03-04,1-4', 'Total,,,,600,,'),
  );
  expect(damage.map(({ code, count, line }) => [code, count, line])).toEqual([
    ['header-repeated', 1, 5],
    ['totals-among-rows', 1, 7],
  ]);
  expect([file.rowsRead, file.rowsLoaded]).toEqual([6, 4]);
});
