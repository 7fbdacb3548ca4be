import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';

/**
 * Whether a page may open or create a workspace at `path`: below one of the `roots`, or one of the `known`
 * files. Links are followed first, also where the file itself does not exist yet.
 */
export async function isAllowedPath(path: string, roots: string[], known: string[]): Promise<boolean> {
  const real = await followLinks(resolve(path));
  const knownReal = await Promise.all(known.map((file) => followLinks(resolve(file))));
  if (knownReal.includes(real)) return true;
  const rootsReal = await Promise.all(roots.map((root) => followLinks(resolve(root))));
  return rootsReal.some((root) => real.startsWith(root.endsWith(sep) ? root : root + sep));
}

async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await followLinks(parent), basename(path));
  }
}
