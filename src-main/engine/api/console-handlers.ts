import { removeSaved, savedItems, saveItem } from '#engine/tables/saved-items';
import { WeirError } from '#shared/contract/errors';
import { parsePack } from '#shared/model/rule-pack';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { runSql } from './sql-handler';
import { readSchema } from './sql-schema';
import { writable } from './writable';

type ConsoleMethod = 'sql.run' | 'sql.schema' | 'saved.list' | 'saved.keep' | 'saved.remove';

/** The query console: read-only statements, what there is to query, and what is kept under a name. */
export function consoleHandlers(state: EngineState): Handlers<ConsoleMethod> {
  return {
    'sql.run': (params, context) =>
      runSql(state.opened().workspace.database, params, () => state.options.now().getTime(), context),
    'sql.schema': (_params, { signal }) => {
      const { workspace, info, memory } = state.opened();
      return memory.recall(`${info.dataVersion} sql.schema`, () =>
        workspace.database.use((connection) => readSchema(connection, info.asOf ?? '2000-01-01'), signal),
      );
    },
    'saved.list': ({ kind }, { signal }) =>
      state.opened().workspace.database.use((connection) => savedItems(connection, kind), signal),
    async 'saved.keep'({ kind, ...item }, { signal }) {
      if (kind === 'rules' && parsePack(item.content) === null) throw notAPack();
      return writable(state).database.transaction((connection) => saveItem(connection, kind, item), signal);
    },
    'saved.remove': ({ kind, id }, { signal }) =>
      writable(state).database.transaction((connection) => removeSaved(connection, kind, id), signal),
  };
}

function notAPack(): WeirError {
  return new WeirError({
    code: 'invalid-input',
    message: 'That is no pack of rules.',
    hint: 'A pack is JSON such as {"rules": [{"kind": "no-follow-up", "limit": 10}]}.',
  });
}
