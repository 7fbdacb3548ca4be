import type { WorkspaceFacts } from '#engine/metrics/facts';
import { backtest } from '#engine/metrics/forecast/backtest';
import { forecast } from '#engine/metrics/forecast/forecast';
import type { ForecastContext } from '#engine/metrics/forecast/model';
import { askedPeriod } from '#engine/metrics/plan/asked-period';
import { gap } from '#engine/metrics/plan/gap';
import { movement } from '#engine/metrics/plan/movement';
import { outlookParts } from '#engine/metrics/plan/outlook-parts';
import { scopeTargets } from '#engine/metrics/plan/scope-target';
import { whatIf } from '#engine/metrics/plan/what-if';
import { simulateRules } from '#engine/metrics/rules/simulate';
import type { Connection } from '#engine/query/connection';
import type { MethodParams, MethodResults } from '#shared/contract/methods';
import type { EngineState } from './engine-state';
import type { Handler, Handlers } from './handlers';
import { factsOf } from './session';

type ForecastCall = 'metric.forecast' | 'metric.backtest' | 'metric.ruleSimulation' | PlanCall;
/** What rests on a forecast: why it moved, what if, the gap to a target, its parts. */
type PlanCall = 'metric.movement' | 'metric.whatIf' | 'metric.gap' | 'metric.outlookParts';

type Answering<M extends ForecastCall> = (
  connection: Connection,
  facts: WorkspaceFacts,
  params: MethodParams<M>,
  context: ForecastContext,
) => Promise<MethodResults[M]>;

/** Forecast, backtest and rules replayed: metrics that take long the first time, and so say how far they are and can be stopped. */
export function forecastHandlers(state: EngineState): Handlers<ForecastCall> {
  const withoutTarget = computed(state, 'metric.forecast', forecast);
  return {
    'metric.forecast': async (params, context) =>
      withoutTarget(await withTarget(state, params, context.signal), context),
    'metric.backtest': computed(state, 'metric.backtest', backtest),
    'metric.ruleSimulation': computed(state, 'metric.ruleSimulation', simulateRules),
    'metric.movement': computed(state, 'metric.movement', movement),
    'metric.whatIf': computed(state, 'metric.whatIf', whatIf),
    'metric.gap': computed(state, 'metric.gap', gap),
    'metric.outlookParts': computed(state, 'metric.outlookParts', outlookParts),
  };
}

/** The target that is set or imported for the period, where none is given; it can change without the data. */
async function withTarget(
  state: EngineState,
  params: MethodParams<'metric.forecast'>,
  signal: AbortSignal | undefined,
): Promise<MethodParams<'metric.forecast'>> {
  if (params.target !== undefined) return params;
  const session = state.opened();
  const facts = factsOf(session);
  const period = askedPeriod(facts, params.period, params.asOf ?? facts.asOf);
  const targets = await session.workspace.database.use(
    (connection) => scopeTargets(connection, facts, { ...params, by: undefined }, period),
    signal,
  );
  return targets.all === null ? params : { ...params, target: targets.all.amount };
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
