import type { Connection } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import { answer, type MetricScope } from './answer';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { lossKind } from './loss-taxonomy';
import { narrowMacro } from './narrow-macro';
import { macroArguments } from './scope-sql';

type Row = { key: string | null; reason: string | null; stage_id: number | null; n: number; value: number };
type Told = Row & Pick<LossReasonRow, 'category'> & { name: string | null };

/** Deals lost in the period by the reason given, in two levels, and the stage they were lost from. */
export async function lossReasons(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<LossReasonRow>> {
  const args = macroArguments(facts, scope, { period: true });
  const statement = {
    sql: `FROM weir.${narrowMacro('loss_reason', facts, scope)}(${args.sql})\nORDER BY key NULLS LAST, n DESC, reason NULLS LAST, stage_id NULLS LAST`,
    params: args.params,
  };
  const counted = await connection.all<Row>(statement.sql, statement.params);
  const told = counted.map(withKind);
  const losses = new Map(
    [...groupBy(told, ({ key }) => key)].map(([key, rows]) => [key, sumOf(rows, ({ n }) => n)]),
  );
  const names = new Map(facts.stages.map(({ stageId, stage }) => [stageId, stage]));
  const stageOf = ({ stage_id }: Row) => (stage_id === null ? null : (names.get(stage_id) ?? null));
  const rows = [...groupBy(told, (row) => JSON.stringify([row.key, row.category, row.name, stageOf(row)]))]
    .map(([, same]) => rowOf(same, stageOf(same[0]!), losses, scope.by !== undefined))
    .sort((a, b) => b.count - a.count);
  const n = sumOf(told, (row) => row.n);
  return answer('loss-reasons', facts, scope, { n, rows, statement, warnings: warningsOf(told, n) });
}

function withKind(row: Row): Told {
  const kind = row.reason === null ? null : lossKind(row.reason);
  return { ...row, category: kind?.category ?? null, name: kind?.reason ?? row.reason };
}

function rowOf(
  same: Told[],
  stage: string | null,
  losses: ReadonlyMap<string | null, number>,
  broken: boolean,
): LossReasonRow {
  const { key, category, name } = same[0]!;
  const count = sumOf(same, ({ n }) => n);
  const all = losses.get(key) ?? count;
  return {
    ...(broken ? { key } : {}),
    category,
    reason: name,
    stage,
    count,
    value: toCents(sumOf(same, ({ value }) => value)),
    share: count / all,
    ...wilson(count, all, constants.confidence),
    values: [...new Set(same.map(({ reason }) => reason))],
  };
}

function warningsOf(told: readonly Told[], n: number): Warning[] {
  const none = sumOf(
    told.filter(({ reason }) => reason === null),
    (row) => row.n,
  );
  const share = n > 0 ? none / n : 0;
  return [
    ...(none > 0
      ? [
          {
            code: 'no-reason',
            message: `${none.toLocaleString('en')} of ${n.toLocaleString('en')} losses (${Math.round(share * 100)} %) have no reason given.`,
            details: { deals: none, share },
          },
        ]
      : []),
    ...(n > 0 && n < constants.thin
      ? [{ code: 'thin', message: `Fewer than ${constants.thin} losses stand behind the shares.` }]
      : []),
  ];
}
