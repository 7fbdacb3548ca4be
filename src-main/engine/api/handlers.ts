import { methodConstants } from '#engine/metrics/constants';
import type { Connection } from '#engine/query/connection';
import type { MethodName, MethodParams, MethodResults } from '#shared/contract/methods';
import { actionHandlers } from './action-handlers';
import { consoleHandlers } from './console-handlers';
import { dataQuality } from './data-quality';
import { dealHandlers } from './deal-handlers';
import { changeWorkspace } from './derive-workspace';
import type { EngineState } from './engine-state';
import { forecastHandlers } from './forecast-handlers';
import { importHandlers } from './import-handlers';
import { mappingHandlers } from './mapping-handlers';
import { metricHandlers } from './metric-handlers';
import { planHandlers } from './plan-handlers';
import { type CallContext, factsOf, refresh } from './session';
import { settingsHandlers } from './settings-handlers';
import { templateHandlers } from './template-handlers';
import { sayMatch, valueMatches } from './value-matches';
import { workspaceHandlers } from './workspace-handlers';

export type Handler<M extends MethodName> = (
  params: MethodParams<M>,
  context: CallContext,
) => Promise<MethodResults[M]>;
export type Handlers<Names extends MethodName = MethodName> = { [M in Names]: Handler<M> };

/** Every call of the contract, joined from the files of each feature; the type makes a missing one an error. */
export function createHandlers(state: EngineState): Handlers {
  return {
    ...workspaceHandlers(state),
    ...importHandlers(state),
    ...mappingHandlers(state),
    ...dealHandlers(state),
    ...actionHandlers(state),
    ...settingsHandlers(state),
    ...templateHandlers(state),
    ...consoleHandlers(state),
    ...forecastHandlers(state),
    ...planHandlers(state),
    'methods.constants': async () => [...methodConstants],
    'metric.overview': metric(state, 'metric.overview'),
    'metric.funnel': metric(state, 'metric.funnel'),
    'metric.definitions': metric(state, 'metric.definitions'),
    'metric.winRate': metric(state, 'metric.winRate'),
    'metric.cycle': metric(state, 'metric.cycle'),
    'metric.timeInStage': metric(state, 'metric.timeInStage'),
    'metric.velocity': metric(state, 'metric.velocity'),
    'metric.trend': metric(state, 'metric.trend'),
    'metric.bottleneck': metric(state, 'metric.bottleneck'),
    'metric.changes': metric(state, 'metric.changes'),
    'metric.slippage': metric(state, 'metric.slippage'),
    'metric.movers': metric(state, 'metric.movers'),
    'metric.flow': metric(state, 'metric.flow'),
    'metric.conformance': metric(state, 'metric.conformance'),
    'metric.lossReasons': metric(state, 'metric.lossReasons'),
    'metric.compare': metric(state, 'metric.compare'),
    'metric.cohorts': metric(state, 'metric.cohorts'),
    'metric.match': metric(state, 'metric.match'),
    'metric.reps': metric(state, 'metric.reps'),
    'metric.repStages': metric(state, 'metric.repStages'),
    'metric.coaching': metric(state, 'metric.coaching'),
    'metric.ruleCountdown': metric(state, 'metric.ruleCountdown'),
    'metric.health': metric(state, 'metric.health'),
    'metric.healthPast': metric(state, 'metric.healthPast'),
    'metric.stale': metric(state, 'metric.stale'),
    'metric.limitRecord': metric(state, 'metric.limitRecord'),
    'metric.actionList': metric(state, 'metric.actionList'),
    'metric.coverage': metric(state, 'metric.coverage'),
    'metric.leads': metric(state, 'metric.leads'),
    'metric.activity': metric(state, 'metric.activity'),
    async 'data.quality'(_params, { signal }) {
      const session = state.opened();
      const facts = factsOf(session);
      return session.memory.recall(`${session.info.dataVersion} data.quality`, () =>
        session.workspace.database.use((connection) => dataQuality(connection, facts), signal),
      );
    },
    async 'values.match'({ field, value, becomes }, { signal, onProgress }) {
      const session = state.opened();
      const now = state.options.now().toISOString();
      const say = async (connection: Connection) => {
        await sayMatch(connection, field, value, becomes);
        return valueMatches(connection);
      };
      const matches = await changeWorkspace(session.workspace.database, say, { now, onProgress, signal });
      await refresh(session);
      return matches;
    },
  };
}

type MetricMethod = keyof typeof metricHandlers;

function metric<M extends MetricMethod>(state: EngineState, method: M): Handler<M> {
  return (params, { signal }) => {
    const session = state.opened();
    const facts = factsOf(session);
    const { dataVersion } = session.info;
    // A question asked while the data changes belongs to the data it was asked of.
    return session.memory.recall(JSON.stringify([dataVersion, method, params]), () =>
      session.workspace.database.use(
        (connection) => metricHandlers[method](connection, facts, params),
        signal,
      ),
    );
  };
}
