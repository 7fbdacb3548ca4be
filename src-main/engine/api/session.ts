import { basename } from 'node:path';
import { columnAliases } from '#engine/import/column-aliases';
import { removeStaged } from '#engine/import/import-store';
import { readFacts, type WorkspaceFacts } from '#engine/metrics/facts';
import type { Connection } from '#engine/query/connection';
import { dropNext } from '#engine/tables/derive/take-over';
import { type OpenOptions, openWorkspace, type Workspace } from '#engine/tables/open-workspace';
import { readSettings } from '#engine/tables/settings';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions } from '#shared/contract/methods';
import type { WorkspaceInfo } from '#shared/results/workspace';
import { bringUpToDate, outdated } from './bring-up-to-date';
import { Memory } from './memory';
import type { StagedImport } from './staged-import';

/** An open workspace with what is remembered about its data until the data changes. */
export type Session = {
  workspace: Workspace;
  info: WorkspaceInfo;
  facts: WorkspaceFacts | null;
  /** Imports that were read but not loaded yet, by their number. */
  staging: Map<number, StagedImport>;
  /** Answers to questions asked before, until the data changes. */
  memory: Memory;
};

/** What a handler gets beside its parameters. */
export type CallContext = Required<Pick<CallOptions, 'onProgress'>> & { signal: AbortSignal | undefined };

export type SessionOptions = OpenOptions & {
  /** The host's clock, ISO. */
  now: string;
  onProgress?: CallOptions['onProgress'];
};

export async function openSession(options: SessionOptions): Promise<Session> {
  const workspace = await openUpToDate(options);
  const session: Session = {
    workspace,
    facts: null,
    info: emptyInfo(workspace),
    staging: new Map(),
    memory: new Memory(),
  };
  try {
    if (!workspace.readOnly) await workspace.database.transaction(removeUnfinished);
    await refresh(session);
  } catch (error) {
    await workspace.close();
    throw error;
  }
  return session;
}

/** Opens a workspace, with its derived tables and macros made again where another version made them. */
async function openUpToDate(options: SessionOptions): Promise<Workspace> {
  const workspace = await openWorkspace(options);
  try {
    const part = await outdated(workspace.database);
    if (part === null) return workspace;
    if (!workspace.readOnly) {
      await bringUpToDate(workspace.database, part, options.now, options.onProgress);
      return workspace;
    }
  } catch (error) {
    await workspace.close();
    throw error;
  }
  await workspace.close();
  const writable = await openWorkspace({ ...options, readOnly: false });
  try {
    if (writable.readOnly) throw cannotUpdate(writable.path);
    const part = await outdated(writable.database);
    if (part) await bringUpToDate(writable.database, part, options.now, options.onProgress);
  } finally {
    await writable.close();
  }
  return openWorkspace(options);
}

/** What an earlier run read and never loaded, or had begun to derive. */
async function removeUnfinished(connection: Connection): Promise<void> {
  await removeStaged(connection);
  await dropNext(connection);
}

function cannotUpdate(path: string): WeirError {
  return new WeirError({
    code: 'workspace-read-only',
    message: `${path} was made by an earlier version of Weir and cannot be brought up to date, because it cannot be written.`,
    hint: 'Copy it to a folder that you may write to and open it there.',
  });
}

function emptyInfo(workspace: Workspace): WorkspaceInfo {
  return {
    path: workspace.path,
    name: basename(workspace.path).replace(/\.weir$/, ''),
    sample: null,
    readOnly: workspace.readOnly,
    opportunities: 0,
    asOf: null,
    dataVersion: 0,
  };
}

/** Reads again what is remembered; called after every change of the data. */
export async function refresh(session: Session): Promise<void> {
  const { workspace } = session;
  session.memory.forget();
  await workspace.database.use(async (connection) => {
    const settings = await readSettings(connection);
    const sample = settings.sample ? (JSON.parse(settings.sample) as WorkspaceInfo['sample']) : null;
    const asOf = settings.as_of ?? null;
    const clock = settings.clock === 'instant' ? 'instant' : 'day';
    session.facts = asOf ? await readFacts(connection, asOf, clock, await columnAliases(connection)) : null;
    session.info = {
      ...emptyInfo(workspace),
      ...(sample ? { name: 'Sample pipeline' } : {}),
      sample,
      opportunities: session.facts?.opportunities ?? 0,
      asOf,
      dataVersion: Number(settings.data_version ?? 0),
    };
  });
}

/** The facts of a workspace with data; metrics of an empty one have nothing to say. */
export function factsOf(session: Session): WorkspaceFacts {
  if (session.facts) return session.facts;
  throw new WeirError({
    code: 'no-workspace',
    message: 'This workspace has no opportunities yet.',
    hint: 'Import an export of opportunities or of their stage history.',
  });
}
