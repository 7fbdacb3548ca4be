import type { Columns, Connection } from '#engine/query/connection';
import { kaplanMeier, quantile, quantileAge, restrictedMean } from '#engine/stats/kaplan-meier';
import { type RiskTable, riskTableFrom, subjects } from '#engine/stats/risk-table';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { cleanUpWarnings, countsSql, datesCleanUps } from './clean-ups';
import { curvePoints } from './curve';
import type { WorkspaceFacts } from './facts';
import { sumOf } from './group-by';
import { isWhole, lastingMacro } from './narrow-macro';
import { partialHistory } from './partial-history';
import { type Run, runsOf } from './runs';
import { macroArguments } from './scope-sql';
import { readableAge } from './support';

type Row = {
  key: string | null;
  stage_id: number;
  t: number;
  left_stage: number;
  censored: number;
  /** `left_stage` with losses of clean-ups as booked, where they are dated otherwise. */
  as_booked: number;
};

/** Length of visits to each open stage, by Kaplan–Meier with visits still going on as censored. */
export async function timeInStage(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & { curve: boolean },
): Promise<MetricAnswer<TimeInStageRow>> {
  const { visits, statement, moves } = await readVisits(connection, facts, scope);
  const stages = facts.stages.filter((stage) => stage.kind === 'open');
  const runs = runsOf([visits.stage_id, visits.key]);
  const rows = stages
    .flatMap((stage) =>
      runs
        .filter(({ from }) => visits.stage_id[from] === stage.stageId)
        .map((run) => ({
          ...stageRow(stage, scope.by ? visits.key[run.from] : undefined, tableOf(visits, run), scope.curve),
          ...(moves ? { bookedMedian: bookedMedian(visits, run) } : {}),
        })),
    )
    .sort((a, b) => a.rank - b.rank);
  const n = sumOf(rows, (row) => row.visits);
  return answer('time-in-stage', facts, scope, {
    n,
    rows,
    statement,
    warnings: [
      ...warningsOf(facts, rows),
      ...partialHistory(facts, 'Of a stage visited again only the last visit has a length.'),
      ...(await cleanUpWarnings(connection, facts, scope)),
    ],
  });
}

/** Visits of open stages by their length, with the statement that counted them. */
async function readVisits(connection: Connection, facts: WorkspaceFacts, scope: MetricScope) {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const macro = isWhole(scope) ? 'stage_risk_whole' : lastingMacro('stage_risk', facts, scope);
  const moves = datesCleanUps(facts, scope);
  const counts = countsSql({
    all: `weir.${macro}(${sql})`,
    moved: moves ? `weir.${lastingMacro('stage_risk_moved', facts, scope)}(${sql})` : null,
    booked: 'left_stage',
  });
  const statement = { sql: `FROM ${counts}\nORDER BY stage_id, key, t`, params };
  const visits = await connection.columns<Row>(statement.sql, statement.params);
  return { visits, statement, moves };
}

/** Lengths of the visits to each stage, by its id; leaving it counts as won. */
export async function visitTables(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<Map<number, RiskTable>> {
  const { visits } = await readVisits(connection, facts, { ...scope, by: undefined });
  return new Map(runsOf([visits.stage_id]).map((run) => [visits.stage_id[run.from]!, tableOf(visits, run)]));
}

/** Leaving in whatever direction ends a visit; the table has one kind of event here. */
function tableOf({ t, left_stage, censored }: Columns<Row>, { from, to }: Run): RiskTable {
  return riskTableFrom({ t, won: left_stage, lost: new Float64Array(t.length), censored }, from, to);
}

function bookedMedian(visits: Columns<Row>, run: Run): number | null {
  const booked: Columns<Row> = { ...visits, left_stage: visits.as_booked };
  return quantileAge(kaplanMeier(tableOf(booked, run)), 0.5);
}

function stageRow(
  stage: { stage: string; rank: number },
  key: string | null | undefined,
  table: RiskTable,
  withCurve: boolean,
): TimeInStageRow {
  const curve = kaplanMeier(table);
  const tau = readableAge(table);
  const left = sumOf(table.won, (count) => count);
  const { value: median, low, high } = quantile(curve, 0.5);
  const restricted = tau === null ? { mean: null, se: null } : restrictedMean(curve, tau);
  return {
    ...(key === undefined ? {} : { key }),
    stage: stage.stage,
    rank: stage.rank,
    visits: subjects(table),
    n: left,
    open: sumOf(table.censored, (count) => count),
    median,
    low,
    high,
    p80: quantileAge(curve, 0.8),
    p90: quantileAge(curve, 0.9),
    restrictedMean: restricted.mean,
    restrictedSe: restricted.se,
    naiveMean: left > 0 ? table.t.reduce((sum, t, i) => sum + t * table.won[i]!, 0) / left : null,
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
