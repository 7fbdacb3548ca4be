import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingOf } from '#engine/import/file-report';
import { dataFolder, hasShared } from '../../support/vectors';
import { type Bench, openBench } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;
const withoutHeader = (text: string) => text.slice(text.indexOf('\n') + 1);
const stagedOf = async (text: string) => (await bench.stage(text)).file;

const people = ['Ana Lopez', 'Bo Chen', 'Carla Rossi', 'Dirk Maier'];
const forenames = ['Eva', 'Finn', 'Gina', 'Hugo', 'Ida', 'Jan', 'Kim', 'Leo', 'Mia', 'Nils', 'Olga', 'Paul'];
const surnames = [
  'Adler',
  'Brandt',
  'Costa',
  'Duarte',
  'Engel',
  'Faber',
  'Groth',
  'Hansen',
  'Ito',
  'Jung',
  'Kraus',
  'Lenz',
];
const twelve = Array.from({ length: 12 }, (_, i) => i);
const of = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;

describe('a table without header is', () => {
  it('a list of activities where a column holds kinds of them and another a date', async () => {
    const kinds = ['Call', 'Email', 'Meeting', 'Follow up'];
    const rows = twelve.map(
      (i) =>
        `T-${900 + i},OPP-${100 + (i % 5)},${of(kinds, i)},2024-03-${10 + i} 09:30,${of(people, i)},${of(['Completed', 'Planned'], i)}`,
    );
    const file = await stagedOf(lines(...rows));
    expect(file).toMatchObject({ kind: 'activities', rows: 12, decisions: [] });
    expect(mappingOf(file)).toEqual({
      opportunity: 'column_2',
      type: 'column_3',
      at: 'column_4',
      owner: 'column_5',
      status: 'column_6',
    });
    expect(file.recognition.confidence).toBeLessThan(0.7);
    expect(file.recognition.reason).toContain('There is no header.');
  });

  it.each([
    ['中文', ['电话', '邮件', '拜访'], '2024年3月1日'],
    ['Deutsch', ['Anruf', 'E-Mail', 'Termin'], '01.03.2024'],
  ])('a list of activities in other languages: %s', async (_, kinds, day) => {
    const rows = twelve.map(
      (i) => `OPP-${100 + (i % 5)};${of(kinds, i)};${day.replace('3月1日', `3月${i + 1}日`)}`,
    );
    expect(await stagedOf(lines(...rows))).toMatchObject({ kind: 'activities' });
  });

  it('a list of leads where everyone has an address and got so far', async () => {
    const status = ['New', 'Contacted', 'Qualified', 'Junk Lead'];
    const rows = twelve.map(
      (i) =>
        `${7000 + i},${forenames[i]} ${surnames[i]},${surnames[11 - i]} GmbH,${forenames[i]?.toLowerCase()}@example.org,${of(people, i)},${of(['Trade Show', 'Web', 'Partner'], i)},${of(status, i)},2024-02-${10 + i},${of(['Yes', 'No'], i)}`,
    );
    const file = await stagedOf(lines(...rows));
    expect(file).toMatchObject({ kind: 'leads', decisions: [] });
    expect(mappingOf(file)).toEqual({
      id: 'column_1',
      name: 'column_2',
      company: 'column_3',
      owner: 'column_5',
      source: 'column_6',
      status: 'column_7',
      created_at: 'column_8',
      is_converted: 'column_9',
    });
  });

  it('targets where amounts that people set stand beside months', async () => {
    const rows = twelve.flatMap((m) =>
      people.map((rep, i) => `${rep},2025-${String(m + 1).padStart(2, '0')},${(i + 4) * 25_000}`),
    );
    const file = await stagedOf(lines(...rows));
    expect(file).toMatchObject({ kind: 'targets', decisions: [] });
    expect(mappingOf(file)).toEqual({ owner: 'column_1', period: 'column_2', amount: 'column_3' });
  });

  it('a price list where names of products have prices', async () => {
    const file = await stagedOf(
      lines(
        'Basic Plan,Cloud,29.00',
        'Pro Plan,Cloud,79.00',
        'Enterprise Plan,Cloud,499.00',
        'Setup Service,Work,900.00',
      ),
    );
    expect(file).toMatchObject({ kind: 'products', decisions: [] });
    expect(mappingOf(file)).toEqual({ key: 'column_1', list_price: 'column_3' });
  });

  it('a list of accounts where companies have industries and countries', async () => {
    const rows = twelve.map(
      (i) =>
        `A-${100 + i},${surnames[i]} ${of(['Ltd', 'Werke', 'Inc'], i)},${of(['Retail', 'Software', 'Banking'], i)},${of(['Germany', 'Japan', 'France'], i)}`,
    );
    const file = await stagedOf(lines(...rows));
    expect(file).toMatchObject({ kind: 'accounts', decisions: [] });
    expect(mappingOf(file)).toEqual({
      key: 'column_1',
      name: 'column_2',
      segment: 'column_3',
      region: 'column_4',
    });
  });
});

