import type { Engine } from '#engine/api/engine';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions, MethodName } from '#shared/contract/methods';
import type { CliHost } from '../../src-main/hosts/cli/cli-host';
import { runCli } from '../../src-main/hosts/cli/run-cli';

type Answer = unknown | ((params: unknown, options: CallOptions) => unknown);
export type Answers = Partial<Record<MethodName, Answer>>;
export type RecordedCall = { method: string; params: unknown };

export type RecordedRun = {
  exitCode: number;
  stdout: string;
  stderr: string;
  calls: RecordedCall[];
  /** How many engines were opened and not closed again. */
  openEngines: number;
  homes: (string | undefined)[];
};

export type RunOptions = {
  answers?: Answers;
  signal?: AbortSignal;
  isTTY?: boolean;
  host?: Partial<CliHost>;
  ticketFile?: Engine['ticketFile'];
};

/** Runs a command line over an engine that records what it is asked and answers as told. */
export async function recordedRun(args: string[], options: RunOptions = {}): Promise<RecordedRun> {
  const run: RecordedRun = { exitCode: -1, stdout: '', stderr: '', calls: [], openEngines: 0, homes: [] };
  const host: CliHost = {
    stdout: {
      write(text) {
        run.stdout += text;
      },
      isTTY: false,
    },
    stderr: {
      write(text) {
        run.stderr += text;
      },
      isTTY: options.isTTY ?? false,
    },
    signal: options.signal ?? new AbortController().signal,
    openEngine: ({ home } = {}) => {
      run.homes.push(home);
      run.openEngines += 1;
      return recordingEngine(run, options);
    },
    serve: async () => ({ url: 'http://127.0.0.1:1/', close: async () => {} }),
    startApp: async () => false,
    openBrowser: () => {},
    ...options.host,
  };
  run.exitCode = await runCli(args, host, '1.2.3');
  return run;
}

function recordingEngine(run: RecordedRun, { answers = {}, ticketFile }: RunOptions): Engine {
  const call = async (method: MethodName, params: unknown, options: CallOptions = {}): Promise<unknown> => {
    run.calls.push({ method, params });
    if (!(method in answers)) return defaultAnswer(method);
    const answer = answers[method];
    return typeof answer === 'function' ? answer(params, options) : answer;
  };
  return {
    call: call as Engine['call'],
    learnedAhead: async () => undefined,
    close: async () => {
      run.openEngines -= 1;
    },
    ticketFile: ticketFile ?? (() => null),
    uploadFolder: () => '/nowhere',
  };
}

function defaultAnswer(method: MethodName): unknown {
  if (method === 'metric.compare') return metricAnswer([], sides);
  if (method.startsWith('metric.')) return metricAnswer([]);
  if (method === 'workspace.open' || method === 'workspace.create') return {};
  if (method === 'import.discard') return null;
  throw new WeirError({ code: 'internal', message: `The test gave no answer for ${method}` });
}

const side = { label: 'side', scope: {}, n: 0, won: 0, lost: 0, open: 0, median: null };
const sides = { kind: 'split', base: side, compared: side, power: null, mix: [], scanned: 0 };

/** A metric answer around the rows. */
export function metricAnswer(rows: unknown[], more: object = {}): object {
  const scope = { where: [], weight: 'count' };
  return {
    metric: 'test',
    asOf: '2017-12-31',
    scope,
    evidence: 'log',
    evidenceShares: { log: 1 },
    n: 8300,
    rows,
    warnings: [],
    sql: 'SELECT 1',
    ...more,
  };
}
