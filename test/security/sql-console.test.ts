import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { macroTexts } from '#shared/results/schema-texts';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
const run = (sql: string, limit = 10) => engine.call('sql.run', { sql, limit });
const tables =
  "SELECT string_agg(schema_name || '.' || table_name, ' ' ORDER BY schema_name, table_name) FROM duckdb_tables()";

beforeAll(async () => {
  engine = await testEngine();
  const path = join(engine.home, 'deals.csv');
  await writeFile(path, 'deal_id,stage,created_date,amount\n1,Won,2024-01-02,10\n2,Demo,2024-01-03,20\n');
  await engine.importFiles([path]);
});
afterAll(() => engine?.close());

describe('whatever is typed into the console', () => {
  const out = () => join(engine.home, 'stolen.csv');
  const secret = () => join(engine.home, 'deals.csv');
  const attacks: Record<string, () => string> = {
    'attaches another database': () => `ATTACH '${out()}.db' AS other`,
    'attaches it inside a comment and a second statement': () => `SELECT 1; /* x */ ATTACH '${out()}.db'`,
    'detaches the workspace': () => 'DETACH test',
    'copies a table to a file': () => `COPY weir.opportunity TO '${out()}'`,
    'copies a query to a file': () => `COPY (SELECT 1) TO '${out()}'`,
    'copies a file into a table': () => `COPY weir.setting FROM '${secret()}'`,
    'exports everything': () => `EXPORT DATABASE '${out()}'`,
    'installs an extension': () => 'INSTALL httpfs',
    'loads an extension': () => 'LOAD httpfs',
    'lifts the lock': () => 'SET enable_external_access = true',
    'resets the lock': () => 'RESET lock_configuration',
    'sets a variable': () => 'SET VARIABLE x = 1',
    'changes a setting by pragma': () => "PRAGMA memory_limit = '1MB'",
    'turns profiling to a file': () => `PRAGMA profiling_output = '${out()}'`,
    'inserts a row': () => "INSERT INTO weir.setting VALUES ('x', 'y')",
    'updates rows': () => 'UPDATE weir.opportunity SET amount = 0',
    'deletes rows': () => 'DELETE FROM weir.opportunity',
    'deletes rows and selects them': () => 'WITH x AS (SELECT 1) DELETE FROM weir.opportunity RETURNING *',
    'deletes rows while explaining': () => 'EXPLAIN ANALYZE DELETE FROM weir.opportunity',
    'drops a table': () => 'DROP TABLE weir.opportunity',
    'creates a table': () => 'CREATE TABLE weir.mine AS SELECT 1 AS a',
    'replaces a macro': () => 'CREATE OR REPLACE MACRO weir.until(as_of) AS 1',
    'creates a view': () => 'CREATE TEMP VIEW v AS SELECT 1',
    'prepares a statement': () => 'PREPARE p AS DELETE FROM weir.opportunity',
    'ends the transaction first': () => 'COMMIT; DELETE FROM weir.opportunity',
    'begins another': () => 'BEGIN TRANSACTION',
    'writes a checkpoint': () => 'CHECKPOINT',
    'calls a checkpoint': () => 'CALL force_checkpoint()',
    'reads a file as a table': () => `SELECT * FROM '${secret()}'`,
    'reads a file by a function': () => `SELECT * FROM read_csv('${secret()}')`,
    'reads a file as text': () => `SELECT * FROM read_text('/etc/passwd')`,
    'lists a folder': () => "SELECT * FROM glob('/etc/*')",
    'sniffs a file': () => `SELECT * FROM sniff_csv('${secret()}')`,
    'reads a file out of the scratch folder upwards': () =>
      "SELECT * FROM read_blob('../../../../etc/passwd')",
    'fetches a page': () => "SELECT * FROM read_csv('https://example.com/a.csv')",
    'runs a query given as text that writes': () => "SELECT * FROM query('DELETE FROM weir.opportunity')",
    'says nothing': () => ' -- nothing ',
  };

  it.each(Object.keys(attacks))('that %s is refused', async (name) => {
    await expect(run(attacks[name]!())).rejects.toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/) });
  });

  it('leaves the tables, their rows and the folder as they were', async () => {
    const before = await fingerprint();
    for (const attack of Object.values(attacks)) await run(attack()).catch(() => undefined);
    expect(await fingerprint()).toBe(before);
    expect([out(), `${out()}.db`].filter(existsSync)).toEqual([]);
    expect(await readFile(secret(), 'utf8')).toContain('Demo');
    expect((await run('SELECT count(*) FROM weir.opportunity')).rows).toEqual([[2]]);
  });

  it('comes back with whole numbers to the last digit, as text where JavaScript has no number for them', async () => {
    const { rows } = await run('SELECT 9007199254740991, 8800407559362070853::UBIGINT, -9007199254740993');
    expect(rows).toEqual([[9007199254740991, '8800407559362070853', '-9007199254740993']]);
  });

  it.each([
    ['FROM weir.opportunity WHERE', { from: 26, to: 27 }],
    ['SELECT id,\n  stagee\nFROM weir.opportunity', { from: 13, to: 19 }],
    [
      `SELECT ${'id, '.repeat(60)}wrong, ${'id, '.repeat(60)}id FROM weir.opportunity`,
      { from: 247, to: 252 },
    ],
    ["SELECT '漢字', wrong FROM weir.opportunity", { from: 13, to: 18 }],
    ['SELECT 1 FROM nowhere', { from: 14, to: 21 }],
  ])('with a mistake is told the place of it: %s', async (sql, place) => {
    const error = await run(sql).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sql-error', details: { place } });
    expect(error.message).toMatch(/\nLine \d+, column \d+\.$/);
    expect(error.hint).toBeTruthy();
  });

  it('comes back cut where it has more rows than asked for, and says so', async () => {
    const { rows, truncated } = await run('FROM range(25)', 10);
    expect([rows.length, truncated]).toEqual([10, true]);
    expect(await run('FROM range(10)', 10)).toMatchObject({ truncated: false });
  });

  it('stops within a second once nobody waits for it', { timeout: 20_000 }, async () => {
    const stop = new AbortController();
    const endless =
      'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE hash(a.range + b.range) = 1';
    const running = engine.call('sql.run', { sql: endless, limit: 10 }, { signal: stop.signal });
    running.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = performance.now();
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - asked).toBeLessThan(1000);
    expect((await run('SELECT 1')).rows).toEqual([[1]]);
  });
});

