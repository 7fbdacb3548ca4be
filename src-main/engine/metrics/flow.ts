import type { Connection } from '#engine/query/connection';
import type { Stage } from '#shared/model/stage';
import type { MetricAnswer } from '#shared/results/envelope';
import type { FlowDirection, FlowRow } from '#shared/results/flow';
import { answer, type MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { sumOf, toCents } from './group-by';
import { isWhole, narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { partialHistory } from './partial-history';
import { macroArguments } from './scope-sql';
import { withoutHistory } from './without-history';

type Row = {
  key: string | null;
  from_id: number;
  to_id: number | null;
  n: number;
  deals: number;
  value: number;
  median_days: number | null;
};

/**
 * All moves between stages that were made in the period, whatever their direction and however often a deal made them,
 * and what stood in each open stage at its end. `n` counts the moves.
 */
export async function flow(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<FlowRow>> {
  const { chosen, warnings } = onePipeline(facts, scope);
  const args = macroArguments(facts, chosen, { period: true });
  const macro = isWhole(chosen) ? 'flow_whole' : narrowMacro('flow', facts, chosen);
  const statement = {
    sql: `FROM weir.${macro}(${args.sql})\nORDER BY key NULLS LAST, from_id, to_id NULLS LAST`,
    params: args.params,
  };
  const counted = await connection.all<Row>(statement.sql, statement.params);
  const stages = new Map(facts.stages.map((stage) => [stage.stageId, stage]));
  const rows = counted.flatMap((row) => {
    const from = stages.get(row.from_id);
    const to = row.to_id === null ? null : stages.get(row.to_id);
    if (!from || to === undefined) return [];
    return [
      {
        ...(chosen.by ? { key: row.key } : {}),
        from: from.stage,
        to: to?.stage ?? null,
        direction: directionOf(from, to),
        count: row.n,
        deals: row.deals,
        value: toCents(row.value),
        medianDays: row.median_days,
      },
    ];
  });
  const n = sumOf(rows, (row) => (row.to === null ? 0 : row.count));
  return answer('flow', facts, chosen, {
    n,
    rows,
    statement,
    warnings: [
      ...warnings,
      ...withoutHistory(facts),
      ...partialHistory(facts, 'Moves to and from such visits are missing.'),
    ],
  });
}

/** Coming back from a closed stage is a move back, going on after the sale one forward. */
function directionOf(from: Stage, to: Stage | null): FlowDirection {
  if (to === null) return 'open';
  if (to.kind === 'lost') return 'lost';
  if (to.kind === 'open' && from.kind !== 'open') return 'back';
  if (to.kind !== 'open') return from.kind === 'open' || from.kind === 'lost' ? 'won' : onward(from, to);
  if (to.rank === from.rank + 1) return 'forward';
  return to.rank > from.rank ? 'skip' : 'back';
}

function onward(from: Stage, to: Stage): FlowDirection {
  return to.rank > from.rank ? 'forward' : 'back';
}
