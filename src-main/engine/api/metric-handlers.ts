import { bottleneck } from '#engine/metrics/bottleneck';
import { changes } from '#engine/metrics/changes';
import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { compare } from '#engine/metrics/compare/compare';
import { conformance } from '#engine/metrics/conformance';
import { cycle } from '#engine/metrics/cycle';
import { compareDefinitions } from '#engine/metrics/definitions';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { flow } from '#engine/metrics/flow';
import { funnel } from '#engine/metrics/funnel';
import { actionList } from '#engine/metrics/health/action-list';
import { health, healthPast } from '#engine/metrics/health/health';
import { limitRecord } from '#engine/metrics/health/limit-record';
import { stale } from '#engine/metrics/health/stale';
import { activity } from '#engine/metrics/leads/activity';
import { leads } from '#engine/metrics/leads/leads';
import { lossReasons } from '#engine/metrics/loss-reasons';
import { match } from '#engine/metrics/match/match';
import { movers } from '#engine/metrics/movers';
import { overview } from '#engine/metrics/overview';
import { coverage } from '#engine/metrics/plan/coverage';
import { coaching } from '#engine/metrics/reps/coaching';
import { repStages } from '#engine/metrics/reps/rep-stages';
import { reps } from '#engine/metrics/reps/reps';
import { ruleCountdown } from '#engine/metrics/rules/countdown';
import { slippage } from '#engine/metrics/slippage';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { trend } from '#engine/metrics/trend';
import { velocity } from '#engine/metrics/velocity';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import type { MethodName, MethodParams, MethodResults } from '#shared/contract/methods';

/** All but those that say how far they are (forecast-handlers.ts). */
export type MetricMethod = Exclude<
  Extract<MethodName, `metric.${string}`>,
  | 'metric.forecast'
  | 'metric.backtest'
  | 'metric.movement'
  | 'metric.whatIf'
  | 'metric.gap'
  | 'metric.outlookParts'
  | 'metric.ruleSimulation'
>;

/** Every metric by its method name: a connection and the workspace's facts in, one answer out. */
export const metricHandlers: {
  [M in MetricMethod]: (
    connection: Connection,
    facts: WorkspaceFacts,
    params: MethodParams<M>,
  ) => Promise<MethodResults[M]>;
} = {
  'metric.overview': overview,
  'metric.funnel': funnel,
  'metric.definitions': compareDefinitions,
  'metric.winRate': winRate,
  'metric.cycle': cycle,
  'metric.timeInStage': timeInStage,
  'metric.velocity': velocity,
  'metric.trend': trend,
  'metric.bottleneck': bottleneck,
  'metric.changes': changes,
  'metric.slippage': slippage,
  'metric.movers': movers,
  'metric.flow': flow,
  'metric.conformance': conformance,
  'metric.lossReasons': lossReasons,
  'metric.compare': compare,
  'metric.cohorts': cohorts,
  'metric.match': match,
  'metric.reps': reps,
  'metric.repStages': repStages,
  'metric.coaching': coaching,
  'metric.ruleCountdown': ruleCountdown,
  'metric.health': health,
  'metric.healthPast': healthPast,
  'metric.stale': stale,
  'metric.limitRecord': limitRecord,
  'metric.actionList': actionList,
  'metric.coverage': coverage,
  'metric.leads': leads,
  'metric.activity': activity,
};
