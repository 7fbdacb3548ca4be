import { askedPeriod } from '#engine/metrics/plan/asked-period';
import { targets } from '#engine/metrics/plan/targets';
import { enterTarget } from '#engine/tables/plan-entries';
import { readSettings } from '#engine/tables/settings';
import { WeirError } from '#shared/contract/errors';
import { localTime } from '#shared/time/local-time';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { factsOf } from './session';
import { writable } from './writable';

/** What people say of the pipeline: targets by hand. None of it changes the data, so no answer is computed anew. */
export function planHandlers(state: EngineState): Handlers<'targets.list' | 'targets.set'> {
  return {
    'targets.list': (params, { signal }) => {
      const session = state.opened();
      const facts = factsOf(session);
      return session.workspace.database.use((connection) => targets(connection, facts, params), signal);
    },
    'targets.set': ({ period, owner = null, team = null, amount, author }, { signal }) => {
      if (owner !== null && team !== null) {
        throw new WeirError({
          code: 'invalid-input',
          message: 'A target is for an owner or for a team.',
          hint: 'Name one of them, or none for the company.',
        });
      }
      const facts = factsOf(state.opened());
      return writable(state).database.transaction(async (connection) => {
        const { from, to } = askedPeriod(facts, period, facts.asOf);
        const { zone = 'UTC' } = await readSettings(connection);
        const at = localTime(state.options.now().toISOString(), zone);
        const before = await enterTarget(connection, { from, to, owner, team, amount }, { author, at });
        return { ...(await targets(connection, facts, { period })), before };
      }, signal);
    },
  };
}
