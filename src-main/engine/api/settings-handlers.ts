import type { Connection } from '#engine/query/connection';
import { keepSettings, workspaceSettings } from '#engine/tables/workspace-settings';
import { changeZone } from './change-zone';
import { changeWorkspace } from './derive-workspace';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { refresh } from './session';

export function settingsHandlers(state: EngineState): Handlers<'settings.get' | 'settings.set'> {
  return {
    'settings.get': (_params, { signal }) => state.opened().workspace.database.use(workspaceSettings, signal),
    async 'settings.set'({ timeZone, ...changed }, { signal, onProgress }) {
      const session = state.opened();
      const now = state.options.now().toISOString();
      const change = async (connection: Connection) => {
        await keepSettings(connection, changed);
        if (timeZone !== undefined) await changeZone(connection, timeZone);
        return workspaceSettings(connection);
      };
      const settings = await changeWorkspace(session.workspace.database, change, { now, onProgress, signal });
      await refresh(session);
      return settings;
    },
  };
}
