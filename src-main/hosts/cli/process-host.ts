import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEngine } from '#engine/api/create-engine';
import type { Engine } from '#engine/api/engine';
import { hostZone } from '../common/host-zone';
import { weirHome } from '../common/weir-home';
import { workerFile } from '../common/worker-file';
import { startWebHost } from '../web/start-web-host';
import type { CliHost, Terminal } from './cli-host';
import { electronBinary } from './electron-binary';

/** The real outside: this process, its streams, and the built app beside the script (`out/main/cli.js`). */
export function processHost(scriptUrl: string, signal: AbortSignal): CliHost {
  return {
    stdout: terminal(process.stdout),
    stderr: terminal(process.stderr),
    signal,
    openEngine: ({ home = weirHome(), learnAhead } = {}) =>
      createEngine({
        home,
        now: () => new Date(),
        timeZone: hostZone(),
        workerFile: workerFile(),
        learnAhead,
      }),
    serve: (engine, options) => serve(scriptUrl, engine, options),
    startApp: async (workspace) => startApp(scriptUrl, workspace),
    openBrowser,
  };
}

function terminal(stream: NodeJS.WriteStream): Terminal {
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY };
}

async function serve(
  scriptUrl: string,
  engine: Engine,
  { port, workspace }: { port: number; workspace: string | null },
): Promise<{ url: string; close(): Promise<void> }> {
  const rendererRoot = fileURLToPath(new URL('../renderer', scriptUrl));
  const knownWorkspaces = workspace === null ? [] : [workspace];
  return startWebHost({ engine, rendererRoot, port, knownWorkspaces });
}

function startApp(scriptUrl: string, workspace: string | null): boolean {
  const binary = electronBinary(scriptUrl);
  if (binary === null || !hasDisplay()) return false;
  const root = fileURLToPath(new URL('../..', scriptUrl));
  const args = workspace === null ? [root] : [root, '--workspace', workspace];
  spawn(binary, args, { detached: true, stdio: 'ignore' }).unref();
  return true;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openBrowser(url: string): void {
  const [command, ...args] = browserCommand();
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  // Without a browser the printed address is what is left, and it is enough.
  child.on('error', () => {});
  child.unref();
}

function browserCommand(): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['explorer.exe'];
  return ['xdg-open'];
}
