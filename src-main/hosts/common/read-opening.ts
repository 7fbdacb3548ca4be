import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Opening } from './open-at';

const workspaceFile = /\.weir$/i;

/** What a start asks for: a workspace, files, or both. A `.weir` file among the files is a workspace too. */
export function toOpening(workspace: string | undefined, paths: string[], folder: string): Opening {
  const full = paths.map((path) => resolve(folder, path));
  const named = workspace === undefined ? undefined : resolve(folder, workspace);
  return {
    workspace: named ?? full.find((path) => workspaceFile.test(path)),
    files: full.filter((path) => !workspaceFile.test(path)),
  };
}

/**
 * The same from the arguments of Electron: `[--workspace W] [FILE…]`. Options that are not Weir's (Electron and
 * Chromium add some) are passed over, and so is `program`, the folder that Electron is given while it is not
 * packaged.
 */
export function readOpening(args: string[], folder: string, program?: string): Opening {
  const { values, positionals } = parseArgs({
    args,
    options: { workspace: { type: 'string', short: 'w' } },
    allowPositionals: true,
    strict: false,
  });
  const workspace = typeof values.workspace === 'string' ? values.workspace : undefined;
  return toOpening(
    workspace,
    positionals.filter((path) => resolve(folder, path) !== program),
    folder,
  );
}
