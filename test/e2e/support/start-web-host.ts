import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RunningHost = {
  /** The printed address, which signs in once. */
  url: string;
  /** Weir's own folder of this run. */
  home: string;
  /** What the host wrote on stderr so far. */
  errors(): string;
  /** Ends it as Ctrl-C would and resolves with its exit code. */
  close(): Promise<number | null>;
};

export type RunOptions = {
  /** As on the command line: `--workspace W`, files. */
  args?: string[];
  /** Arguments of Node itself. */
  nodeArgs?: string[];
  env?: Record<string, string>;
  /** Fills its home before it starts. */
  prepare?: (home: string) => Promise<void>;
};

/** Runs the web host that is built, in an empty home of its own. */
export async function startWebHost({
  args = [],
  nodeArgs = [],
  env = {},
  prepare,
}: RunOptions = {}): Promise<RunningHost> {
  const home = await mkdtemp(join(tmpdir(), 'weir-home-'));
  await prepare?.(home);
  const command = [...nodeArgs, 'out/main/web.js', '--no-browser', '--port', '0', ...args];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env, WEIR_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that ends without closing its host should not leave it running.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await Promise.race([printedAddress(child.stdout), ended.then(() => null)]);
  if (url === null) throw new Error(`The web host ended before it printed an address.\n${errors}`);
  let closed: Promise<number | null> | null = null;
  const end = async () => {
    child.kill('SIGINT');
    // A host that hangs fails the test that asks for its exit code, not the clean-up of every other.
    const hung = setTimeout(kill, 30_000);
    const code = await ended;
    clearTimeout(hung);
    process.off('exit', kill);
    await rm(home, { recursive: true, force: true });
    return code;
  };
  return {
    url,
    home,
    errors: () => errors,
    close() {
      closed ??= end();
      return closed;
    },
  };
}

async function printedAddress(stdout: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const address = /^Weir is at (\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      stdout.resume();
      return address;
    }
  }
  return null;
}
