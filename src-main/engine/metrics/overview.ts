import type { Connection } from '#engine/query/connection';
import { counted } from '#shared/results/counted';
import type { MetricAnswer } from '#shared/results/envelope';
import type { MonthRow, OverviewRow, PipelineRow } from '#shared/results/metrics';
import { addDays, addMonths, daysBetween, monthStart } from '#shared/time/day';
import { answer, type MetricScope } from './answer';
import { constants } from './constants';
import { cycle } from './cycle';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { isWhole, narrowMacro } from './narrow-macro';
import { rememberedRisk } from './outcome-risk';
import { openMacro } from './recent/held-months';
import { macroArguments } from './scope-sql';
import { timeInStage } from './time-in-stage';
import { type WinCounts, winRate } from './win-rate';

/** How many months the overview looks back when no period is chosen. */
const monthsShown = 18;

/** The numbers of the first page in one call, each computed by the metric of its name. */
export async function overview(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<OverviewRow>> {
  const plain = { ...scope, by: undefined };
  // What moves losses of clean-ups is said once.
  const quiet = { ...plain, quiet: true };
  const before = previousPeriod(facts, plain);
  const readRisk = rememberedRisk();
  const whole = { ...plain, start: 'created_at', curve: false };
  const counting = byMonth(connection, facts, plain);
  const [stages, { now, previous, closed, toWin }, pipeline, { months }] = await Promise.all([
    connection.beside((other) => timeInStage(other, facts, { ...quiet, curve: false })),
    connection.beside(async (other) => ({
      now: await winRate(other, facts, quiet, { readRisk, counts: async () => (await counting).totals }),
      previous: before ? await winRate(other, facts, { ...before, quiet: true }, { readRisk }) : null,
      closed: await cycle(other, facts, { ...whole, outcome: 'closed' }, readRisk),
      toWin: await cycle(other, facts, { ...whole, outcome: 'won', quiet: true }, readRisk),
    })),
    pipelineByStage(connection, facts, plain),
    counting,
  ]);
  const slowest =
    stages.rows
      .filter((row) => row.median !== null && row.visits >= constants.thin)
      .sort((a, b) => b.median! - a.median!)[0] ?? null;
  const rate = now.rows[0] ?? emptyRate;
  const row: OverviewRow = {
    pipeline: pipeline.rows,
    months,
    winRate: rate,
    previousWinRate: previous?.rows[0] ?? null,
    cycle: closed.rows[0] ?? null,
    timeToWin: toWin.rows[0] ?? null,
    bottleneck: slowest,
    totals: {
      deals: rate.created,
      open: sumOf(pipeline.rows, (stage) => stage.count),
      openValue: toCents(sumOf(pipeline.rows, (stage) => stage.value)),
      won: rate.won,
      lost: rate.lost,
      wonValue: rate.wonValue,
    },
  };
  const warnings = [...closed.warnings, ...stages.warnings, ...unpricedWarning(pipeline.rows)];
  return answer('overview', facts, scope, { n: now.n, rows: [row], statement: pipeline.statement, warnings });
}

const emptyRate: OverviewRow['winRate'] = {
  key: null,
  created: 0,
  won: 0,
  lost: 0,
  open: 0,
  closedRate: null,
  low: null,
  high: null,
  closedValueRate: null,
  cohortRate: null,
  cohortLow: null,
  cohortHigh: null,
  tau: null,
  wonValue: 0,
  lostValue: 0,
  averageWon: null,
};

/** Open deals by stage on the as-of day, stages without deals included. */
async function pipelineByStage(connection: Connection, facts: WorkspaceFacts, scope: MetricScope) {
  const { sql, params } = macroArguments(facts, scope, { period: false });
  const statement = { sql: `FROM ${openMacro('pipeline', facts, scope)}(${sql})`, params };
  const counted = await connection.all<{
    stage: string;
    rank: number;
    deals: number;
    value: number;
    unpriced: number;
    median_age: number | null;
  }>(statement.sql, statement.params);
  const stages = facts.stages.filter(
    (stage) => stage.kind === 'open' && (scope.pipeline === undefined || stage.pipeline === scope.pipeline),
  );
  const rows: PipelineRow[] = [...groupBy(stages, (stage) => stage.stage)].map(([stage, [first]]) => {
    const found = counted.filter((row) => row.stage === stage);
    return {
      stage,
      rank: first?.rank ?? 0,
      count: sumOf(found, (row) => row.deals),
      value: toCents(sumOf(found, (row) => row.value)),
      unpriced: sumOf(found, (row) => row.unpriced),
      medianAge: found[0]?.median_age ?? null,
    };
  });
  return { rows, statement };
}

type MonthCounts = {
  month: string | null;
  created: number;
  won: number;
  lost: number;
  created_value: number;
  won_value: number;
  lost_value: number;
  open: number;
};

/**
 * Whole months up to the as-of day's, with months in which nothing happened. Without a period all are read: then they add
 * up to what the win rate counts, `totals`.
 */
async function byMonth(connection: Connection, facts: WorkspaceFacts, scope: MetricScope) {
  const asOf = scope.asOf ?? facts.asOf;
  const last = monthStart(scope.to && scope.to < asOf ? scope.to : asOf);
  const from = monthStart(scope.from ?? addMonths(last, 1 - monthsShown));
  if (from > last) return { months: [], totals: null };
  const hasPeriod = scope.from !== undefined || scope.to !== undefined;
  const whole = hasPeriod ? { ...scope, from, to: addDays(addMonths(last, 1), -1) } : scope;
  const { sql, params } = macroArguments(facts, whole, { period: true });
  const rows = await connection.all<MonthCounts>(
    `FROM weir.${isWhole(scope) ? 'by_month_whole' : narrowMacro('by_month', facts, scope)}(${sql})`,
    params,
  );
  const shown = rows.filter(({ month }) => month !== null && month >= from && month <= last);
  const months: MonthRow[] = [];
  for (let month = shown[0]?.month ?? last; month <= last; month = addMonths(month, 1)) {
    const row = shown.find((one) => one.month === month);
    months.push({
      month,
      created: row?.created ?? 0,
      won: row?.won ?? 0,
      lost: row?.lost ?? 0,
      createdValue: toCents(row?.created_value ?? 0),
      wonValue: toCents(row?.won_value ?? 0),
      lostValue: toCents(row?.lost_value ?? 0),
      partial: month === monthStart(asOf) && addDays(asOf, 1) < addMonths(month, 1),
    });
  }
  return { months, totals: hasPeriod ? null : totalsOf(rows) };
}

function totalsOf(rows: MonthCounts[]): WinCounts[] {
  if (rows.length === 0) return [];
  const total = (name: Exclude<keyof MonthCounts, 'month'>) => sumOf(rows, (row) => row[name]);
  return [
    {
      key: null,
      created: total('created'),
      won: total('won'),
      lost: total('lost'),
      open: total('open'),
      won_value: total('won_value'),
      lost_value: total('lost_value'),
    },
  ];
}

/** The period of the same length just before the chosen one; none without a period. */
function previousPeriod(facts: WorkspaceFacts, scope: MetricScope): MetricScope | null {
  if (!scope.from) return null;
  const to = scope.to ?? scope.asOf ?? facts.asOf;
  const length = daysBetween(scope.from, to) + 1;
  return { ...scope, from: addDays(scope.from, -length), to: addDays(scope.from, -1) };
}

function unpricedWarning(rows: PipelineRow[]) {
  const unpriced = sumOf(rows, (row) => row.unpriced);
  if (unpriced === 0) return [];
  return [
    {
      code: 'unpriced',
      message: `${counted(unpriced, 'open deal has no amount and counts', 'open deals have no amount and count')} as 0 in the value.`,
      details: { deals: unpriced },
    },
  ];
}
