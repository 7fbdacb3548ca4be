import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as cli from './built-cli';

const weirJson = (args: string[], home: string) => cli.weirJson(args, home, cli.weirHere);
const weirError = (args: string[], home: string) => cli.weirError(args, home, cli.weirHere);

const header = 'Opportunity ID,Owner,Stage,Created Date,Close Date,Amount\n';
const rows = [
  'A1,Ann,Qualify,2024-01-02,,100',
  'A2,Bob,Won,2024-01-03,2024-02-20,250.50',
  'A3,Ann,Lost,2024-01-05,2024-03-01,80',
];

describe('bad input gets a clear error and loses nothing', () => {
  const folder = cli.workingFolder();
  const home = folder.path('home');
  const workspace = folder.path('kept.weir');
  let files = 0;
  function file(content: string | Uint8Array, name = `file-${++files}.csv`): string {
    writeFileSync(folder.path(name), content);
    return folder.path(name);
  }
  const stateOf = async (path: string): Promise<unknown> => {
    const { rows: events } = await weirJson(['sql', 'FROM weir.state ORDER BY ALL', '-w', path], home);
    const { rows: deals } = await weirJson(['sql', 'FROM weir.opportunity ORDER BY ALL', '-w', path], home);
    return { events, deals };
  };

  beforeAll(async () => {
    await weirJson(['import', file(header + rows.join('\n')), '-w', workspace], home);
  });
  afterAll(folder.remove);

  it.each([
    ['a missing file', () => folder.path('missing.csv'), 'file-not-found'],
    ['an empty file', () => file(''), 'file-empty'],
    [
      'a binary file',
      () => file(Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
      'file-binary',
    ],
    [
      'a picture named .csv',
      () => file(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64')),
      'file-binary',
    ],
    ['a folder', () => mkdirSync(folder.path('folder.csv'), { recursive: true }) ?? '', 'file-unreadable'],
    ['a header without rows', () => file(header), 'header-only'],
    ['text that is no table', () => file('Dear all,\nplease find attached.\n'), 'needs-decision'],
    [
      'dates that read both ways',
      () => file(`${header}B1,Ann,Won,01/02/2024,03/04/2024,5\nB2,Ann,Lost,02/03/2024,05/06/2024,6\n`),
      'needs-decision',
    ],
  ])('%s', async (_, make, code) => {
    const path = make();
    const before = await stateOf(workspace);
    const error = await weirError(['import', path, '-w', workspace], home);
    expect(error).toMatchObject({ exitCode: 2, stdout: '', code });
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.hint?.length).toBeGreaterThan(10);
    expect(await stateOf(workspace)).toEqual(before);
    expect(await weirError(['import', path, '-w', folder.path('new.weir')], home)).toMatchObject({ code });
    expect(readdirSync(folder.path('.')).filter((name) => name.startsWith('new.weir'))).toEqual([]);
  });

  it('settles ambiguous dates with the --map entry that the error names', async () => {
    const path = file(`${header}B1,Ann,Won,01/02/2024,03/04/2024,5\nB2,Ann,Lost,02/03/2024,05/06/2024,6\n`);
    const target = folder.path('dates.weir');
    const { details } = await weirError(['import', path, '-w', target], home);
    const { decisions } = details as { decisions: { choices: { value: string; map: object }[] }[] };
    const mdy = decisions.flatMap(({ choices }) => choices).find(({ value }) => value === 'mdy');
    const map = file(JSON.stringify(mdy?.map), 'map.json');
    await weirJson(['import', path, '-w', target, '--map', map], home);
    const deal = await weirJson(['deal', 'B1', '-w', target], home);
    expect(deal.deal.createdAt).toMatch(/^2024-01-02/);
    expect(deal.deal.closedAt).toMatch(/^2024-03-04/);
  });

  it('inspects a file that has a header only', async () => {
    const { files: found } = await weirJson(['inspect', file(header)], home);
    expect(found[0]).toMatchObject({ kind: 'opportunities', rowsRead: 0 });
  });

  it('rejects rows without an id, counts them, and writes them to a file that can be repaired', async () => {
    const path = file(`${header}${rows[0]}\n,Bob,Won,2024-01-03,2024-02-20,9\n`);
    const target = folder.path('rejects.weir');
    const { files: found } = await weirJson(['import', path, '-w', target], home);
    expect(found[0]).toMatchObject({ rowsRead: 2, rowsLoaded: 1, rowsRejected: 1 });
    expect(found[0].rejects[0]).toMatchObject({
      line: 3,
      column: 'Opportunity ID',
      reason: expect.any(String),
    });
    expect(readFileSync(found[0].rejectsFile, 'utf8')).toContain('Bob');
    const strict = await cli.weirHere(
      ['import', path, '-w', folder.path('strict.weir'), '--strict', '--json'],
      home,
    );
    expect(strict.exitCode).toBe(3);
    expect(JSON.parse(strict.stdout).files[0].rowsRejected).toBe(1);
  });

  it('says so when an id comes twice, and counts every row', async () => {
    const more = Array.from({ length: 9 }, (_, i) => `M${i},Eve,Qualify,2024-01-0${i + 1},,7`);
    const path = file(`${header}${[...rows, ...more].join('\n')}\nA1,Ann,Won,2024-01-02,2024-04-01,120\n`);
    const { files: found, opportunities } = await weirJson(
      ['import', path, '-w', folder.path('twice.weir')],
      home,
    );
    expect(opportunities).toBe(12);
    expect(found[0].rowsRead).toBe(13);
    expect(found[0].rowsRead).toBe(found[0].rowsLoaded + found[0].rowsRejected);
    expect(JSON.stringify([found[0].warnings, found[0].rejects])).toMatch(
      /twice|duplicate|same id|more than once/i,
    );
  });

  it('says so when a deal was closed before it was created, and keeps no negative length', async () => {
    const path = file(`${header}${rows.join('\n')}\nC1,Ann,Won,2024-03-01,2024-02-01,5\n`);
    const target = folder.path('before.weir');
    const { files: found } = await weirJson(['import', path, '-w', target], home);
    expect(JSON.stringify(found[0].warnings)).toMatch(/before/);
    const cycle = await weirJson(['cycle', '-w', target], home);
    expect(cycle.rows[0].naiveMean).toBeGreaterThan(0);
    expect(cycle.rows[0].n).toBe(3);
  });

  it('loads a stage that nobody described and shows it for correction', async () => {
    const path = file(`${header}${rows.join('\n')}\nD1,Ann,Zwischenschritt,2024-03-01,,5\n`);
    const target = folder.path('stage.weir');
    await weirJson(['import', path, '-w', target], home);
    const { stages } = await weirJson(['status', '-w', target], home);
    expect(stages).toContainEqual(
      expect.objectContaining({ stage: 'Zwischenschritt', kind: 'open', deals: 1 }),
    );
  });

  it('loads a cell of 100 kB whole', async () => {
    const long = 'x'.repeat(100_000);
    const path = file(`${header.trim()},Notes\n${rows[0]},${long}\n`);
    const target = folder.path('long.weir');
    await weirJson(['import', path, '-w', target], home);
    const { extra } = await weirJson(['deal', 'A1', '-w', target], home);
    expect(Object.values(extra)).toContain(long);
  });

  it('refuses an unknown field, stage, deal and import by name', async () => {
    const refused = (...args: string[]) => weirError([...args, '-w', workspace], home);
    expect(await refused('win-rate', '--by', 'planet')).toMatchObject({ exitCode: 2, code: 'unknown-field' });
    expect(await refused('win-rate', '--where', 'planet=Mars')).toMatchObject({
      exitCode: 2,
      code: 'unknown-field',
    });
    expect(await refused('deal', 'Z9')).toMatchObject({ exitCode: 2, code: 'unknown-opportunity' });
    expect(await refused('undo', '99')).toMatchObject({ exitCode: 2, code: 'import-not-found' });
    const stages = file(JSON.stringify([{ stage: 'Nowhere', rank: 1, kind: 'open' }]), 'stages.json');
    expect(await refused('stages', 'set', stages)).toMatchObject({ exitCode: 2, code: 'unknown-stage' });
  });

  it('refuses a workspace that is missing or damaged', async () => {
    const missing = await weirError(['status', '-w', folder.path('none.weir')], home);
    expect(missing).toMatchObject({ exitCode: 2, code: 'workspace-not-found' });
    const damaged = file('this is not a database, and long enough to have a header', 'damaged.weir');
    expect(await weirError(['status', '-w', damaged], home)).toMatchObject({
      exitCode: 2,
      code: 'workspace-damaged',
    });
    expect(readFileSync(damaged, 'utf8')).toContain('not a database');
    const cut = file(readFileSync(workspace).subarray(0, 6000), 'cut.weir');
    expect(await weirError(['status', '-w', cut], home)).toMatchObject({
      exitCode: 2,
      code: 'workspace-damaged',
    });
  });

  it('refuses a workspace that a newer version made, and leaves it as it is', async () => {
    const newer = file(readFileSync(workspace), 'newer.weir');
    const instance = await DuckDBInstance.create(newer);
    const connection = await instance.connect();
    await connection.run("UPDATE weir.setting SET value = '999' WHERE name = 'schema_version'");
    connection.closeSync();
    instance.closeSync();
    const before = readFileSync(newer);
    for (const args of [['status'], ['undo'], ['import', file(header + rows.join('\n'))]]) {
      const error = await weirError([...args, '-w', newer], home);
      expect(error).toMatchObject({ exitCode: 2, code: 'workspace-newer' });
    }
    expect(readFileSync(newer).equals(before)).toBe(true);
  });

  it.each([
    'CREATE TABLE mine (a INT)',
    'DELETE FROM weir.opportunity',
    "COPY weir.opportunity TO 'stolen.csv'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "ATTACH 'other.db'",
    'INSTALL httpfs',
    "SET memory_limit = '1GB'",
    'SELECT 1; DROP TABLE weir.opportunity',
  ])('sql refuses %s', async (query) => {
    const error = await weirError(['sql', query, '-w', workspace], home);
    expect(error.exitCode).toBe(2);
    expect(['sql-error', 'not-supported', 'invalid-input']).toContain(error.code);
    expect((await weirJson(['status', '-w', workspace], home)).opportunities).toBe(3);
  });
});