describe('a table without header is asked about', () => {
  const cases: [string, string[]][] = [
    [
      'bookings by month',
      twelve.map((i) => `2025-${String(i + 1).padStart(2, '0')},${(i * 7919 + 12_345) % 90_000}.${10 + i}`),
    ],
    [
      'contacts',
      twelve.map(
        (i) => `${forenames[i]} ${surnames[i]},${forenames[i]?.toLowerCase()}@example.org,${surnames[i]} Ltd`,
      ),
    ],
    ['names with amounts', twelve.map((i) => `Pumps for site ${i},${i * 310 + 1250}.50,${of(people, i)}`)],
    ['days with counts', twelve.map((i) => `2025-03-${10 + i},${i + 3},${i * 2 + 1}`)],
  ];
  it.each(cases)('where it may be anything: %s', async (_, rows) => {
    expect(await stagedOf(lines(...rows))).toMatchObject({ kind: null, decisions: [{ code: 'kind' }] });
  });

  it('no more where it is a list of deals with companies, industries and countries', async () => {
    const rows = twelve.map(
      (i) =>
        `${surnames[i]} Ltd,${of(['Retail', 'Software'], i)},${of(['Germany', 'Japan'], i)},${of(['Demo', 'Proposal'], i)},${(i + 1) * 1250}.50`,
    );
    expect(await stagedOf(lines(...rows))).toMatchObject({ kind: 'opportunities' });
  });

  it('no more where it is a list of deals that has kinds of activity, sources or directions too', async () => {
    const rows = twelve.map(
      (i) =>
        `OPP-${100 + i},${of(['Demo', 'Proposal', 'Closed Won', 'Closed Lost'], i)},${of(['Call', 'Email', 'Meeting'], i)},${of(['Inbound', 'Outbound'], i)},${(i + 1) * 1250}.50,2024-01-${10 + i}`,
    );
    expect(await stagedOf(lines(...rows))).toMatchObject({ kind: 'opportunities' });
  });
});

describe.skipIf(!hasShared('data/maven'))(
  'a published table without its header (skipped where ../shared/data is missing)',
  () => {
    it.each([
      ['maven/accounts.csv', 'accounts', ['key', 'region', 'segment']],
      ['maven/products.csv', 'products', ['key', 'list_price']],
      ['saas_quota/accounts.csv', 'accounts', ['key', 'name', 'region']],
      ['zoho_sample/Accounts.csv', 'accounts', ['key', 'name', 'segment']],
      ['zoho_sample/Leads.csv', 'leads', ['created_at', 'id', 'is_converted', 'owner', 'source', 'status']],
      ['zoho_sample/Calls.csv', 'activities', ['at', 'owner', 'type']],
      ['saas_quota/quota_attainment.csv', 'targets', ['amount', 'owner', 'period']],
    ])('is what it is with it: %s', async (name, kind, told) => {
      const text = readFileSync(`${dataFolder}${name}`, 'utf8').replace(/^\uFEFF/, '');
      const named = await bench.stage(text, name.split('/')[1]);
      const nameless = await bench.stage(withoutHeader(text));
      expect([nameless.file.kind, nameless.file.rows]).toEqual([kind, named.file.rows]);
      const found = Object.keys(mappingOf(nameless.file));
      expect(found).toEqual(expect.arrayContaining(told));
      const meant = new Map(named.file.columns.map(({ index, field }) => [index, field]));
      const wrong = nameless.file.columns.filter(
        ({ field, index }) => field !== null && meant.get(index) !== null && meant.get(index) !== field,
      );
      expect(wrong.map(({ column, field, index }) => [column, field, meant.get(index)])).toEqual([]);
    });
  },
);
