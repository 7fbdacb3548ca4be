import { importRecords, removeImport } from '#engine/import/import-store';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import { changeWorkspace } from './derive-workspace';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { pathOf } from './import-files';
import { inspectReport } from './inspect-report';
import { loadStaged } from './load-staged';
import { refresh } from './session';
import { correctStaged, discardStaged, stagedImport, stageFiles } from './staged-import';

type ImportMethod =
  | 'import.inspect'
  | 'import.remap'
  | 'import.load'
  | 'import.discard'
  | 'import.undo'
  | 'import.history';

export function importHandlers(state: EngineState): Handlers<ImportMethod> {
  const now = () => state.options.now().toISOString();
  return {
    async 'import.inspect'({ sources, mapping, snapshotDate }, context) {
      const session = state.opened();
      const options = { now: now(), mapping, snapshotDate };
      const staged = await stageFiles(session, sources.map(pathOf), options, context);
      return session.workspace.database.use(
        (connection) => inspectReport(connection, staged),
        context.signal,
      );
    },
    async 'import.remap'({ staging, file, mapping }, context) {
      const session = state.opened();
      const staged = stagedImport(session, staging);
      await correctStaged(session, staged, file, mapping, context);
      return session.workspace.database.use(
        (connection) => inspectReport(connection, staged),
        context.signal,
      );
    },
    async 'import.load'({ staging }, context) {
      const session = state.opened();
      return loadStaged(session, stagedImport(session, staging), now(), context);
    },
    async 'import.discard'({ staging }) {
      const session = state.opened();
      await discardStaged(session, stagedImport(session, staging).id);
      return null;
    },
    async 'import.undo'({ import: wanted }, context) {
      const session = state.opened();
      const { signal, onProgress } = context;
      const undo = async (connection: Connection) => {
        const id = await importToUndo(connection, wanted);
        await removeImport(connection, id);
        return id;
      };
      const undone = await changeWorkspace(session.workspace.database, undo, {
        now: now(),
        onProgress,
        signal,
      });
      await refresh(session);
      return { import: undone, opportunities: session.info.opportunities };
    },
    'import.history': (_params, { signal }) => state.opened().workspace.database.use(importRecords, signal),
  };
}

/** The import asked for, or the last one. */
async function importToUndo(connection: Connection, wanted: number | undefined): Promise<number> {
  const records = await importRecords(connection);
  const found = wanted === undefined ? records[0] : records.find((record) => record.id === wanted);
  if (found) return found.id;
  throw new WeirError({
    code: 'import-not-found',
    message: wanted === undefined ? 'There is no import to undo.' : `There is no import ${wanted}.`,
    hint: records.length > 0 ? `Imports here: ${records.map((record) => record.id).join(', ')}.` : undefined,
  });
}
