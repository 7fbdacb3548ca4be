import type { Connection } from '#engine/query/connection';
import { kaplanMeier, quantile, restrictedMean } from '#engine/stats/kaplan-meier';
import { type RiskTable, riskTable, subjects } from '#engine/stats/risk-table';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { curvePoints } from './curve';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf } from './group-by';
import { narrowMacro } from './narrow-macro';
import { macroArguments } from './scope-sql';
import { readableAge } from './support';

type Row = { key: string | null; stage_id: number; t: number; left_stage: number; censored: number };

/** Length of visits to each open stage, by Kaplan–Meier with visits still going on as censored. */
export async function timeInStage(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & { curve: boolean },
): Promise<MetricAnswer<TimeInStageRow>> {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const macro = narrowMacro('stage_risk', facts, scope);
  const statement = { sql: `FROM weir.${macro}(${sql})\nORDER BY stage_id, key, t`, params };
  const counted = await connection.all<Row>(statement.sql, statement.params);
  const stages = facts.stages.filter((stage) => stage.kind === 'open');
  const byStage = groupBy(counted, (row) => row.stage_id);
  const rows = stages
    .flatMap((stage) => {
      const visits = byStage.get(stage.stageId) ?? [];
      return [...groupBy(visits, (row) => row.key)].map(([key, group]) =>
        stageRow(stage, scope.by ? key : undefined, group, scope.curve),
      );
    })
    .sort((a, b) => a.rank - b.rank);
  const n = sumOf(rows, (row) => row.visits);
  return answer('time-in-stage', facts, scope, { n, rows, statement, warnings: warningsOf(facts, rows) });
}

function stageRow(
  stage: { stage: string; rank: number },
  key: string | null | undefined,
  visits: Row[],
  withCurve: boolean,
): TimeInStageRow {
  // Leaving in whatever direction ends a visit; the table has one kind of event here.
  const table: RiskTable = riskTable(
    visits.map((row) => ({ t: row.t, won: row.left_stage, lost: 0, censored: row.censored })),
  );
  const curve = kaplanMeier(table);
  const tau = readableAge(table);
  const left = sumOf(visits, (row) => row.left_stage);
  const { value: median, low, high } = quantile(curve, 0.5);
  return {
    ...(key === undefined ? {} : { key }),
    stage: stage.stage,
    rank: stage.rank,
    visits: subjects(table),
    n: left,
    open: sumOf(visits, (row) => row.censored),
    median,
    low,
    high,
    p80: quantile(curve, 0.8).value,
    p90: quantile(curve, 0.9).value,
    restrictedMean: tau === null ? null : restrictedMean(curve, tau).mean,
    naiveMean: left > 0 ? sumOf(visits, (row) => row.t * row.left_stage) / left : null,
    ...(withCurve && tau !== null ? { curve: curvePoints(table, 'closed', tau) } : {}),
  };
}

function warningsOf(facts: WorkspaceFacts, rows: TimeInStageRow[]): Warning[] {
  const missing = facts.stages.filter(
    (stage) =>
      stage.kind === 'open' && !rows.some((row) => row.rank === stage.rank && row.stage === stage.stage),
  );
  if (missing.length === 0) return [];
  return [
    {
      code: 'no-stage-history',
      message: `When deals came into ${missing.map((stage) => stage.stage).join(', ')} is not in the data. An export of the stage history would tell.`,
      details: { stages: missing.map((stage) => stage.stage) },
    },
  ];
}