describe('the console lists', () => {
  it('tables with their columns, and macros whose examples run', async () => {
    const { tables: known, macros, examples: queries } = await engine.call('sql.schema', {});
    const deals = known.find(({ name }) => name === 'opportunity');
    expect(deals).toMatchObject({ schema: 'weir', kind: 'table', rows: 2 });
    expect(deals?.columns.map(({ name }) => name)).toContain('amount');
    expect(known.some(({ schema }) => schema === 'raw')).toBe(true);
    expect(macros.map(({ name }) => name)).toEqual(Object.keys(macroTexts));
    for (const { columns, parameters, example } of macros) {
      expect(columns).not.toEqual([]);
      expect(parameters.filter(({ text }) => text === null)).toEqual([]);
      await run(example);
    }
    for (const { sql } of queries) expect((await run(sql)).columns).not.toEqual([]);
  });

  it('queries that are kept, renamed, removed and put back', async () => {
    const kept = await engine.call('saved.keep', { kind: 'query', name: 'Deals', content: 'SELECT 1' });
    const id = kept[0]!.id;
    await expect(
      engine.call('saved.keep', { kind: 'query', name: 'Deals', content: 'SELECT 2' }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await engine.call('saved.keep', { kind: 'query', id, name: 'All deals', content: 'SELECT 1' });
    await engine.call('saved.keep', { kind: 'query', name: 'A first', content: 'SELECT 3' });
    const names = async () => (await engine.call('saved.list', { kind: 'query' })).map(({ name }) => name);
    expect(await names()).toEqual(['A first', 'All deals']);
    expect(await engine.call('saved.list', { kind: 'view' })).toEqual([]);
    await engine.call('saved.remove', { kind: 'query', id });
    expect(await names()).toEqual(['A first']);
    await engine.call('saved.keep', { kind: 'query', id, name: 'All deals', content: 'SELECT 1' });
    expect(await names()).toEqual(['A first', 'All deals']);
    expect(await engine.call('workspace.info', {})).toMatchObject({ opportunities: 2 });
  });

  it('what is kept even where the data is taken back, and keeps nothing in a workspace that is only read', async () => {
    const kept = await engine.call('saved.list', { kind: 'query' });
    await engine.call('import.undo', {});
    expect(await engine.call('saved.list', { kind: 'query' })).toEqual(kept);
    await engine.call('workspace.open', { path: join(engine.home, 'test.weir'), readOnly: true });
    expect(await engine.call('saved.list', { kind: 'query' })).toEqual(kept);
    await expect(
      engine.call('saved.keep', { kind: 'view', name: 'Mine', content: '/funnel' }),
    ).rejects.toMatchObject({ code: 'workspace-read-only', hint: expect.any(String) });
    expect((await run('SELECT count(*) FROM weir.opportunity')).rows).toEqual([[0]]);
  });
});

async function fingerprint(): Promise<string> {
  const { rows } =
    await run(`SELECT (${tables}), (SELECT sum(hash(o)::HUGEINT) FROM weir.opportunity AS o)::VARCHAR,
    (SELECT sum(hash(s)::HUGEINT) FROM weir.setting AS s)::VARCHAR, getvariable('x'),
    (SELECT value FROM duckdb_settings() WHERE name = 'enable_external_access')`);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
