import type { WorkspaceFacts } from '#engine/metrics/facts';
import { forecast } from '#engine/metrics/forecast/forecast';
import { askedPeriod } from '#engine/metrics/plan/asked-period';
import { judgements } from '#engine/metrics/plan/judgements';
import { keptOutlooks, keptPart, scopeText } from '#engine/metrics/plan/kept-outlooks';
import { modelThen } from '#engine/metrics/plan/model-then';
import { targets } from '#engine/metrics/plan/targets';
import type { Connection } from '#engine/query/connection';
import { enterJudgement, enterTarget, keepOutlook, type Saying } from '#engine/tables/plan-entries';
import { readSettings } from '#engine/tables/settings';
import { WeirError } from '#shared/contract/errors';
import type { MethodParams } from '#shared/contract/methods';
import { localTime } from '#shared/time/local-time';
import type { EngineState } from './engine-state';
import type { Handlers } from './handlers';
import { factsOf } from './session';
import { writable } from './writable';

type PlanMethod =
  | 'targets.list'
  | 'targets.set'
  | 'judgements.list'
  | 'judgements.add'
  | 'outlooks.list'
  | 'outlooks.keep';

/** What people say of the pipeline: targets and calls. None of it changes the data, so no answer is computed anew. */
export function planHandlers(state: EngineState): Handlers<PlanMethod> {
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
        const saying = await sayingOf(state, connection, author);
        const before = await enterTarget(connection, { from, to, owner, team, amount }, saying);
        // Coverage and gaps that were answered before rest on the target that was.
        state.opened().memory.forget();
        return { ...(await targets(connection, facts, { period })), before };
      }, signal);
    },
    'judgements.list': (params, { signal }) => {
      const session = state.opened();
      const facts = factsOf(session);
      return session.workspace.database.use((connection) => judgements(connection, facts, params), signal);
    },
    'judgements.add': async (params, { signal, onProgress }) => {
      const facts = factsOf(state.opened());
      const { database } = writable(state);
      const context = { onProgress, compute: state.computing.obeying(signal) };
      // The model may have to be learned first: not within the transaction, which would hold the workspace.
      const model = await database.use((connection) => modelThen(connection, facts, params, context), signal);
      return database.transaction(async (connection) => {
        const entry = await judgementEntry(connection, facts, params);
        const saying = await sayingOf(state, connection, params.author);
        await enterJudgement(connection, { ...entry, model }, saying);
        return judgements(connection, facts, { period: params.period, asOf: entry.asOf });
      }, signal);
    },
    'outlooks.list': (params, { signal }) => {
      const session = state.opened();
      const facts = factsOf(session);
      return session.workspace.database.use((connection) => kept(connection, facts, params), signal);
    },
    'outlooks.keep': async (params, { signal, onProgress }) => {
      const session = state.opened();
      const facts = factsOf(session);
      const { database } = writable(state);
      const context = { onProgress, compute: state.computing.obeying(signal) };
      const asked = { ...params, weight: 'count' as const, seed: 1, drivers: 0 };
      const answer = await database.use((connection) => forecast(connection, facts, asked, context), signal);
      return database.transaction(async (connection) => {
        const { asOf, from, to } = answer;
        const scope = scopeText(params);
        const { at } = await sayingOf(state, connection, '');
        const { dataVersion } = session.info;
        const entry = { asOf, from, to, method: params.method, scope, dataVersion, answer: keptPart(answer) };
        await keepOutlook(connection, entry, at);
        return kept(connection, facts, params);
      }, signal);
    },
  };
}

function kept(connection: Connection, facts: WorkspaceFacts, params: MethodParams<'outlooks.list'>) {
  const asOf = params.asOf ?? facts.asOf;
  const period = askedPeriod(facts, params.period, asOf);
  return keptOutlooks(connection, period, { asOf, scope: scopeText(params) });
}

async function judgementEntry(
  connection: Connection,
  facts: WorkspaceFacts,
  { period, asOf = facts.asOf, field, value, deal, amount, note }: MethodParams<'judgements.add'>,
) {
  const { from, to } = askedPeriod(facts, period, asOf);
  if (deal !== undefined) {
    const known = await connection.all('SELECT id FROM weir.opportunity WHERE id = $deal', { deal });
    if (known.length === 0)
      throw new WeirError({
        code: 'unknown-opportunity',
        message: `There is no opportunity "${deal}".`,
        hint: 'Search for it on the Deals page.',
      });
  }
  return { asOf, from, to, field: field ?? null, value: value ?? null, deal: deal ?? null, amount, note };
}

/** Who says it, and when by the host's clock in the zone of the workspace. */
async function sayingOf(state: EngineState, connection: Connection, author: string): Promise<Saying> {
  const { zone = 'UTC' } = await readSettings(connection);
  return { author, at: localTime(state.options.now().toISOString(), zone) };
}
