import { storedFiles } from '#engine/import/import-store';
import { forgetMapping, rememberAgain, rememberedMappings } from '#engine/import/mapping-memory';
import { WeirError } from '#shared/contract/errors';
import type { EngineState } from './engine-state';
import { exportMapping } from './export-mapping';
import type { Handlers } from './handlers';
import { stagedImport } from './staged-import';

type MappingMethod = 'mapping.export' | 'mapping.remembered' | 'mapping.forget' | 'mapping.remember';

export function mappingHandlers(state: EngineState): Handlers<MappingMethod> {
  return {
    async 'mapping.export'({ staging }, { signal }) {
      const session = state.opened();
      if (staging !== undefined) {
        return exportMapping(stagedImport(session, staging).sources.map((source) => source.staged));
      }
      const stored = await session.workspace.database.use(
        (connection) => storedFiles(connection, 'loaded'),
        signal,
      );
      return exportMapping(stored.map((file) => file.staged));
    },
    'mapping.remembered': (_params, { signal }) =>
      state.opened().workspace.database.use(rememberedMappings, signal),
    'mapping.forget': ({ headers }, { signal }) =>
      state.opened().workspace.database.transaction(async (connection) => {
        if (await forgetMapping(connection, headers)) return rememberedMappings(connection);
        throw new WeirError({
          code: 'invalid-input',
          message: 'Nothing is remembered for these columns.',
          hint: 'The list of remembered mappings has those that are.',
        });
      }, signal),
    'mapping.remember': (remembered, { signal }) =>
      state.opened().workspace.database.transaction(async (connection) => {
        if (await rememberAgain(connection, remembered)) return rememberedMappings(connection);
        throw new WeirError({
          code: 'import-not-found',
          message: `There is no import ${remembered.import}.`,
          hint: 'Corrections are remembered as long as their import is there.',
        });
      }, signal),
  };
}
