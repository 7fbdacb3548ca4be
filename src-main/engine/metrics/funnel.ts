import type { Connection } from '#engine/query/connection';
import { aalenJohansen, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { type RiskTable, riskTable } from '#engine/stats/risk-table';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { FunnelDefinition, FunnelRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { type Fragment, macroArguments } from './scope-sql';
import { readableAge } from './support';

export type FunnelScope = MetricScope & {
  definition: FunnelDefinition;
  within?: number | undefined;
  cohortField: 'created' | 'entered';
};

/** As weir.funnel_risk has them. */
const fates = { advanced: 1, lost: 2, elsewhere: 3, open: 4 } as const;
type Fate = (typeof fates)[keyof typeof fates];
type Cell = { key: string | null; rank: number; fate: Fate; t: number; n: number; value: number };

/**
 * The funnel by one of four definitions: how many deals entered each open stage and what became of them. `conversion`
 * is the Aalen–Johansen share that goes further, losses competing and open deals censored, at `within` days or the last
 * age that enough deals support.
 */
export async function funnel(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: FunnelScope,
): Promise<MetricAnswer<FunnelRow>> {
  const { chosen, warnings } = onePipeline(facts, scope);
  const args = macroArguments(facts, chosen, { period: true });
  const options = `definition := '${scope.definition}', cohort := '${scope.cohortField}'`;
  const statement: Fragment = {
    sql: `FROM weir.${narrowMacro('funnel_risk', facts, chosen)}(${args.sql}, ${options})\nORDER BY ALL`,
    params: args.params,
  };
  const cells = await connection.all<Cell>(statement.sql, statement.params);
  const stages = facts.stages.filter(
    (stage) => stage.kind === 'open' && (chosen.pipeline === undefined || stage.pipeline === chosen.pipeline),
  );
  const byValue = scope.weight === 'value';
  const rows: FunnelRow[] = [];
  for (const [key, group] of [...groupBy(cells, (cell) => cell.key)].sort(byKey)) {
    const byRank = groupBy(group, (cell) => cell.rank);
    const first = sumOf(byRank.get(1) ?? [], (cell) => (byValue ? cell.value : cell.n));
    for (const stage of stages) {
      const row = funnelRow(stage, byRank.get(stage.rank) ?? [], { first, byValue, within: scope.within });
      rows.push(scope.by ? { key, ...row } : row);
    }
  }
  const n = sumOf(
    cells.filter((cell) => cell.rank === 1),
    (cell) => cell.n,
  );
  return answer('funnel', facts, chosen, {
    n,
    rows,
    statement,
    warnings: [...warnings, ...thinWarning(rows)],
  });
}

function byKey([a]: [string | null, unknown], [b]: [string | null, unknown]): number {
  return (a ?? '￿').localeCompare(b ?? '￿');
}

function funnelRow(
  stage: { stage: string; rank: number },
  cells: Cell[],
  options: { first: number; byValue: boolean; within: number | undefined },
): FunnelRow {
  const { byValue } = options;
  const weightOf = (cell: Cell) => (byValue ? cell.value : cell.n);
  const count = (fate: Fate) =>
    sumOf(
      cells.filter((cell) => cell.fate === fate),
      (cell) => cell.n,
    );
  const value = (fate?: Fate) =>
    sumOf(
      cells.filter((cell) => !fate || cell.fate === fate),
      (cell) => cell.value,
    );
  const entered = sumOf(cells, (cell) => cell.n);
  const weight = sumOf(cells, weightOf);
  const advanced = cells.filter((cell) => cell.fate === fates.advanced);
  return {
    stage: stage.stage,
    rank: stage.rank,
    entered,
    advanced: count(fates.advanced),
    lost: count(fates.lost),
    open: count(fates.open),
    ...conversionOf(cells, weightOf, options),
    naive: weight > 0 ? sumOf(advanced, weightOf) / weight : null,
    fromStart: options.first > 0 ? weight / options.first : null,
    valueEntered: toCents(value()),
    valueAdvanced: toCents(value(fates.advanced)),
  };
}

type Conversion = Pick<
  FunnelRow,
  'conversion' | 'low' | 'high' | 'lostShare' | 'undecided' | 'atDays' | 'medianDays'
>;
const unknown: Conversion = {
  conversion: null,
  low: null,
  high: null,
  lostShare: null,
  undecided: null,
  atDays: null,
  medianDays: null,
};

function conversionOf(
  cells: Cell[],
  weightOf: (cell: Cell) => number,
  options: { byValue: boolean; within: number | undefined },
): Conversion {
  const counts = toRiskTable(cells, (cell) => cell.n);
  const tau = options.within ?? readableAge(counts);
  if (tau === null) return unknown;
  const curve = aalenJohansen(options.byValue ? toRiskTable(cells, weightOf) : counts);
  const advanced = valueAt(curve, 'won', tau);
  const lost = valueAt(curve, 'lost', tau);
  const lastStep = curve.t.findLast((t) => t <= tau) ?? tau;
  return {
    conversion: advanced.value,
    // Bounds from counts do not hold for money: deals differ in size, and one large one moves the rate.
    low: options.byValue ? null : advanced.low,
    high: options.byValue ? null : advanced.high,
    lostShare: lost.value,
    undecided: advanced.value === null ? null : Math.max(0, 1 - advanced.value - (lost.value ?? 0)),
    atDays: options.within ?? lastStep,
    medianDays: normalisedQuantile(curve, 'won', 0.5, tau).value,
  };
}

/** "Won" is going further; losing and being won elsewhere compete with it. */
function toRiskTable(cells: Cell[], weightOf: (cell: Cell) => number): RiskTable {
  return riskTable(
    cells.map((cell) => ({
      t: cell.t,
      won: cell.fate === fates.advanced ? weightOf(cell) : 0,
      lost: cell.fate === fates.lost || cell.fate === fates.elsewhere ? weightOf(cell) : 0,
      censored: cell.fate === fates.open ? weightOf(cell) : 0,
    })),
  );
}

function thinWarning(rows: FunnelRow[]): Warning[] {
  const thin = rows.filter((row) => row.entered > 0 && row.entered < constants.thin);
  if (thin.length === 0) return [];
  return [
    {
      code: 'thin',
      message: `Fewer than ${constants.thin} deals stand behind ${thin.length === 1 ? 'one of the rates' : `${thin.length} of the rates`}; mind the interval.`,
    },
  ];
}
