import type { Columns, Connection } from '#engine/query/connection';
import { aalenJohansen, normalisedAge, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { wilson } from '#engine/stats/intervals';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { pooled, type RiskTable, subjects } from '#engine/stats/risk-table';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { TrendRow } from '#shared/results/velocity';
import { addDays } from '#shared/time/day';
import { answer, type MetricScope } from './answer';
import { cleanUpWarnings } from './clean-ups';
import { constants } from './constants';
import { naive } from './cycle';
import type { WorkspaceFacts } from './facts';
import { sumOf } from './group-by';
import { lastingMacro } from './narrow-macro';
import { outcomeRisk } from './outcome-risk';
import { followingPeriod, periodPlace, periodsUntil, type TrendGrain } from './periods';
import { type Run, runsOf } from './runs';
import { macroArguments } from './scope-sql';
import { readableAge } from './support';

export type TrendScope = MetricScope & { grain: TrendGrain; horizon?: number | undefined };

type ClosedCell = { key: number; t: number; won: number; lost: number };

/**
 * Time to close and to win and the win rate of the deals created in each quarter or month, by curves that count open deals
 * as unfinished; beside them the plain medians and the closed rate of the deals closed in it. Win rates are read at one age
 * for all, so that young periods are not compared with old ones at another.
 */
export async function trend(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: TrendScope,
): Promise<MetricAnswer<TrendRow>> {
  const plain = { ...scope, by: undefined };
  const args = macroArguments(facts, plain, { period: true });
  const periods = await periodsUntil(connection, scope.grain, scope.asOf ?? facts.asOf);
  const place = (name: 'started' | 'closed') => ({
    wide: periodPlace(`o.${name}_at`, periods, (day) => day),
    narrow: periodPlace(`o.${name}`, periods, (day) => `weir.tick(${day})`),
  });
  const macro = lastingMacro('closed_risk', facts, plain);
  const dim = place('closed')[macro === 'closed_risk' ? 'wide' : 'narrow'];
  const [closed, { tables, statement }] = await Promise.all([
    connection.beside((other) =>
      other.columns<ClosedCell>(
        `FROM weir.${macro}(${args.sql}, dim := ${dim}) ORDER BY key, t`,
        args.params,
      ),
    ),
    outcomeRisk(connection, facts, plain, { dim: place('started') }),
  ]);
  const horizon = scope.horizon ?? commonAge(tables.values());
  const created = new Map([...tables].map(([key, table]) => [periods[Number(key)]!, table]));
  const closedOf = new Map(runsOf([closed.key]).map((run) => [periods[Number(closed.key[run.from])]!, run]));
  const known = periods.filter((period) => created.has(period) || closedOf.has(period));
  const between = periods.filter((period) => period >= known[0]! && period <= known.at(-1)!);
  const rows = between.map((period) => ({
    period,
    partial: isPartial(period, scope, facts),
    ...createdPart(created.get(period), horizon),
    ...closedPart(closed, closedOf.get(period) ?? { from: 0, to: 0 }),
  }));
  const warnings = [...youngWarning(rows), ...(await cleanUpWarnings(connection, facts, plain))];
  return answer('trend', facts, plain, { n: sumOf(rows, (row) => row.deals), rows, statement, warnings });
}

/** The age by which most wins of all periods together have come; null where nothing was won. */
function commonAge(tables: Iterable<RiskTable>): number | null {
  const all = pooled([...tables]);
  const tau = readableAge(all);
  return tau === null ? null : normalisedAge(aalenJohansen(all), 'won', constants.trendShare, tau);
}

function createdPart(table: RiskTable | undefined, horizon: number | null) {
  const counts = {
    deals: table ? subjects(table) : 0,
    open: table ? sumOf(table.censored, (count) => count) : 0,
  };
  const tau = table ? readableAge(table) : null;
  const openShare = counts.deals > 0 ? counts.open / counts.deals : null;
  const none = { value: null, low: null, high: null };
  const curve = table ? aalenJohansen(table) : null;
  const close = table ? quantile(kaplanMeier(table), 0.5) : none;
  const win = curve && tau !== null ? normalisedQuantile(curve, 'won', 0.5, tau) : none;
  const isSeen = curve && tau !== null && horizon !== null && horizon <= tau;
  const rate = isSeen ? valueAt(curve, 'won', horizon) : none;
  return {
    ...counts,
    openShare,
    medianClose: close.value,
    medianCloseLow: close.low,
    medianCloseHigh: close.high,
    medianWin: win.value,
    medianWinLow: win.low,
    medianWinHigh: win.high,
    winRate: rate.value,
    winRateLow: rate.low,
    winRateHigh: rate.high,
    atDays: horizon,
    tau,
  };
}

/** Plain figures of the deals that closed in the period. */
function closedPart(cells: Columns<ClosedCell>, { from, to }: Run) {
  const t = Float64Array.from(cells.t.slice(from, to));
  const wins = Float64Array.from(cells.won.slice(from, to));
  const ends = wins.map((won, i) => won + cells.lost[from + i]!);
  const won = sumOf(wins, (count) => count);
  const closed = sumOf(ends, (count) => count);
  const { low, high } = wilson(won, closed, constants.confidence);
  return {
    closed,
    won,
    closedRate: closed > 0 ? won / closed : null,
    closedRateLow: low,
    closedRateHigh: high,
    naiveMedianClose: naive(t, ends).naiveMedian,
    naiveMedianWin: naive(t, wins).naiveMedian,
  };
}

function isPartial(period: string, scope: TrendScope, facts: WorkspaceFacts): boolean {
  const asOf = scope.asOf ?? facts.asOf;
  const end = scope.to && scope.to < asOf ? scope.to : asOf;
  const cutBefore = scope.from !== undefined && scope.from > period;
  return cutBefore || addDays(end, 1) < followingPeriod(period, scope.grain);
}

function youngWarning(rows: readonly TrendRow[]): Warning[] {
  const age = rows[0]?.atDays;
  const young = rows.filter((row) => row.deals > 0 && row.winRate === null);
  if (age == null || young.length === 0) return [];
  const days = age.toLocaleString('en', { maximumFractionDigits: 0 });
  return [
    {
      code: 'too-young',
      message: `Of ${young.length === 1 ? 'one period' : `${young.length} periods`} too few deals are seen for ${days} days, the age at which win rates are compared.`,
      details: { periods: young.map((row) => row.period) },
    },
  ];
}
