import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { createEngine } from '#engine/api/create-engine';

/** Puts the sample, as it is made on the first start, into a home of Weir: a copy of one that is made once a run. */
export async function copySample(home: string): Promise<void> {
  const shared = join(inject('sharedFolder'), 'sample');
  if (!existsSync(shared)) await make(shared);
  for (const name of await readdir(shared)) await copyFile(join(shared, name), join(home, name));
}

/** Two test files may make it at once; the later one finds the other's, which is the same. */
async function make(target: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'weir-sample-'));
  const engine = createEngine({ home, now: () => new Date() });
  const { path } = await engine.call('workspace.openSample', {});
  await engine.close();
  const folder = await mkdtemp(join(tmpdir(), 'weir-sample-'));
  await rename(path, join(folder, basename(path)));
  await rename(folder, target).catch(() => rm(folder, { recursive: true, force: true }));
  await rm(home, { recursive: true, force: true });
}
