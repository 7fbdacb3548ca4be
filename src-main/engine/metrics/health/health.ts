import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type {
  HealthAnswer,
  HealthCheck,
  HealthPastAnswer,
  HealthScores,
  Severity,
} from '#shared/results/health';
import { upkeepPasts } from '#shared/results/health';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import { openCheckConditions } from './check-conditions';
import { checksOf, upkeepPoints } from './checks';
import { coverageCheck } from './coverage-check';
import { readHistory, readUpkeep } from './history';
import { judgedDeals, learnJudging } from './judged';
import { readCounts, type Scored } from './open-counts';
import { pastWarnings, touchWarnings } from './stale';

/**
 * What is out of order in the open pipeline on the day: each check with its value, its limit and its own past, and scores of the
 * whole. Learned limits are those of weir.stale_deal.
 */
export async function health(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.health'>,
): Promise<HealthAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const known = await learnJudging(connection, facts, asOf, scope);
  const [history, counts, upkeep, coverage] = await Promise.all([
    connection.beside((other) => readHistory(other, facts, scope)),
    connection.beside((other) => readCounts(other, facts, scope)),
    scope.past === 'all' ? readUpkeep(connection, facts, scope, known.chosen) : null,
    coverageCheck(connection, facts, scope),
  ]);
  const deals = judgedDeals(facts, scope, scope);
  const checks = [
    ...checksOf(facts, scope, counts.stages, { history, upkeep }),
    ...(coverage ? [coverage] : []),
  ];
  const open = {
    deals: sumOf(counts.stages.values(), (stage) => stage.deals),
    amount: toCents(sumOf(counts.stages.values(), (stage) => stage.amount)),
  };
  return {
    ...answer('health', facts, scope, {
      n: open.deals,
      rows: checks,
      statement: { sql: `FROM ${deals.sql}`, params: deals.params },
      warnings: [
        ...(typeof scope.limit === 'number' ? [] : known.warnings),
        ...touchWarnings(facts),
        ...pastWarnings(facts, asOf),
      ],
    }),
    alerts: checks.filter(({ severity }) => severity !== null).sort(byUrgency),
    scores: scoresOf(facts, asOf, counts.scores),
    open,
  };
}

/** The past of those checks that metric.health leaves without it when it is asked for later. */
export async function healthPast(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.healthPast'>,
): Promise<HealthPastAnswer> {
  const { chosen } = await learnJudging(connection, facts, scope.asOf ?? facts.asOf, scope);
  const upkeep = await readUpkeep(connection, facts, scope, chosen);
  const conditions = openCheckConditions(facts, scope.asOf ?? facts.asOf);
  const deals = judgedDeals(facts, scope, scope);
  const rows = upkeepPasts
    .filter((code) => conditions[code] !== null)
    .map((code) => ({ code, history: upkeepPoints(upkeep)[code] }));
  return answer('health', facts, scope, {
    n: rows.length,
    rows,
    statement: { sql: `FROM ${deals.sql}`, params: deals.params },
  });
}

const places: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

function byUrgency(a: HealthCheck, b: HealthCheck): number {
  const place = ({ severity }: HealthCheck) => (severity === null ? 3 : places[severity]);
  return place(a) - place(b) || b.amount - a.amount || b.deals - a.deals;
}

const noDeals = 'no open deals';

function scoresOf(facts: WorkspaceFacts, asOf: string, counts: Scored): HealthScores {
  const { deals } = counts;
  const score = (good: number, of: number, text: string, missing: string) => ({
    value: of > 0 ? good / of : null,
    deals: good,
    of,
    text: of > 0 ? text : deals === 0 ? noDeals : missing,
  });
  return {
    freshness: score(
      counts.fresh,
      counts.judged,
      'within the days in their stage that won deals keep to',
      'too few deals were won to tell how long they stay',
    ),
    touches: score(
      facts.hasTouches ? counts.touched : 0,
      facts.hasTouches ? deals : 0,
      'touched within their limit',
      'no activities in the data',
    ),
    movement: score(
      counts.moved,
      counts.staged,
      'came into their stage in the last four weeks',
      'when deals came into their stage is not in the data',
    ),
    frontLoad: score(counts.front, deals, 'in the first third of the stages', noDeals),
    amount: score(counts.priced, deals, 'with an amount', noDeals),
    nextStep: score(
      counts.stepped,
      facts.kept.has('next_step_date') && asOf >= facts.asOf ? deals : 0,
      'with a next step that lies ahead',
      facts.kept.has('next_step_date')
        ? 'next steps are known as of the newest day alone'
        : 'no next steps in the data',
    ),
  };
}
