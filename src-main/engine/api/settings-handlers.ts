import { keepSettings, workspaceSettings } from '#engine/tables/workspace-settings';
import { changeZone } from './change-zone';
import { deriveWorkspace } from './derive-workspace';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { refresh } from './session';

export function settingsHandlers(state: EngineState): Handlers<'settings.get' | 'settings.set'> {
  return {
    'settings.get': (_params, { signal }) => state.opened().workspace.database.use(workspaceSettings, signal),
    async 'settings.set'({ timeZone, ...changed }, { signal, onProgress }) {
      const session = state.opened();
      const now = state.options.now().toISOString();
      const settings = await session.workspace.database.transaction(async (connection) => {
        await keepSettings(connection, changed);
        if (timeZone !== undefined) await changeZone(connection, timeZone);
        await deriveWorkspace(connection, now, (step, fraction) => onProgress({ step, fraction }));
        return workspaceSettings(connection);
      }, signal);
      await refresh(session);
      return settings;
    },
  };
}
