import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ColumnFacts, columnFacts } from '#engine/import/column-facts';
import type { Query, StagedColumn, ValueFormat } from '#engine/import/staged-file';

import { readDate } from '#engine/import/values/dates';
import { numberFormat } from '#engine/import/values/numbers';

const isoDay = readDate('2024-01-31', true)!.shape;
const text: ValueFormat = { as: 'text', trim: false };
const columns = [
  column('padded', text),
  column('marked', text),
  column('serial', text, 'id'),
  column('amount', { as: 'amount', number: { ...numberFormat(['1,234.50'], '.') }, guard: false }, 'amount'),
  column('day', { as: 'day', shapes: [isoDay], order: null, bounded: false }, 'created_at'),
];
const copies = 100;

/** 1,200 rows of texts with blanks around them, words for nothing, marks, letters beyond ASCII, odd numbers and days. */
const rows = `
  SELECT
    CASE i % 7 WHEN 0 THEN ' padded' WHEN 1 THEN 'n/a' WHEN 2 THEN NULL ELSE 'Value ' || i % 40 END AS padded,
    CASE i % 5 WHEN 0 THEN '#REF!' WHEN 1 THEN '5-20' WHEN 2 THEN 'Müller ' || i % 30 ELSE '-' END AS marked,
    CASE i % 9 WHEN 0 THEN '00' || i % 50 ELSE '1.5E+1' || i % 8 END AS serial,
    CASE i % 11 WHEN 0 THEN '12,34' WHEN 1 THEN 'none' ELSE (i % 300)::VARCHAR END AS amount,
    CASE i % 13 WHEN 0 THEN 'soon' ELSE (DATE '2024-01-01' + (i % 500)::INTEGER)::VARCHAR END AS "day"
  FROM range(1200) AS t(i)`;

describe('facts of a table of many rows', () => {
  let query: Query;
  const statements: string[] = [];
  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`
      CREATE SCHEMA raw;
      CREATE TABLE raw.few AS ${rows};
      CREATE TABLE raw.many AS SELECT f.* FROM raw.few AS f, range(${copies});
      CREATE TABLE raw.serials AS SELECT lpad(i::VARCHAR, 9, '0') AS serial FROM range(${copies * 1200}) AS t(i)`);
    query = async (sql) => {
      statements.push(sql);
      return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Awaited<ReturnType<Query>>;
    };
  });

  it('are those of the few rows that it repeats, as often', async () => {
    const few = await columnFacts(query, 'few', columns);
    statements.length = 0;
    const many = await columnFacts(query, 'many', columns);
    expect(statements.filter((sql) => sql.includes('GROUP BY ALL'))).toHaveLength(columns.length);
    expect(many).toEqual(few.map(repeated));
  });

  it('hold of the few rows what was written into them', async () => {
    const [padded, marked, , amount, day] = await columnFacts(query, 'few', columns);
    expect(padded).toMatchObject({ filled: 1028, padded: 172, empties: 172 });
    expect(marked?.signs).toMatchObject({ foreign: 1, longest: 10 });
    expect(amount).toMatchObject({ bad: 109, contradicting: 110 });
    expect(day).toMatchObject({ bad: 93, low: '2024-01-01', high: '2025-05-14' });
  });

  it('are read from the rows where nearly every value is another', async () => {
    statements.length = 0;
    const [facts] = await columnFacts(query, 'serials', [column('serial', text, 'id')]);
    expect(statements.some((sql) => sql.includes('GROUP BY'))).toBe(false);
    expect(facts?.filled).toBe(copies * 1200);
    expect(facts?.signs).toMatchObject({ zeros: copies * 1200, longest: 9, shortest: 9 });
  });
});

function column(name: string, format: ValueFormat, field: string | null = null): StagedColumn {
  return {
    column: name,
    index: 0,
    field,
    keep: true,
    format,
    nulls: [],
    type: 'text',
    confidence: 1,
    reason: '',
    samples: [],
    filled: 0,
    bad: 0,
  };
}

/** Counts of rows, of which there are more; lengths, bounds and numbers of different values stay. */
function repeated(facts: ColumnFacts): ColumnFacts {
  const { signs } = facts;
  const times = (count: number) => count * copies;
  return {
    ...facts,
    filled: times(facts.filled),
    bad: times(facts.bad),
    padded: times(facts.padded),
    empties: times(facts.empties),
    contradicting: times(facts.contradicting),
    signs: {
      ...signs,
      marked: times(signs.marked),
      hyphens: times(signs.hyphens),
      short: times(signs.short),
      oneCase: times(signs.oneCase),
      exponents: times(signs.exponents),
      zeros: times(signs.zeros),
    },
  };
}
