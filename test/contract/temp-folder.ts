import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

let root: string | null = null;
let count = 0;

/** A new empty folder, removed with all others when the test file that asked for it is done. */
export function tempFolder(): string {
  root ??= mkdtempSync(join(tmpdir(), 'weir-test-'));
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  return folder;
}

afterAll(() => {
  if (root !== null) rmSync(root, { recursive: true, force: true });
});
