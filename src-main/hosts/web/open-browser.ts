import { spawn } from 'node:child_process';

type Machine = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv };

/** The command that shows an address in the user's browser; null where there is no display to show it on. */
export function browserCommand(url: string, { platform, env }: Machine): [string, string[]] | null {
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', [url]] : null;
}

/** Opens the address where that is possible. A missing program is no error: the address is printed anyway. */
export function openBrowser(url: string): void {
  const command = browserCommand(url, process);
  if (command === null) return;
  const child = spawn(command[0], command[1], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
