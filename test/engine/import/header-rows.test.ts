import { describe, expect, it } from 'vitest';
import { recognise, sureEnough } from '#engine/import/recognise';
import { languageRows, systemRows } from './support/header-rows';
import { understood } from './support/understood';

const cells = (header: string) => header.split(header.includes(';') ? ';' : ',');
const meaningOf = (meaning: string) =>
  Object.fromEntries(meaning.split(/,(?=\w+=)/).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));

describe('a header row of a system, without any data', () => {
  it.each(systemRows)('%s: %s', (what, header, meaning) => {
    const found = understood(cells(header));
    expect(found.what).toBe(what);
    expect(found.fields).toMatchObject(meaningOf(meaning));
  });
});

describe('a header row in any language, without any data', () => {
  it.each(languageRows)('%s: %s', (what, header, meaning) => {
    const found = understood(cells(header));
    expect(`${found.language} ${found.what}`).toBe(what);
    expect(found.fields).toMatchObject(meaningOf(meaning));
  });
});

describe('a header row stays what it is', () => {
  const rows = [...systemRows, ...languageRows];

  it.each(rows)('when its columns are shuffled and others stand beside them: %s: %s', (_what, header) => {
    const row = cells(header);
    const plain = understood(row);
    const shuffled = understood([...row].reverse());
    expect(shuffled.what).toBe(plain.what);
    expect(shuffled.fields).toEqual(plain.fields);
    const wider = understood(['Zebra 17', ...row, 'Legacy flag B', 'xq_77']);
    expect(wider.what).toBe(plain.what);
    expect(wider.fields).toMatchObject(plain.fields);
  });

  it.each(rows)('when it is written in capitals: %s: %s', (_what, header) => {
    const row = cells(header);
    const plain = understood(row);
    const loud = understood(row.map((name) => name.toUpperCase()));
    expect(loud.what).toBe(plain.what);
    const upper = ([field, column]: [string, string]) => [field, column.toUpperCase()];
    expect(loud.fields).toEqual(Object.fromEntries(Object.entries(plain.fields).map(upper)));
  });

  it.each(rows.filter(([, header]) => /^[\w ;,]+$/.test(header) && header.includes(' ')))(
    'when blanks become underscores: %s: %s',
    (_what, header) => {
      const snake = (name: string) => name.replaceAll(' ', '_').toLowerCase();
      const row = cells(header).map((name) => name.replaceAll('_', ' '));
      expect(understood(row.map(snake)).what).toBe(understood(row.map((name) => name.toLowerCase())).what);
    },
  );
});

describe('what is no sales data', () => {
  it.each([
    'city,temperature,rain',
    'invoice_id,customer,amount,due_date,status',
    'Ticket ID,Subject,Status,Priority,Created,Closed,Agent',
    'employee_id,name,department,salary,hire_date',
    'timestamp,sensor,value',
    'student,course,grade,date',
    'Date,Description,Debit,Credit,Balance',
    'isbn,title,author,price,published',
  ])('is not taken for opportunities: %s', (header) => {
    const { kind, confidence } = recognise(header.split(','), []);
    expect(kind === 'opportunities' && confidence >= sureEnough).toBe(false);
  });
});
