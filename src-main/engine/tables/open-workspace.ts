import { access, constants, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Database } from '#engine/query/database';
import { WeirError } from '#shared/contract/errors';
import { backUp, checkVersion, migrate, versionOf } from './migrate';
import { schemaVersion } from './migrations';

export type Workspace = {
  path: string;
  readOnly: boolean;
  database: Database;
  /** Folder beside the file for everything on its way in or out; removed on closing. */
  scratch: string;
  close(): Promise<void>;
};

export type OpenOptions = {
  path: string;
  create: boolean;
  /** Open for reading when only reading is wanted: several programs may read at once. */
  readOnly: boolean;
  threads?: number | undefined;
  memoryLimit?: string | undefined;
  /** Zone of a workspace that is made; UTC unless given. */
  timeZone?: string | undefined;
};

/**
 * Opens a workspace file, migrating an older one after a copy was made.
 * Errors: workspace-not-found, workspace-locked, workspace-newer,
 * workspace-damaged, workspace-read-only, disk-full.
 */
export async function openWorkspace(options: OpenOptions): Promise<Workspace> {
  const path = resolve(options.path);
  const size = await sizeOf(path);
  if (size === null && !options.create) {
    throw new WeirError({
      code: 'workspace-not-found',
      message: `There is no workspace at ${path}.`,
      hint: 'Check the path, or import files into a new workspace there.',
    });
  }
  if (size !== null && size > 0) await checkHeader(path);
  const writable = await isWritable(path, size === null);
  if (!writable && !options.readOnly && size === null) throw readOnlyFolder(path);
  const readOnly = (options.readOnly && size !== null) || !writable;
  const scratch = `${path}.scratch-${process.pid}`;
  const spill = readOnly && !(await canAccess(dirname(path))) ? null : scratch;
  return openAs(path, readOnly, spill ?? join(tmpdir(), `weir-scratch-${process.pid}`), options);
}

/** Scratch folders that a killed process left beside the workspace; those of living processes stay. */
async function removeOrphans(path: string): Promise<void> {
  const prefix = `${basename(path)}.scratch-`;
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number(name.slice(prefix.length)))) {
      await rm(join(dirname(path), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function openAs(
  path: string,
  readOnly: boolean,
  scratch: string,
  options: OpenOptions,
): Promise<Workspace> {
  if (!readOnly) await removeOrphans(path);
  await mkdir(scratch, { recursive: true });
  let database: Database | null = null;
  try {
    database = await openDatabase(path, readOnly, scratch, options);
    const version = checkVersion(await database.use(versionOf), path);
    if (version < schemaVersion) {
      await database.close();
      database = null;
      if (version > 0) await backUp(path, version);
      database = await openDatabase(path, false, scratch, options);
      await migrate(database, version, options.timeZone);
      if (readOnly) {
        await database.close();
        database = await openDatabase(path, true, scratch, options);
      }
    }
  } catch (error) {
    await database?.close();
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
  const opened = database;
  return {
    path,
    readOnly,
    database: opened,
    scratch,
    async close() {
      await opened.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

async function openDatabase(
  path: string,
  readOnly: boolean,
  scratch: string,
  options: OpenOptions,
): Promise<Database> {
  const { threads, memoryLimit } = options;
  const opened = (reading: boolean) =>
    Database.open({ path, readOnly: reading, scratch, threads, memoryLimit });
  try {
    return await opened(readOnly).catch(async (error: unknown) => {
      if (!readOnly || !isUnfinishedLog(error)) throw error;
      // What a killed run had committed stands in its log, and DuckDB may have to write to take it over.
      await (await opened(false)).close();
      return opened(true);
    });
  } catch (error) {
    throw openError(error, path);
  }
}

function isUnfinishedLog(error: unknown): boolean {
  return error instanceof Error && error.message.includes('replaying WAL');
}

function openError(error: unknown, path: string): WeirError {
  if (error instanceof WeirError && error.code !== 'sql-error') return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/lock|being used by another process|already open/i.test(text)) {
    return new WeirError(
      {
        code: 'workspace-locked',
        message: `${path} is open in another program.`,
        hint: 'Close the other Weir window or command that uses this workspace, then try again.',
      },
      { cause: error },
    );
  }
  if (/No space left/i.test(text)) {
    return new WeirError(
      { code: 'disk-full', message: 'The disk is full.', hint: 'Free some space.' },
      { cause: error },
    );
  }
  if (/permission denied|read-only file system/i.test(text)) return readOnlyFolder(path, error);
  return damaged(path, error);
}

function damaged(path: string, cause?: unknown): WeirError {
  return new WeirError(
    {
      code: 'workspace-damaged',
      message: `${path} cannot be read as a workspace.`,
      hint: 'Restore it from a copy (a .before-v… file beside it, or a backup), or import the files into a new workspace.',
    },
    { cause },
  );
}

function readOnlyFolder(path: string, cause?: unknown): WeirError {
  return new WeirError(
    {
      code: 'workspace-read-only',
      message: `${dirname(path)} cannot be written.`,
      hint: 'Choose a folder that you may write to.',
    },
    { cause },
  );
}

/** A DuckDB file carries "DUCK" at byte 8; anything else is refused before DuckDB is asked to open it. */
async function checkHeader(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    if (bytesRead < 12 || buffer.toString('latin1', 8, 12) !== 'DUCK') throw damaged(path);
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw damaged(path);
    return info.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function isWritable(path: string, isNew: boolean): Promise<boolean> {
  if (isNew) return canAccess(dirname(path));
  return (await canAccess(path)) && (await canAccess(dirname(path)));
}

async function canAccess(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
