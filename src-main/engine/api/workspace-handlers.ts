import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { importRecords } from '#engine/import/import-store';
import { fieldColumn } from '#engine/metrics/scope-sql';
import { status } from '#engine/metrics/status';
import { identifier } from '#engine/query/sql-text';
import { readSettings } from '#engine/tables/settings';
import { WeirError } from '#shared/contract/errors';
import type { StatusResult } from '#shared/results/workspace';
import { chooseStages } from './choose-stages';
import { emptyStatus } from './empty-status';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { recentWorkspaces } from './recent-workspaces';
import { createSample } from './sample';
import { factsOf, refresh, type Session } from './session';

type WorkspaceMethod =
  | 'workspace.info'
  | 'workspace.recent'
  | 'workspace.open'
  | 'workspace.create'
  | 'workspace.openSample'
  | 'workspace.close'
  | 'workspace.status'
  | 'workspace.values'
  | 'stages.set';

export function workspaceHandlers(state: EngineState): Handlers<WorkspaceMethod> {
  return {
    async 'workspace.info'() {
      return state.session?.info ?? null;
    },
    'workspace.recent': () => recentWorkspaces(state.options.home),
    async 'workspace.open'({ path, readOnly }, { onProgress }) {
      return (await state.open(resolve(path), { create: false, readOnly }, onProgress)).info;
    },
    async 'workspace.create'({ path, name }) {
      const target = path ? resolve(path) : await freePath(state.options.home, name ?? 'Pipeline');
      if (existsSync(target)) {
        throw new WeirError({
          code: 'workspace-exists',
          message: `${target} exists already.`,
          hint: 'Open it, or choose another name.',
        });
      }
      return (await state.open(target, { create: true, readOnly: false })).info;
    },
    'workspace.openSample': (params, context) => createSample(state, params, context),
    async 'workspace.close'() {
      await state.closeWorkspace();
      return null;
    },
    'workspace.status': ({ asOf }, { signal }) => statusOf(state.opened(), asOf, signal),
    async 'workspace.values'({ field, search, limit }, { signal }) {
      const session = state.opened();
      const column = identifier(fieldColumn(factsOf(session), field).field);
      return session.workspace.database.use(async (connection) => {
        const values = await connection.all<{ value: string | null; count: number; total: number }>(
          `SELECT ${column}::VARCHAR AS value, count(*) AS count, count(*) OVER () AS total
          FROM weir.opportunity
          WHERE $search = '' OR contains(lower(${column}::VARCHAR), lower($search))
          GROUP BY value
          ORDER BY count DESC, value
          LIMIT ${limit}`,
          { search },
        );
        return {
          values: values.map(({ value, count }) => ({ value, count })),
          total: values[0]?.total ?? 0,
        };
      }, signal);
    },
    async 'stages.set'({ stages }, context) {
      const session = state.opened();
      await chooseStages(session, stages, state.options.now().toISOString(), context);
      await refresh(session);
      return statusOf(session, undefined, context.signal);
    },
  };
}

async function statusOf(
  session: Session,
  asOf: string | undefined,
  signal: AbortSignal | undefined,
): Promise<StatusResult> {
  const { database, path } = session.workspace;
  return database.use(async (connection) => {
    const settings = await readSettings(connection);
    const imports = await importRecords(connection);
    const notes = settings.notes ? (JSON.parse(settings.notes) as StatusResult['warnings']) : [];
    const context = {
      path,
      asOf,
      imports,
      currency: settings.currency ?? null,
      zone: settings.zone ?? 'UTC',
      notes,
    };
    return session.facts ? status(connection, session.facts, context) : emptyStatus(context);
  }, signal);
}

/** `Pipeline.weir`, `Pipeline 2.weir`, … in the home folder. */
async function freePath(home: string, name: string): Promise<string> {
  await mkdir(home, { recursive: true });
  const safe = name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'Pipeline';
  for (let n = 1; ; n++) {
    const path = join(home, `${n === 1 ? safe : `${safe} ${n}`}.weir`);
    if (!existsSync(path)) return path;
  }
}
