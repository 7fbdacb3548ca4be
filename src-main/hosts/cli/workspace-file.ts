import { rm } from 'node:fs/promises';

/** Removes a workspace that this run made, with the write-ahead log beside it. */
export async function removeWorkspace(workspace: string): Promise<void> {
  for (const path of [workspace, `${workspace}.wal`]) await rm(path, { force: true });
}
