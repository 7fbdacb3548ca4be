import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { cycle } from '#engine/metrics/cycle';
import { compareDefinitions } from '#engine/metrics/definitions';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import type { MethodName, MethodParams, MethodResults } from '#shared/contract/methods';

export type MetricMethod = Extract<MethodName, `metric.${string}`>;

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
  'metric.cohorts': cohorts,
};
