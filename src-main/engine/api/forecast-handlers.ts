import type { WorkspaceFacts } from '#engine/metrics/facts';
import { backtest } from '#engine/metrics/forecast/backtest';
import { forecast } from '#engine/metrics/forecast/forecast';
import type { ForecastContext } from '#engine/metrics/forecast/model';
import type { Connection } from '#engine/query/connection';
import type { MethodParams, MethodResults } from '#shared/contract/methods';
import type { EngineState } from './engine-state';
import type { Handler, Handlers } from './handlers';
import { factsOf } from './session';

type ForecastCall = 'metric.forecast' | 'metric.backtest';

type Answering<M extends ForecastCall> = (
  connection: Connection,
  facts: WorkspaceFacts,
  params: MethodParams<M>,
  context: ForecastContext,
) => Promise<MethodResults[M]>;

/** Forecast and backtest: metrics that take long the first time, and so say how far they are and can be stopped. */
export function forecastHandlers(state: EngineState): Handlers<ForecastCall> {
  return {
    'metric.forecast': computed(state, 'metric.forecast', forecast),
    'metric.backtest': computed(state, 'metric.backtest', backtest),
  };
}

function computed<M extends ForecastCall>(state: EngineState, method: M, metric: Answering<M>): Handler<M> {
  return (params, { signal, onProgress }) => {
    const session = state.opened();
    const facts = factsOf(session);
    const context = { onProgress, compute: state.computing.obeying(signal) };
    return session.memory.recall(JSON.stringify([session.info.dataVersion, method, params]), () =>
      session.workspace.database.use((connection) => metric(connection, facts, params, context), signal),
    );
  };
}
