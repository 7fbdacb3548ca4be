import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder of this run, for what test files share. */
    sharedFolder: string;
  }
}

/** What the tests of a run keep at a time, several times over. */
const roomNeeded = 6 * 2 ** 30;

/**
 * All that tests write goes into one folder of this run: in memory where Linux has the room, since they make thousands of small
 * workspaces and would wait for the disk at each. Programs are unpacked on the disk: what is in memory may not be run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env.WEIR_TEST_PROGRAMS = tmpdir();
  const folder = await mkdtemp(join((await memoryFolder()) ?? tmpdir(), 'weir-suite-'));
  process.env.TMPDIR = folder;
  project.provide('sharedFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}

async function memoryFolder(): Promise<string | null> {
  const folder = '/dev/shm';
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, freemem()) > roomNeeded ? folder : null;
}
