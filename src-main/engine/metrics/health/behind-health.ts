import type { Connection } from '#engine/query/connection';
import { Inline } from '#engine/query/connection';
import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import type { Fragment } from '../scope-sql';
import { foundDeals } from './action-list';
import { lifeChecks, ofStage, openCheckConditions } from './check-conditions';
import { targetDueBy } from './coverage-check';
import { judgedDeals, learnJudging, staleParts } from './judged';

type Of<Metric extends Behind['metric']> = Extract<Behind, { metric: Metric }>;
type HealthBehind = Of<'health'> | Of<'stale'> | Of<'action-list'>;

/** Whether what is behind rests on what has to be learned first. */
export function isOfHealth(behind: Behind | undefined): behind is HealthBehind {
  return behind?.metric === 'health' || behind?.metric === 'stale' || behind?.metric === 'action-list';
}

/** The deals behind a check, a number of stale deals or a list, as a condition on a life `o`. */
export async function behindHealth(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: HealthBehind,
): Promise<Fragment> {
  const asOf = scope.asOf ?? facts.asOf;
  const choice = { limit: behind.limit, touch: behind.touch };
  await learnJudging(connection, facts, asOf, choice);
  const params = { as_of: new Inline(asOf) };
  if (behind.metric === 'action-list') {
    const asked = {
      ...scope,
      list: behind.list,
      limit: behind.limit ?? ('learned' as const),
      touch: behind.touch,
    };
    const list = await foundDeals(connection, facts, asked);
    return {
      sql: `(o.key, o.life) IN (SELECT key, life FROM (${list.sql}))`,
      params: { ...list.params, ...params },
    };
  }
  if (behind.metric === 'health') {
    if (behind.code === 'few-created' || behind.code === 'unqualified-sinks') {
      return { sql: lifeChecks[behind.code], params };
    }
    if (behind.code === 'low-coverage') {
      const dueBy = await targetDueBy(connection, asOf);
      return {
        sql: "o.outcome = 'open' AND o.expected_close <= $due_by::DATE",
        params: { ...params, due_by: dueBy },
      };
    }
  }
  const { sql, params: own } = judgedDeals(facts, scope, choice);
  const part =
    behind.metric === 'stale'
      ? staleParts[behind.part]
      : (openCheckConditions(facts, asOf)[behind.code as OpenCode] ?? 'false');
  const stage = behind.stage === undefined ? '' : ` AND ${ofStage(facts, behind.stage, scope.pipeline)}`;
  return {
    sql: `(o.key, o.life) IN (SELECT o.key, o.life FROM ${sql} AS o WHERE ${part}${stage})`,
    params: { ...own, ...params },
  };
}

type OpenCode = keyof ReturnType<typeof openCheckConditions>;
