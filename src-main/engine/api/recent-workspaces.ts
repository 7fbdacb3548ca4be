import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentWorkspace } from '#shared/results/workspace';

const most = 12;
const listSchema = z.array(z.object({ path: z.string(), openedAt: z.string() }));
type Entry = z.infer<typeof listSchema>[number];

/** The workspaces opened last, newest first. A list that cannot be read counts as empty: it is a convenience. */
export async function recentWorkspaces(home: string): Promise<RecentWorkspace[]> {
  const entries = await readList(home);
  return Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      name: basename(entry.path).replace(/\.weir$/, ''),
      exists: await exists(entry.path),
    })),
  );
}

export async function rememberWorkspace(home: string, path: string, openedAt: string): Promise<void> {
  const rest = (await readList(home)).filter((entry) => entry.path !== path);
  const list = [{ path, openedAt }, ...rest].slice(0, most);
  await mkdir(home, { recursive: true });
  const file = listFile(home);
  await writeFile(`${file}.new`, JSON.stringify(list, null, 2));
  await rename(`${file}.new`, file);
}

async function readList(home: string): Promise<Entry[]> {
  try {
    return listSchema.parse(JSON.parse(await readFile(listFile(home), 'utf8')));
  } catch {
    return [];
  }
}

function listFile(home: string): string {
  return join(home, 'recent.json');
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
