import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSystems } from '#generate/index';
import { WeirError } from '#shared/contract/errors';
import type { FileReport } from '#shared/results/workspace';
import { type Answers, recordedRun } from './recorded-run';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => join(folder, name);
function written(name: string, content: unknown): string {
  writeFileSync(inFolder(name), typeof content === 'string' ? content : JSON.stringify(content));
  return inFolder(name);
}

function fileReport(file: string, more: Partial<FileReport> = {}): FileReport {
  const columns = ['Id', 'Created'].map((column) => ({
    column,
    field: column === 'Id' ? 'id' : null,
    type: 'text' as const,
    confidence: 1,
    reason: 'the header says so',
    samples: ['a'],
    filled: 10,
    bad: 0,
  }));
  return {
    file,
    bytes: 1234,
    kind: 'opportunities',
    system: 'generic',
    systemLabel: 'Spreadsheet',
    language: 'en',
    confidence: 1,
    reason: 'the headers',
    container: [],
    tables: [],
    table: 1,
    damage: [],
    format: 'text',
    encodings: [],
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    headerLine: 1,
    dateOrder: null,
    rowsRead: 10,
    rowsLoaded: 10,
    rowsRejected: 0,
    rejectsFile: null,
    mapping: { id: 'Id' },
    unmapped: ['Created'],
    columns,
    rejects: [],
    warnings: [],
    decisions: [],
    preview: [['1', '2']],
    remembered: null,
    known: false,
    ...more,
  };
}

function importing(files: FileReport[]): Answers {
  const inspected = { staging: 7, files, stages: [], decisions: files.flatMap((file) => file.decisions) };
  return {
    'import.inspect': inspected,
    'import.remap': inspected,
    'import.load': {
      import: 3,
      files,
      opportunities: 10,
      stageEvents: 20,
      activities: 0,
      evidence: 'log',
      warnings: [],
    },
  };
}

const dateOrder = {
  code: 'date-order' as const,
  message: 'Created reads as day/month and as month/day',
  column: 'Created',
  choices: [
    { value: 'dmy', label: 'day/month/year', map: { dateOrder: 'dmy' as const } },
    { value: 'mdy', label: 'month/day/year', map: { dateOrder: 'mdy' as const } },
  ],
};

