import { describe, expect, it } from 'vitest';
import { WeirError } from '#shared/contract/errors';
import { recordedRun } from './recorded-run';

describe('wrong usage ends with exit code 2 and', () => {
  it('suggests the nearest command', async () => {
    const run = await recordedRun(['win-rat']);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain("Unknown command 'win-rat'");
    expect(run.stderr).toContain('hint: The nearest is win-rate.');
  });

  it('suggests the nearest option', async () => {
    const run = await recordedRun(['funnel', '-w', 'x.weir', '--withn', '90']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('hint: The nearest is --within.');
  });

  it('prints the error as one JSON document on stderr with --json, even when parsing failed', async () => {
    const run = await recordedRun(['funnel', '--json', '--definition', 'wide', '-w', 'x.weir']);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(JSON.parse(run.stderr)).toEqual({
      error: {
        code: 'invalid-input',
        message: expect.stringContaining("argument 'wide' is invalid"),
        hint: expect.any(String),
        details: null,
      },
    });
  });

  it.each([
    ['no workspace', ['status']],
    ['a day that does not exist', ['funnel', '-w', 'x.weir', '--as-of', '2017-02-30']],
    ['a day in another form', ['funnel', '-w', 'x.weir', '--as-of', '31.12.2017']],
    ['a condition without =', ['funnel', '-w', 'x.weir', '--where', 'region']],
    ['a limit below zero', ['funnel', '-w', 'x.weir', '--within', '-3']],
    ['a limit that is no number', ['deals', '-w', 'x.weir', '--limit', 'ten']],
    ['an argument too many', ['status', 'x.weir', '-w', 'x.weir']],
    ['two output formats', ['status', '-w', 'x.weir', '--json', '--format', 'csv']],
    ['a missing subcommand', ['stages']],
    ['a command of a later version', ['prophecy', '--period', '2017-Q4', '-w', 'x.weir']],
    ['a format that is not written', ['export', 'deals', '-w', 'x.weir', '--out', 'deals.xlsx']],
    ['a table that is not exported', ['export', 'events', '-w', 'x.weir', '--out', 'events.csv']],
  ])('asks the engine nothing: %s', async (_, args) => {
    const run = await recordedRun(args);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/^error: .+\nhint: .+\n$|^{"error":{"code":"[a-z-]+",.+}}\n$/);
    expect(run.calls).toEqual([]);
  });
});

describe('an error of the engine', () => {
  const failing = (code: 'workspace-not-found' | 'internal' | 'cancelled' | 'sql-error') => ({
    'workspace.open': () => {
      throw new WeirError({ code, message: 'What happened', hint: 'What to do', details: { path: 'x' } });
    },
  });

  it.each([
    ['workspace-not-found', 2],
    ['sql-error', 2],
    ['internal', 1],
    ['cancelled', 130],
  ] as const)('%s gives exit code %i and closes the engine', async (code, exitCode) => {
    const run = await recordedRun(['status', '-w', 'x.weir'], { answers: failing(code) });
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr).toBe('error: What happened\nhint: What to do\n');
    expect(run.openEngines).toBe(0);
  });

  it('keeps its code, hint and details in JSON', async () => {
    const run = await recordedRun(['status', '-w', 'x.weir', '--json'], { answers: failing('sql-error') });
    expect(JSON.parse(run.stderr)).toEqual({
      error: { code: 'sql-error', message: 'What happened', hint: 'What to do', details: { path: 'x' } },
    });
  });

  it('that nobody foresaw gives exit code 1', async () => {
    const answers = {
      'workspace.open': () => {
        throw new TypeError('x is not a function');
      },
    };
    const run = await recordedRun(['status', '-w', 'x.weir', '--json'], { answers });
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stderr).error).toMatchObject({ code: 'internal', message: 'x is not a function' });
  });
});

describe('help', () => {
  it('is printed without a command, grouped, with every command in one line', async () => {
    const run = await recordedRun([]);
    expect(run.exitCode).toBe(0);
    for (const heading of ['Data:', 'Metrics:', 'Deals and queries:', 'App:', 'First steps:']) {
      expect(run.stdout).toContain(`\n${heading}\n`);
    }
    for (const name of 'import inspect undo status stages fields sample funnel win-rate cycle time-in-stage velocity trend bottleneck deals deal sql export serve open'.split(
      ' ',
    )) {
      expect(run.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    }
  });

  it('of a command explains its terms and gives examples', async () => {
    const run = await recordedRun(['funnel', '--help']);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('strict   visited every stage');
    expect(run.stdout).toContain('Examples:');
    expect(run.stdout).toContain('--where <field=value>');
    expect(run.stdout).toContain('--json');
  });

  it('prints the version', async () => {
    expect((await recordedRun(['--version'])).stdout).toBe('1.2.3\n');
  });
});

describe('fields', () => {
  it('lists the dictionary without a workspace', async () => {
    const run = await recordedRun(['fields', '--json']);
    const { fields } = JSON.parse(run.stdout);
    expect(fields).toContainEqual({
      kind: 'opportunities',
      field: 'expected_close',
      label: 'Expected close',
      type: 'day',
      meaning: 'When it is expected to close',
    });
    expect(run.calls).toEqual([]);
  });

  it('adds what a workspace has when one is named', async () => {
    const found = [
      { field: 'owner', label: 'Owner', column: 'sales_agent', type: 'text', filled: 1, share: 1 },
    ];
    const run = await recordedRun(['fields', '-w', 'x.weir', '--json'], {
      answers: { 'workspace.status': { fields: found } },
    });
    expect(JSON.parse(run.stdout).workspace).toEqual(found);
    expect(JSON.parse(run.stdout).fields.length).toBeGreaterThan(20);
  });
});

describe('progress', () => {
  const answers = {
    'workspace.open': (_: unknown, { onProgress }: { onProgress?: (p: object) => void }) => {
      onProgress?.({ fraction: 0.5, step: 'reading' });
      onProgress?.({ fraction: null, step: 'sorting' });
      return {};
    },
  };

  it('rewrites one line on a terminal and leaves nothing behind', async () => {
    const run = await recordedRun(['win-rate', '-w', 'x.weir', '--json'], { answers, isTTY: true });
    expect(run.stderr).toBe('\r\u001b[2K50 % reading\r\u001b[2Ksorting\r\u001b[2K');
  });

  it('is silent where stderr is no terminal', async () => {
    const run = await recordedRun(['win-rate', '-w', 'x.weir'], { answers });
    expect(run.stderr).toBe('');
  });
});
