import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '#engine/api/create-engine';
import type { CliHost, Terminal } from '../../src-main/hosts/cli/cli-host';
import { runCli } from '../../src-main/hosts/cli/run-cli';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Finished = {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};
export type Running = { child: ChildProcess; finished: Promise<Finished> };

/** Builds what is stale, as `npm run weir` does; several test files may ask at once. */
export async function buildCli(): Promise<void> {
  const { exitCode, stderr } = await start([join(root, 'src-main/hosts/launch/build-if-stale.mjs')]).finished;
  if (exitCode !== 0) throw new Error(`The build failed: ${stderr}`);
}

/** Runs the command line in this process over a real engine: what it says, without the start of a program. */
export async function weirHere(args: string[], home: string): Promise<Finished> {
  const output = { stdout: '', stderr: '' };
  const terminal = (name: keyof typeof output): Terminal => ({
    write(text) {
      output[name] += text;
    },
    isTTY: false,
  });
  const host: CliHost = {
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
    signal: new AbortController().signal,
    openEngine: ({ home: own = home } = {}) => createEngine({ home: own, now: () => new Date() }),
    serve: () => Promise.reject(new Error('No server in this process')),
    startApp: async () => false,
    openBrowser: () => {},
  };
  return { exitCode: await runCli(args, host, '0.0.0'), signal: null, ...output };
}

/** A folder with a Weir home of its own; `remove` when done. */
export function workingFolder(): { path(name: string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'weir-cli-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts the built command line. */
export function startWeir(args: string[], home: string): Running {
  return start([join(root, 'out/main/cli.js'), ...args], { WEIR_HOME: home });
}

/** Runs the built command line to its end. */
export function weir(args: string[], home: string): Promise<Finished> {
  return startWeir(args, home).finished;
}

/** Runs with --json, expects success, and returns the document; anything else on stdout fails to parse. */
// biome-ignore lint/suspicious/noExplicitAny: a test names the keys it means, that is the check
export async function weirJson(args: string[], home: string, run = weir): Promise<any> {
  const { exitCode, stdout, stderr } = await run([...args, '--json'], home);
  if (exitCode !== 0) throw new Error(`weir ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Runs with --json, and returns the exit code and the error from stderr. */
export async function weirError(
  args: string[],
  home: string,
  run = weir,
): Promise<{
  exitCode: number | null;
  stdout: string;
  code: string;
  message: string;
  hint: string | null;
  details: unknown;
}> {
  const { exitCode, stdout, stderr } = await run([...args, '--json'], home);
  return { exitCode, stdout, ...JSON.parse(stderr).error };
}

/** A set of published data beside the repository; null, with the reason printed, where it is missing. */
export function publishedData(set: string): string | null {
  const folder = join(root, '../shared/data', set);
  if (existsSync(folder)) return folder;
  console.warn(`Skipped: the data set ${set} is not beside the repository (../shared/data/${set})`);
  return null;
}

function start(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, TZ: 'UTC', ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
  return { child, finished };
}