describe('import', () => {
  const importInto = (workspace: string, ...more: string[]): string[] => [
    'import',
    'a.csv',
    'b.csv',
    '-w',
    workspace,
    ...more,
  ];

  it('makes the workspace, inspects all files together by absolute path, and loads them', async () => {
    const run = await recordedRun(importInto(inFolder('new.weir'), '--json'), {
      answers: importing([fileReport('a.csv'), fileReport('b.csv')]),
    });
    expect(run.exitCode).toBe(0);
    expect(run.calls).toEqual([
      { method: 'workspace.create', params: { path: inFolder('new.weir') } },
      {
        method: 'import.inspect',
        params: { sources: [`path:${resolve('a.csv')}`, `path:${resolve('b.csv')}`], mapping: {} },
      },
      { method: 'import.load', params: { staging: 7, strict: false } },
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      import: 3,
      opportunities: 10,
      stageEvents: 20,
      activities: 0,
      evidence: 'log',
      files: [
        { file: 'a.csv', mapping: { id: 'Id' }, unmapped: ['Created'], rejects: [] },
        { file: 'b.csv' },
      ],
    });
  });

  it('opens a workspace that is there', async () => {
    const workspace = written('old.weir', 'x');
    const run = await recordedRun(importInto(workspace), { answers: importing([fileReport('a.csv')]) });
    expect(run.calls[0]).toEqual({ method: 'workspace.open', params: { path: workspace, readOnly: false } });
  });

  it('prints no more than fifty rejects, and counts them all', async () => {
    const rejects = Array.from({ length: 80 }, (_, i) => ({
      line: i,
      column: 'Id',
      value: null,
      reason: 'empty',
    }));
    const files = [fileReport('a.csv', { rejects, rowsRejected: 80 })];
    const run = await recordedRun(importInto(inFolder('x.weir'), '--json'), { answers: importing(files) });
    const [file] = JSON.parse(run.stdout).files;
    expect(file.rejects).toHaveLength(50);
    expect(file.rowsRejected).toBe(80);
    expect(file).not.toHaveProperty('preview');
  });

  it('ends with exit code 3 when rows were rejected, but only with --strict', async () => {
    const answers = importing([fileReport('a.csv', { rowsRejected: 1 })]);
    expect((await recordedRun(importInto(inFolder('1.weir'), '--strict'), { answers })).exitCode).toBe(3);
    expect((await recordedRun(importInto(inFolder('2.weir')), { answers })).exitCode).toBe(0);
    const clean = importing([fileReport('a.csv')]);
    expect((await recordedRun(importInto(inFolder('3.weir'), '--strict'), { answers: clean })).exitCode).toBe(
      0,
    );
  });

  it('stops at what only a person can decide, names the --map entry, and leaves nothing behind', async () => {
    const create = (params: unknown): object => {
      writeFileSync((params as { path: string }).path, 'x');
      return {};
    };
    const answers = {
      ...importing([fileReport('a.csv', { decisions: [dateOrder] })]),
      'workspace.create': create,
    };
    const run = await recordedRun(importInto(inFolder('new.weir'), '--json'), { answers });
    expect(run.exitCode).toBe(2);
    expect(run.calls.map(({ method }) => method)).toEqual([
      'workspace.create',
      'import.inspect',
      'import.discard',
    ]);
    const { error } = JSON.parse(run.stderr);
    expect(error.code).toBe('needs-decision');
    expect(error.message).toBe('a.csv: Created reads as day/month and as month/day');
    expect(error.hint).toContain('{"dateOrder":"dmy"} for day/month/year');
    expect(error.details.decisions).toEqual([{ ...dateOrder, file: 'a.csv' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stores nothing in a dry run, and says what would be loaded', async () => {
    const run = await recordedRun(importInto(inFolder('new.weir'), '--dry-run', '--json'), {
      answers: importing([fileReport('a.csv')]),
    });
    expect(run.calls.map(({ method }) => method)).toEqual([
      'workspace.create',
      'import.inspect',
      'import.discard',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ import: null, dryRun: true, files: [{ rowsLoaded: 10 }] });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('removes the workspace it made when the engine fails, and keeps one that was there', async () => {
    const failing: Answers = {
      'workspace.create': (params: unknown) => writeFileSync((params as { path: string }).path, 'x'),
      'import.inspect': () => {
        throw new WeirError({ code: 'file-empty', message: 'a.csv is empty' });
      },
    };
    const kept = written('old.weir', 'x');
    expect((await recordedRun(importInto(inFolder('new.weir')), { answers: failing })).exitCode).toBe(2);
    expect((await recordedRun(importInto(kept), { answers: failing })).exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(['old.weir']);
  });

  it('is cancelled by the signal with exit code 130 before it changes anything', async () => {
    const controller = new AbortController();
    const answers: Answers = {
      ...importing([fileReport('a.csv')]),
      'import.load': (_: unknown, { signal }: { signal?: AbortSignal }) => {
        controller.abort();
        if (signal?.aborted) throw new WeirError({ code: 'cancelled', message: 'Cancelled' });
        return null;
      },
    };
    const run = await recordedRun(importInto(inFolder('new.weir')), { answers, signal: controller.signal });
    expect(run.exitCode).toBe(130);
    expect(run.stdout).toBe('');
    expect(existsSync(inFolder('new.weir'))).toBe(false);
    expect(run.openEngines).toBe(0);
  });

  it('hands a map by file name to the recognition', async () => {
    const map = written('map.json', { 'b.csv': { dateOrder: 'mdy' } });
    const files = [fileReport('a.csv'), fileReport('b.csv')];
    const args = importInto(inFolder('x.weir'), '--map', map, '--snapshot-date', '2024-01-31');
    const { calls } = await recordedRun(args, { answers: importing(files) });
    expect(calls[1]?.params).toMatchObject({
      mapping: { 'b.csv': { dateOrder: 'mdy' } },
      snapshotDate: '2024-01-31',
    });
  });

  it('lays one map over the files that have its columns', async () => {
    const map = written('map.json', { columns: { created_at: 'Created' }, dateOrder: 'mdy' });
    const files = [fileReport('a.csv'), fileReport('b.csv', { columns: [] })];
    const { calls } = await recordedRun(importInto(inFolder('x.weir'), '--map', map), {
      answers: importing(files),
    });
    expect(calls.filter(({ method }) => method === 'import.remap').map(({ params }) => params)).toEqual([
      { staging: 7, file: 'a.csv', mapping: { columns: { created_at: 'Created' }, dateOrder: 'mdy' } },
    ]);
  });

  it('passes --as on as the kind of every file', async () => {
    const args = ['import', 'a.csv', '-w', inFolder('x.weir'), '--as', 'stage-history'];
    const { calls } = await recordedRun(args, { answers: importing([fileReport('a.csv')]) });
    expect(calls[2]).toEqual({
      method: 'import.remap',
      params: { staging: 7, file: 'a.csv', mapping: { kind: 'stage-history' } },
    });
  });

  it.each([
    ['a map that is not there', 'missing.json', null],
    ['a map that is not JSON', 'map.json', '{'],
    ['a map with an unknown entry', 'map.json', { dateOrdr: 'mdy' }],
    ['a map with an impossible value', 'map.json', { dateOrder: 'ydm' }],
  ])('refuses %s', async (_, name, content) => {
    const map = content === null ? inFolder(name) : written(name, content);
    const run = await recordedRun(importInto(inFolder('x.weir'), '--map', map));
    expect(run.exitCode).toBe(2);
    expect(run.calls).toEqual([]);
    expect(run.stderr).toContain(map);
  });

  it('refuses a map for a file that is not among the files, and one that fits none', async () => {
    const answers = importing([fileReport('a.csv'), fileReport('b.csv')]);
    for (const content of [{ 'c.csv': { dateOrder: 'mdy' } }, { columns: { id: 'Key' } }]) {
      const map = written('map.json', content);
      const run = await recordedRun(importInto(inFolder('x.weir'), '--map', map), { answers });
      expect(run.exitCode).toBe(2);
      expect(run.calls.map(({ method }) => method)).not.toContain('import.load');
    }
  });

  it('tells people what was read, what was rejected and why', async () => {
    const rejects = [{ line: 12, column: 'Created', value: 'soon', reason: 'not a date' }];
    const warnings = [{ code: 'unmatched', message: '1,480 rows name GTXPro; products has GTX Pro' }];
    const files = [fileReport('a.csv', { rejects, rowsRejected: 1, rowsLoaded: 9, warnings })];
    const { stdout } = await recordedRun(importInto(inFolder('x.weir')), { answers: importing(files) });
    expect(stdout).toContain('a.csv: opportunities, Spreadsheet (utf-8, delimiter ",", 1.2 kB)');
    expect(stdout).toContain('rows: 10 read, 9 loaded, 1 rejected');
    expect(stdout).toContain('rejected: line 12, Created: not a date ("soon")');
    expect(stdout).toContain('warning: 1,480 rows name GTXPro');
    expect(stdout).toContain('Import 3: 10 deals, 20 stage events, 0 activities, evidence log');
  });
});

describe('inspect', () => {
  it('works beside a workspace of its own that is gone afterwards', async () => {
    const answers = importing([fileReport('a.csv', { decisions: [dateOrder] })]);
    const run = await recordedRun(['inspect', 'a.csv', '--json'], { answers });
    expect(run.exitCode).toBe(0);
    expect(run.calls.map(({ method }) => method)).toEqual([
      'workspace.create',
      'import.inspect',
      'import.discard',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ files: [{ file: 'a.csv' }], decisions: [dateOrder] });
    expect(run.homes[0]).toBeDefined();
    expect(existsSync(run.homes[0] ?? '')).toBe(false);
  });

  it('uses what a workspace remembers when one is named', async () => {
    const answers = importing([fileReport('a.csv')]);
    const run = await recordedRun(['inspect', 'a.csv', '-w', 'x.weir'], { answers });
    expect(run.calls[0]).toEqual({
      method: 'workspace.open',
      params: { path: resolve('x.weir'), readOnly: false },
    });
    expect(run.stdout).toContain('the header says so');
  });
});

describe('undo', () => {
  const answers = { 'import.undo': { import: 2, opportunities: 5 } };

  it('takes the last import back', async () => {
    const run = await recordedRun(['undo', '-w', 'x.weir', '--json'], { answers });
    expect(run.calls[1]).toEqual({ method: 'import.undo', params: {} });
    expect(JSON.parse(run.stdout)).toEqual({ import: 2, opportunities: 5 });
  });

  it('takes the named import back', async () => {
    const run = await recordedRun(['undo', '2', '-w', 'x.weir'], { answers });
    expect(run.calls[1]).toEqual({ method: 'import.undo', params: { import: 2 } });
    expect(run.stdout).toBe('Took back import 2; the workspace holds 5 deals\n');
  });
});

describe('stages set', () => {
  const stages = [
    { stage: 'Talk', rank: 1, kind: 'open' },
    { stage: 'Won', rank: 2, kind: 'won' },
  ];
  const expected = stages.map((stage) => ({ pipeline: '', ...stage }));

  it.each([
    ['a list', stages],
    ['a status document', { asOf: '2017-12-31', stages: stages.map((stage) => ({ ...stage, deals: 4 })) }],
  ])('reads %s', async (_, content) => {
    const answers = { 'workspace.status': { stages: expected } };
    const run = await recordedRun(['stages', 'set', written('stages.json', content), '-w', 'x.weir'], {
      answers,
    });
    expect(run.calls[2]).toEqual({ method: 'stages.set', params: { stages: expected } });
  });

  it('refuses a stage that the data does not have, before it changes anything', async () => {
    const answers = { 'workspace.status': { stages: [{ ...expected[0], deals: 4 }] } };
    const file = written('stages.json', stages);
    const run = await recordedRun(['stages', 'set', file, '-w', 'x.weir', '--json'], { answers });
    expect(JSON.parse(run.stderr).error).toMatchObject({
      code: 'unknown-stage',
      hint: 'The stages are Talk.',
    });
    expect(run.calls.map(({ method }) => method)).not.toContain('stages.set');
  });

  it('refuses a stage of an unknown kind and says where', async () => {
    const file = written('stages.json', [{ stage: 'Talk', rank: 1, kind: 'opened' }]);
    const run = await recordedRun(['stages', 'set', file, '-w', 'x.weir']);
    expect(run.exitCode).toBe(2);
    expect(run.calls).toEqual([]);
  });
});

describe('names', () => {
  const quality = {
    alike: [{ field: 'owner', value: 'Ann Smiht', deals: 1, like: 'Ann Smith', likeDeals: 7 }],
    matches: [{ field: 'owner', value: 'B. Jones', becomes: null, said: 'workspace' }],
  };
  const answers: Answers = {
    'data.quality': quality,
    'values.match': [],
    'workspace.values': {
      values: [
        { value: 'Ann Smiht', count: 1 },
        { value: 'Ann Smith', count: 7 },
      ],
      total: 2,
    },
  };
  const owner = ['names', '-w', 'x.weir', '--field', 'owner', '--name'];

  it('lists those that nearly match and what was said of others', async () => {
    const run = await recordedRun(['names', '-w', 'x.weir', '--json'], { answers });
    expect(JSON.parse(run.stdout)).toEqual(quality);
    expect(run.calls.map(({ method }) => method)).not.toContain('values.match');
  });

  it.each([
    ['Ann Smiht', ['--as', 'Ann Smith'], 'Ann Smith'],
    ['Ann Smiht', ['--apart'], null],
    ['B. Jones', ['--forget'], undefined],
  ])('says of %s what %j means', async (value, says, becomes) => {
    const run = await recordedRun([...owner, value, ...says], { answers });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(run.calls).toContainEqual({ method: 'values.match', params: { field: 'owner', value, becomes } });
  });

  it.each([
    [['Ann Smithh', '--apart'], 'No deal has the owner “Ann Smithh”'],
    [['Ann Smiht', '--as', 'Ann Smyth'], 'No deal has the owner “Ann Smyth”'],
    [['Ann Smiht'], 'one of --as, --apart, --forget'],
  ])('refuses %j and says why', async (more, why) => {
    const run = await recordedRun([...owner, ...more], { answers });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(run.calls.map(({ method }) => method)).not.toContain('values.match');
  });
});

describe('sql', () => {
  const columns = ['owner', 'n', 'n'].map((name) => ({ name, type: 'VARCHAR' }));
  const answers = {
    'sql.run': { columns, rows: [['Ann', 1, null]], truncated: true, elapsedMs: 1 },
  };

  it('prints rows as objects, keeps columns of the same name apart, and says that more exist', async () => {
    const run = await recordedRun(['sql', 'SELECT 1', '-w', 'x.weir', '--json', '--limit', '1'], { answers });
    expect(run.calls[1]).toEqual({ method: 'sql.run', params: { sql: 'SELECT 1', limit: 1 } });
    expect(JSON.parse(run.stdout)).toMatchObject({
      rows: [{ owner: 'Ann', n: 1, n_2: null }],
      truncated: true,
    });
    expect(run.stderr).toContain('raise --limit');
  });
});

describe('export deals', () => {
  it('puts the finished file in place, whatever it replaces', async () => {
    const made = written('ticket', 'id\r\n1\r\n');
    const out = written('out.csv', 'old');
    const run = await recordedRun(['export', 'deals', '-w', 'x.weir', '--out', out, '--json'], {
      answers: { 'deals.export': { ticket: 't', name: 'deals.csv', bytes: 7, rows: 1 } },
      ticketFile: (ticket) => (ticket === 't' ? { path: made, name: 'deals.csv' } : null),
    });
    expect(readFileSync(out, 'utf8')).toBe('id\r\n1\r\n');
    expect(JSON.parse(run.stdout)).toEqual({ file: out, rows: 1, bytes: 7 });
    expect(readdirSync(folder).sort()).toEqual(['out.csv', 'ticket']);
  });
});

describe('sample', () => {
  it('makes the workspace elsewhere and moves it into place whole', async () => {
    const run = await recordedRun(
      ['sample', '-w', inFolder('s.weir'), '--deals', '50', '--seed', '9', '--json'],
      {
        answers: {
          'workspace.openSample': () => {
            const path = join(readdirSync(folder).map(inFolder)[0] ?? '', 'sample.weir');
            writeFileSync(path, 'sample');
            return { path, opportunities: 50 };
          },
        },
      },
    );
    expect(run.calls).toEqual([{ method: 'workspace.openSample', params: { deals: 50, seed: 9 } }]);
    expect(JSON.parse(run.stdout)).toEqual({ path: inFolder('s.weir'), opportunities: 50 });
    expect(readdirSync(folder)).toEqual(['s.weir']);
  });

  it('does not overwrite a workspace', async () => {
    const run = await recordedRun(['sample', '-w', written('s.weir', 'mine'), '--json']);
    expect(JSON.parse(run.stderr).error.code).toBe('workspace-exists');
    expect(readFileSync(inFolder('s.weir'), 'utf8')).toBe('mine');
  });
});

describe('serve', () => {
  it('prints the address at once and ends on the signal', async () => {
    const controller = new AbortController();
    let closed = false;
    const run = await recordedRun(['serve', '-w', 'x.weir', '--port', '4321', '--json'], {
      signal: controller.signal,
      host: {
        async serve(_, { port }) {
          setImmediate(() => controller.abort());
          return {
            url: `http://127.0.0.1:${port}/`,
            async close() {
              closed = true;
            },
          };
        },
      },
    });
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ url: 'http://127.0.0.1:4321/' });
    expect(closed).toBe(true);
  });
});

describe('open', () => {
  it('starts the window where there is one', async () => {
    const workspace = written('x.weir', 'x');
    const started: (string | null)[] = [];
    const startApp = async (path: string | null): Promise<boolean> => started.push(path) > 0;
    const run = await recordedRun(['open', workspace], { host: { startApp } });
    expect(started).toEqual([workspace]);
    expect(run.calls).toEqual([]);
  });

  it('serves a browser where there is no window', async () => {
    const controller = new AbortController();
    const shown: string[] = [];
    const run = await recordedRun(['open', written('x.weir', 'x')], {
      signal: controller.signal,
      host: {
        openBrowser(url) {
          shown.push(url);
          controller.abort();
        },
      },
    });
    expect(shown).toEqual(['http://127.0.0.1:1/#/']);
    expect(run.stdout).toBe('http://127.0.0.1:1/#/\n');
  });

  it('refuses a workspace that is not there', async () => {
    const run = await recordedRun(['open', inFolder('none.weir'), '--json']);
    expect(JSON.parse(run.stderr).error.code).toBe('workspace-not-found');
  });
});

describe('sample --as', () => {
  it.each(['salesforce', 'zoho', 'plain-log'])('writes the files of a %s export', async (system) => {
    const out = inFolder('export');
    const run = await recordedRun(['sample', '--as', system, '--out', out, '--deals', '30', '--json']);
    expect(run.exitCode).toBe(0);
    expect(run.calls).toEqual([]);
    const { files, truthFile } = JSON.parse(run.stdout);
    expect([...files, truthFile].sort()).toEqual(
      readdirSync(out)
        .map((name) => join(out, name))
        .sort(),
    );
  });

  it('gives the same files for the same seed, and others for another', async () => {
    const make = async (out: string, seed: string): Promise<string> => {
      const args = ['sample', '--as', 'plain-log', '--out', inFolder(out), '--deals', '30', '--seed', seed];
      expect((await recordedRun(args)).exitCode).toBe(0);
      return readFileSync(join(inFolder(out), 'events.csv'), 'utf8');
    };
    const first = await make('a', '3');
    expect(await make('b', '3')).toBe(first);
    expect(await make('c', '4')).not.toBe(first);
  });

  it('lists the systems in its help', async () => {
    const { stdout } = await recordedRun(['sample', '--help']);
    for (const system of sampleSystems) expect(stdout).toMatch(new RegExp(`^  ${system} +\\S`, 'm'));
  });

  it.each(['hubspot', 'pipedrive'])('leaves nothing behind of %s when it is cancelled', async (system) => {
    const args = ['sample', '--as', system, '--out', inFolder('export'), '--deals', '5000'];
    const run = await recordedRun(args, { signal: AbortSignal.abort() });
    expect(run.exitCode).toBe(130);
    expect(readdirSync(inFolder('export'))).toEqual([]);
  });

  it.each([
    ['a folder', ['--as', 'hubspot']],
    ['no workspace', ['--as', 'hubspot', '--out', 'x', '-w', 'x.weir']],
    ['a known system', ['--as', 'siebel', '--out', 'x']],
  ])('needs %s', async (_, args) => {
    const run = await recordedRun(['sample', ...args]);
    expect(run.exitCode).toBe(2);
  });
});
