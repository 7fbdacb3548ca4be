import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/** Folders with real exports and worked examples, beside the repository where they are present. */
export const sharedFolder = fileURLToPath(new URL('../../../shared/', import.meta.url));
export const dataFolder = `${sharedFolder}data/`;

export function hasShared(path: string): boolean {
  const there = existsSync(sharedFolder + path);
  if (!there) console.log(`skipped: ../shared/${path} is not here`);
  return there;
}

/** Tests on shared files, which they may read at once: where those are missing, one test that is skipped, with the reason printed. */
export function describeShared(path: string, name: string, tests: () => void): void {
  if (hasShared(path)) describe(name, tests);
  else it.skip(name, () => {});
}

export function vectors(): Record<string, { rows: unknown[][]; expect: Record<string, unknown> }> {
  return JSON.parse(readFileSync(`${sharedFolder}vectors/vectors.json`, 'utf8')).vectors;
}
