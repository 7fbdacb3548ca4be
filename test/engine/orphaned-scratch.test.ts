import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkspace } from '#engine/tables/open-workspace';

it('opening a workspace clears the scratch folder of a process that was killed, and of no living one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-orphans-'));
  const path = join(folder, 'a.weir');
  const dead = `${path}.scratch-2147483646`;
  const living = `${path}.scratch-${process.ppid}`;
  mkdirSync(dead);
  mkdirSync(living);
  const workspace = await openWorkspace({ path, create: true, readOnly: false });
  expect([existsSync(dead), existsSync(living), existsSync(workspace.scratch)]).toEqual([false, true, true]);
  await workspace.close();
  expect(existsSync(workspace.scratch)).toBe(false);
  rmSync(folder, { recursive: true });
});
