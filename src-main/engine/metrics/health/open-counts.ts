import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import { openCheckConditions } from './check-conditions';
import type { Counted, OpenCounts } from './checks';
import { judgedDeals } from './judged';

/** How many open deals are as scores want them, and of how many. */
export type Scored = Record<keyof typeof scored | 'front' | 'deals', number>;

/** What scores count of each deal `o`. */
const scored = {
  judged: 'o.days_in_stage IS NOT NULL AND o.limit_of_stage IS NOT NULL',
  fresh: 'o.days_in_stage <= o.limit_of_stage',
  touched: 'o.untouched_days <= o.touch_limit',
  staged: 'o.days_in_stage IS NOT NULL',
  moved: 'o.days_in_stage <= 28',
  priced: 'o.amount IS NOT NULL',
  stepped: 'o.next_step_date >= $as_of::DATE',
} as const;

/** Alike deals of a stage; `flags` has a bit for each condition that they meet. */
type Alike = { stage_id: number; flags: number; n: number; amount: number };

/** Open deals by stage with how many are in each check, and how many are as they should be; `learnJudging` goes before. */
export async function readCounts(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.health'>,
): Promise<{ stages: Map<number, OpenCounts>; scores: Scored }> {
  const checks = Object.entries(openCheckConditions(facts, scope.asOf ?? facts.asOf)).flatMap(
    ([code, sql]) => (sql === null ? [] : [{ code, sql }]),
  );
  const conditions = [...checks.map(({ sql }) => sql), ...Object.values(scored)];
  const flagsOf = (wanted: (sql: string) => boolean) =>
    conditions.flatMap((sql, bit) => (wanted(sql) ? [flag(sql, bit)] : [])).join('\n      + ');
  const deals = judgedDeals(facts, scope, scope, { lowOdds: true });
  // What is true of a whole stage is looked at once for those that are alike.
  const rows = await connection.all<Alike>(
    `SELECT
      o.stage_id,
      o.flags + ${flagsOf((sql) => !isOfDeal(sql))} AS flags,
      o.n::DOUBLE AS n,
      coalesce(o.amount, 0)::DOUBLE AS amount
    FROM (
      SELECT o.stage_id, ${flagsOf(isOfDeal)} AS flags, count(*) AS n, sum(o.amount) AS amount
      FROM ${deals.sql} AS o
      GROUP BY ALL
    ) AS o`,
    deals.params,
  );
  const sumUp = (alike: readonly Alike[], condition: string): Counted => {
    const bit = 1 << conditions.indexOf(condition);
    const counted = { deals: 0, amount: 0 };
    for (const { flags, n, amount } of alike) {
      if ((flags & bit) === 0) continue;
      counted.deals += n;
      counted.amount += amount;
    }
    return counted;
  };
  const stages = [...groupBy(rows, ({ stage_id }) => stage_id)].map(([stage, own]): [number, OpenCounts] => [
    stage,
    {
      deals: sumOf(own, ({ n }) => n),
      amount: sumOf(own, ({ amount }) => amount),
      dated: sumUp(own, scored.staged).deals,
      checks: new Map(checks.map(({ code, sql }) => [code, sumUp(own, sql)])),
    },
  ]);
  const front = checks.find(({ code }) => code === 'thin-front')?.sql;
  const ofAll = (sql: string) => sumUp(rows, sql).deals;
  return {
    stages: new Map(stages),
    scores: {
      judged: ofAll(scored.judged),
      fresh: ofAll(scored.fresh),
      touched: ofAll(scored.touched),
      staged: ofAll(scored.staged),
      moved: ofAll(scored.moved),
      priced: ofAll(scored.priced),
      stepped: ofAll(scored.stepped),
      front: front === undefined ? 0 : ofAll(front),
      deals: sumOf(rows, ({ n }) => n),
    },
  };
}

/** A condition as a bit of a number. */
function flag(condition: string, bit: number): string {
  return `CASE WHEN ${condition} THEN ${2 ** bit} ELSE 0 END`;
}

/** Whether a condition tells deals of one stage apart. */
function isOfDeal(condition: string): boolean {
  return condition.replaceAll('o.stage_id', '').includes('o.');
}
