import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { type Written, written } from '../systems/support';
import { importTexts, rowsOf, told } from './support';

let engine: TestEngine;
let sample: Written;
let unharmed: Awaited<ReturnType<typeof figures>>;
beforeAll(async () => {
  sample = await written('salesforce');
  engine = await testEngine();
  unharmed = await figures({});
  await engine.close();
});
afterAll(() => sample.remove());
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const files = ['Account.csv', 'Opportunity.csv', 'OpportunityHistory.csv', 'Task.csv', 'User.csv'];
const ids = /"(00[0-9A-Za-z]{16})"/g;

/** The sample with the ids of some of its files written another way; figures of the import. */
async function figures(change: Record<string, (id: string) => string>) {
  const texts = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(sample.dir, name), 'utf8');
      const written = change[name];
      return [name, written ? text.replace(ids, (_, id: string) => `"${written(id)}"`) : text] as const;
    }),
  );
  const { report } = await importTexts(engine, Object.fromEntries(texts));
  const tables = await rowsOf(
    engine,
    `SELECT (SELECT count(*) FROM weir.opportunity), (SELECT count(*) FROM weir.sojourn),
      (SELECT count(*) FROM weir.activity WHERE key IS NOT NULL), (SELECT count(*) FROM weir.opportunity WHERE segment IS NOT NULL),
      (SELECT bit_xor(hash(o)) FROM (SELECT id, name, account, owner, stage, amount, created_at, outcome FROM weir.opportunity) AS o)::VARCHAR,
      (SELECT bit_xor(hash(s)) FROM (SELECT o.id, s.stage_id, s.entered_at, s.left_at FROM weir.sojourn AS s JOIN weir.opportunity AS o USING (key)) AS s)::VARCHAR`,
  );
  return { tables, damage: Object.fromEntries(report.files.map((file) => [file.file, told(file)])) };
}

const short = (id: string) => id.slice(0, 15);

it('a pair of files with ids of 18 and of 15 characters gives the figures of the pair as it was', async () => {
  expect(Object.values(unharmed.damage).flat()).toEqual([]);
  const mixed = await figures({ 'OpportunityHistory.csv': short, 'User.csv': short, 'Account.csv': short });
  expect(mixed.tables).toEqual(unharmed.tables);
  const history = mixed.damage['OpportunityHistory.csv'] ?? [];
  expect(history.map(({ code, column, mended }) => [code, column, mended])).toEqual([
    ['salesforce-ids-of-15', 'OpportunityId', true],
  ]);
  expect(mixed.damage['Opportunity.csv']).toEqual([]);
});

it.each([
  ['small', (id: string) => id.toLowerCase()],
  ['capital', (id: string) => id.toUpperCase()],
])('long ids that became all %s get their case back', async (_, fold) => {
  const folded = await figures({ 'OpportunityHistory.csv': fold, 'User.csv': fold });
  expect(folded.tables).toEqual(unharmed.tables);
  expect(folded.damage['User.csv']?.map(({ code }) => code)).toEqual(['salesforce-ids-without-case']);
});

const list = (rows: string[]) => `Id,Name,StageName,CloseDate,Amount,IsWon,IsClosed\n${rows.join('\n')}\n`;
const row = (id: string, name: string) => `${id},${name},Qualification,2024-05-01,100,false,false`;

it('short ids that differ only by case are different deals, in lists and in joins', async () => {
  const [one, two] = ['0063000000abCdE', '0063000000aBcDe'];
  const history = [one, two, two].map(
    (id, i) => `${id},2024-03-0${i + 1} 10:00:00,${i === 2 ? 'Proposal' : 'Qualification'}`,
  );
  await importTexts(engine, {
    'Opportunity.csv': list([row(one ?? '', 'First'), row(two ?? '', 'Second')]),
    'OpportunityHistory.csv': `OpportunityId,CreatedDate,StageName\n${history.join('\n')}\n`,
  });
  const visits = await rowsOf(
    engine,
    'SELECT o.id, o.name, count(*) FROM weir.opportunity AS o JOIN weir.sojourn AS s USING (key) GROUP BY ALL ORDER BY o.name',
  );
  expect(visits).toEqual([
    ['0063000000abCdEAAU', 'First', 1],
    ['0063000000aBcDeAAK', 'Second', 2],
  ]);
});

it('short ids that lost their case are told and not made long', async () => {
  const rows = ['ABCDE', 'BCDEF', 'CDEFG', 'DEFGH', 'EFGHI'].map((end) => row(`0065G00000${end}`, end));
  const { damage } = await importTexts(engine, { 'Opportunity.csv': list(rows) });
  expect(damage).toEqual([
    {
      code: 'salesforce-ids-indistinct',
      column: 'Id',
      count: 5,
      mended: false,
      line: 2,
      value: '0065G00000ABCDE',
    },
  ]);
  expect(await rowsOf(engine, 'SELECT max(length(id)) FROM weir.opportunity')).toEqual([[15]]);
});
