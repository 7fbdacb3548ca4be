import { bottleneck } from '#engine/metrics/bottleneck';
import { changes } from '#engine/metrics/changes';
import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { compare } from '#engine/metrics/compare/compare';
import { conformance } from '#engine/metrics/conformance';
import { cycle } from '#engine/metrics/cycle';
import { listDeals } from '#engine/metrics/deals';
import { compareDefinitions } from '#engine/metrics/definitions';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { flow } from '#engine/metrics/flow';
import { funnel } from '#engine/metrics/funnel';
import { lossReasons } from '#engine/metrics/loss-reasons';
import { movers } from '#engine/metrics/movers';
import { overview } from '#engine/metrics/overview';
import { coaching } from '#engine/metrics/reps/coaching';
import { repStages } from '#engine/metrics/reps/rep-stages';
import { reps } from '#engine/metrics/reps/reps';
import { slippage } from '#engine/metrics/slippage';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { trend } from '#engine/metrics/trend';
import { velocity } from '#engine/metrics/velocity';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import { funnelDefinitions } from '#shared/results/metrics';
import { addDays } from '#shared/time/day';

type Look = Scope & { by?: string };

/** What the engine answers to every question that a scope allows: all metrics, and the list of deals. */
export async function everyAnswer(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Look,
): Promise<unknown[]> {
  const answers: unknown[] = [];
  const byValue = { ...scope, weight: 'value' as const };
  for (const definition of funnelDefinitions) {
    answers.push(await funnel(connection, facts, { ...scope, definition, cohortField: 'created' }));
    answers.push(await funnel(connection, facts, { ...byValue, definition, cohortField: 'entered' }));
  }
  for (const outcome of ['closed', 'won', 'lost'] as const) {
    answers.push(await cycle(connection, facts, { ...scope, outcome, start: 'created_at', curve: true }));
  }
  answers.push(await compareDefinitions(connection, facts, scope));
  answers.push(await winRate(connection, facts, scope));
  answers.push(await timeInStage(connection, facts, { ...scope, curve: true }));
  answers.push(await velocity(connection, facts, scope));
  answers.push(await trend(connection, facts, { ...scope, grain: 'month' }));
  answers.push(await bottleneck(connection, facts, scope));
  // Gross changes ask for the net ones too, and movers for what slipped.
  answers.push(await changes(connection, facts, { ...scope, gross: true, limit: 0 }));
  answers.push(await slippage(connection, facts, scope));
  answers.push(await movers(connection, facts, { ...scope, limit: 5 }));
  answers.push(await overview(connection, facts, scope));
  answers.push(await cohorts(connection, facts, { ...scope, grain: 'month', ageStep: 14, develop: 'won' }));
  answers.push(await cohorts(connection, facts, { ...byValue, grain: 'quarter', develop: 'lost' }));
  answers.push(await flow(connection, facts, scope));
  answers.push(await conformance(connection, facts, { ...scope, variants: 20 }));
  answers.push(await lossReasons(connection, facts, scope));
  answers.push(await reps(connection, facts, { ...scope, ramp: 'excluded', ranks: true }));
  const map = await repStages(connection, facts, { ...scope, ramp: 'included', within: 9 });
  answers.push(map);
  const owner = map.cards.find(({ since }) => since !== null)?.owner;
  if (owner) answers.push(await coaching(connection, facts, { ...coachedBefore(scope, facts), owner }));
  answers.push(await compare(connection, facts, { ...beforeAndAfter(scope, facts), ...byDay }));
  answers.push(await listDeals(connection, facts, { ...allDeals, ...scope }));
  return answers;
}

/** Before and after a day near the as-of day: a period that lies on one side of it would be refused. */
function beforeAndAfter({ from: _, to: __, by: ___, ...scope }: Look, facts: WorkspaceFacts) {
  return { ...scope, splitDate: addDays(scope.asOf ?? facts.asOf, -20) };
}

function coachedBefore(scope: Look, facts: WorkspaceFacts) {
  const { splitDate, ...whole } = beforeAndAfter(scope, facts);
  return { ...whole, coached: splitDate, ramp: 'included' as const, within: 9 };
}

const byDay = { transition: 0, groups: [], curve: true, checks: true };

const allDeals = {
  sort: 'amount',
  descending: true,
  offset: 0,
  limit: 10_000,
  columns: ['Log segment', 'stage', 'amount_origin'],
};
