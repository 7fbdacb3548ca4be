import { homedir } from 'node:os';
import { join } from 'node:path';

type Machine = { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string };

/**
 * Weir's own folder: recent workspaces, the sample and scratch. Every host uses the same one, so that a
 * workspace opened in the terminal is among the recent ones of the window. `WEIR_HOME` overrides it.
 */
export function weirHome(machine: Partial<Machine> = {}): string {
  const { env = process.env, platform = process.platform, home = homedir() } = machine;
  if (env.WEIR_HOME) return env.WEIR_HOME;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Weir');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Weir');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'weir');
}
