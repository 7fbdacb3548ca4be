import type { Connection } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { CreateAndCloseRow } from '#shared/results/cohorts';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf, toCents } from '../group-by';
import { isWhole, narrowMacro } from '../narrow-macro';
import { macroArguments } from '../scope-sql';
import { type CohortCounts, type CohortScope, grainArguments } from './cohort-counts';
import { isPeriodOver } from './fiscal-period';

export type WonInPeriod = {
  key: string | null;
  period: string;
  is_inside: boolean;
  won: number;
  won_value: number;
};

/** Deals won in each month or quarter, by whether they were created in it as well. */
export function wonByPeriod(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: CohortScope,
): Promise<WonInPeriod[]> {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const macro = isWhole(scope) ? 'won_by_period_whole' : narrowMacro('won_by_period', facts, scope);
  return connection.all<WonInPeriod>(`FROM weir.${macro}(${sql}, ${grainArguments(facts, scope)})`, params);
}

/** Of each month or quarter: deals created and won within it, among those created and among all that were won in it. */
export function createAndClose(
  cohorts: readonly CohortCounts[],
  won: readonly WonInPeriod[],
  facts: WorkspaceFacts,
  scope: CohortScope,
): CreateAndCloseRow[] {
  const idOf = (key: string | null, period: string) => JSON.stringify([key ?? '', period]);
  const created = new Map(cohorts.map((cohort) => [idOf(cohort.key, cohort.cohort), cohort]));
  const closed = groupBy(won, ({ key, period }) => idOf(key, period));
  return [...new Set([...created.keys(), ...closed.keys()])]
    .sort()
    .map((id) => rowOf(created.get(id), closed.get(id) ?? [], facts, scope));
}

function rowOf(
  cohort: CohortCounts | undefined,
  closed: readonly WonInPeriod[],
  facts: WorkspaceFacts,
  { by, grain, asOf }: CohortScope,
): CreateAndCloseRow {
  const inside = closed.filter(({ is_inside }) => is_inside);
  const period = cohort?.cohort ?? closed[0]?.period ?? '';
  const created = cohort?.deals ?? 0;
  const [wonInside, won] = [sumOf(inside, (row) => row.won), sumOf(closed, (row) => row.won)];
  const [insideValue, wonValue] = [
    sumOf(inside, (row) => row.won_value),
    sumOf(closed, (row) => row.won_value),
  ];
  const rate = wilson(wonInside, created, constants.confidence);
  const share = wilson(wonInside, won, constants.confidence);
  return {
    ...(by === undefined ? {} : { key: cohort ? cohort.key : (closed[0]?.key ?? null) }),
    period,
    partial: !isPeriodOver(period, grain, asOf ?? facts.asOf),
    created,
    wonInside,
    rate: created > 0 ? wonInside / created : null,
    low: rate.low,
    high: rate.high,
    won,
    share: won > 0 ? wonInside / won : null,
    shareLow: share.low,
    shareHigh: share.high,
    createdValue: toCents(cohort?.value ?? 0),
    wonInsideValue: toCents(insideValue),
    wonValue: toCents(wonValue),
    shareValue: wonValue > 0 ? insideValue / wonValue : null,
  };
}
