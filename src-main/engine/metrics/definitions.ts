import type { Connection } from '#engine/query/connection';
import type { MetricAnswer } from '#shared/results/envelope';
import { type DefinitionRow, type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { isWhole, narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { macroArguments } from './scope-sql';

type Row = {
  rank: number;
  definition: FunnelDefinition;
  entered: number;
  advanced: number;
};

/** The four ways to count a funnel side by side, with how many deals each counts differently from `reached`. */
export async function compareDefinitions(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<DefinitionRow>> {
  const { chosen, warnings } = onePipeline(facts, scope);
  const pooled = { ...chosen, by: undefined };
  const args = macroArguments(facts, pooled, { period: true });
  const macro = isWhole(pooled)
    ? 'funnel_definitions_whole'
    : narrowMacro('funnel_definitions', facts, pooled);
  const statement = {
    sql: `FROM weir.${macro}(${args.sql})\nORDER BY rank, definition`,
    params: args.params,
  };
  const counted = await connection.all<Row>(statement.sql, statement.params);
  const stages = facts.stages.filter(
    (stage) => stage.kind === 'open' && (chosen.pipeline === undefined || stage.pipeline === chosen.pipeline),
  );
  const rows = stages.map((stage) => {
    const at = (definition: FunnelDefinition) =>
      counted.find((row) => row.rank === stage.rank && row.definition === definition);
    const each = <T>(pick: (row: Row | undefined) => T) =>
      Object.fromEntries(funnelDefinitions.map((d) => [d, pick(at(d))])) as Record<FunnelDefinition, T>;
    return {
      stage: stage.stage,
      rank: stage.rank,
      entered: each((row) => row?.entered ?? 0),
      advanced: each((row) => row?.advanced ?? 0),
      naive: each((row) => (row && row.entered > 0 ? row.advanced / row.entered : null)),
      differing: each((row) => (at('reached')?.entered ?? 0) - (row?.entered ?? 0)),
    };
  });
  const n = rows[0]?.entered.reached ?? 0;
  return answer('definitions', facts, chosen, { n, rows, statement, warnings });
}
