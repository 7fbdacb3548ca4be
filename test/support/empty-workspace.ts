import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createEngine } from '#engine/api/create-engine';

/**
 * Puts a workspace without data at `path`: a copy of one that is made once a run, with its tables derived from nothing
 * and the macros installed, which takes half of the time that the import of a small file does.
 */
export async function copyEmptyWorkspace(path: string): Promise<void> {
  const template = join(inject('sharedFolder'), 'empty.weir');
  if (!existsSync(template)) await make(template);
  await copyFile(template, path);
}

/** Two test files may make it at once; it is the same, and the later one takes its place. */
async function make(target: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'weir-empty-'));
  const engine = createEngine({ home, now: () => new Date('2026-07-01T12:00:00Z') });
  await engine.call('workspace.create', { path: join(home, 'empty.weir') });
  await engine.call('settings.set', {});
  await engine.close();
  await rename(join(home, 'empty.weir'), target);
  await rm(home, { recursive: true, force: true });
}
