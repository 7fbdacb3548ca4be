import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** A new empty folder, removed with all others of the run at its end. */
export function tempFolder(): string {
  return mkdtempSync(join(inject('sharedFolder'), 'folder-'));
}
