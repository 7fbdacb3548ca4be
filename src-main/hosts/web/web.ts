import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../engine/api/create-engine';
import { hostZone } from '../common/host-zone';
import { openAt } from '../common/open-at';
import { toOpening } from '../common/read-opening';
import { weirHome } from '../common/weir-home';
import { workerFile } from '../common/worker-file';
import { openBrowser } from './open-browser';
import { startWebHost, type WebHost, type WebHostOptions } from './start-web-host';

/** Tried first, so that the address stays the same from run to run. */
const usualPort = 4733;

const { values, positionals } = parseArgs({
  options: {
    workspace: { type: 'string', short: 'w' },
    port: { type: 'string' },
    'no-browser': { type: 'boolean' },
  },
  allowPositionals: true,
});
const opening = toOpening(values.workspace, positionals, process.cwd());
const home = weirHome();
const engine = createEngine({
  home,
  now: () => new Date(),
  timeZone: hostZone(),
  workerFile: workerFile(),
  learnAhead: 'many',
});
const host = await startOnPort({
  engine,
  rendererRoot: join(import.meta.dirname, '..', 'renderer'),
  workspaceRoots: [homedir(), home],
  knownWorkspaces: opening.workspace === undefined ? [] : [opening.workspace],
  onAddressUsed: (next) => console.log(`Signed in. For another browser: ${next}`),
});
let stopping = false;
/** How long calls that still run may take to end after Ctrl-C, in milliseconds. */
const patience = 8000;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

const { address, problem } = await openAt(engine, opening, { sourceOf: host.share });
if (problem) console.error([problem.message, problem.hint].filter(Boolean).join(' '));
const url = address === '/' ? host.url : `${host.url}#${address}`;
console.log(`Weir is at ${url}`);
if (!values['no-browser']) openBrowser(url);

async function startOnPort(options: WebHostOptions): Promise<WebHost> {
  if (values.port !== undefined) return startWebHost({ ...options, port: Number(values.port) });
  return startWebHost({ ...options, port: usualPort }).catch(() => startWebHost(options));
}

/** An interrupt may come twice: from the terminal to the whole group, and handed on by what started this. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever does not end by itself must not keep the program: what is not committed was never there.
  setTimeout(() => process.exit(0), patience).unref();
  await host.close();
  await engine.close();
  process.exit(0);
}
