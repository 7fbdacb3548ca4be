import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Opening } from './open-at';

const workspaceFile = /\.weir$/i;

/**
 * What the arguments of a start ask for: `[--workspace W] [FILE…]`. A single `.weir` file is a workspace too.
 * Options that are not Weir's (Electron and Chromium add some) are passed over, and so is the program itself,
 * which Electron is given as a folder while it is not packaged.
 */
export function readOpening(args: string[], folder: string, program?: string): Opening {
  const { values, positionals } = parseArgs({
    args,
    options: { workspace: { type: 'string', short: 'w' } },
    allowPositionals: true,
    strict: false,
  });
  const paths = positionals.map((path) => resolve(folder, path)).filter((path) => path !== program);
  const named = typeof values.workspace === 'string' ? resolve(folder, values.workspace) : undefined;
  const workspace = named ?? paths.find((path) => workspaceFile.test(path));
  return { workspace, files: paths.filter((path) => !workspaceFile.test(path)) };
}
