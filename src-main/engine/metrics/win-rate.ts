import type { Connection } from '#engine/query/connection';
import { aalenJohansen, valueAt } from '#engine/stats/aalen-johansen';
import { wilson } from '#engine/stats/intervals';
import type { RiskTable } from '#engine/stats/risk-table';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { WinRateRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { cleanUpWarnings } from './clean-ups';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { sumOf, toCents } from './group-by';
import { narrowMacro } from './narrow-macro';
import { outcomeRisk, type RiskReader } from './outcome-risk';
import { macroArguments } from './scope-sql';
import { readableAge } from './support';

/** Deals of one kind: created in the period, and closed in it, as weir.win_rate counts them. */
export type WinCounts = {
  key: string | null;
  created: number;
  won: number;
  lost: number;
  open: number;
  won_value: number;
  lost_value: number;
};

/**
 * Win rates, each by its own name: won / (won + lost) of the deals closed in the period with Wilson's interval, the
 * same by value (`closeDate` says whether a back-dated closing counts on the day of the log or on its close date), and the Aalen–Johansen share won of the deals created in the period, at `horizon` or tau. What is `known`
 * from another metric of the same scope is not asked again.
 */
export async function winRate(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & { horizon?: number | undefined; closeDate?: 'recorded' | 'booked' | undefined },
  known: { readRisk?: RiskReader; counts?: () => Promise<WinCounts[] | null> } = {},
): Promise<MetricAnswer<WinRateRow>> {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  // By the close date of the CRM only the wide tables can tell.
  const macro = scope.closeDate === 'booked' ? 'win_rate_booked' : narrowMacro('win_rate', facts, scope);
  const statement = { sql: `FROM weir.${macro}(${sql})`, params };
  const { tables, booked } = await (known.readRisk ?? outcomeRisk)(connection, facts, scope);
  const counts =
    (await known.counts?.()) ?? (await connection.all<WinCounts>(statement.sql, statement.params));
  const rows = counts.map((count) => ({
    ...winRateRow(count, tables.get(count.key), scope.horizon),
    ...(booked
      ? { bookedCohortRate: cohortOf(booked.get(count.key), scope.horizon).rate?.value ?? null }
      : {}),
  }));
  const n = sumOf(counts, (row) => row.created);
  const warnings = [
    ...warningsOf(rows),
    ...(await cleanUpWarnings(connection, facts, scope, bookedText(rows))),
  ];
  return answer('win-rate', facts, scope, { n, rows, statement, warnings });
}

function winRateRow(count: WinCounts, table: RiskTable | undefined, horizon: number | undefined): WinRateRow {
  const closed = count.won + count.lost;
  const value = count.won_value + count.lost_value;
  const { low, high } = wilson(count.won, closed, constants.confidence);
  const { tau, rate: cohort } = cohortOf(table, horizon);
  return {
    key: count.key,
    created: count.created,
    won: count.won,
    lost: count.lost,
    open: count.open,
    closedRate: closed > 0 ? count.won / closed : null,
    low,
    high,
    closedValueRate: value > 0 ? count.won_value / value : null,
    cohortRate: cohort?.value ?? null,
    cohortLow: cohort?.low ?? null,
    cohortHigh: cohort?.high ?? null,
    tau,
    wonValue: toCents(count.won_value),
    lostValue: toCents(count.lost_value),
    averageWon: count.won > 0 ? toCents(count.won_value / count.won) : null,
  };
}

/** What the cohort rate is by the booked days, where there is one row to say it of. */
function bookedText(rows: WinRateRow[]): string | null {
  const [row, another] = rows;
  if (row?.bookedCohortRate == null || another) return null;
  const booked = rateText(row.bookedCohortRate);
  const isSame = row.cohortRate !== null && booked === rateText(row.cohortRate);
  return isSame ? 'the cohort rate is the same' : `the cohort rate is ${booked}`;
}

function rateText(rate: number): string {
  return rate.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
}

function cohortOf(table: RiskTable | undefined, horizon: number | undefined) {
  const tau = table ? (horizon ?? readableAge(table)) : null;
  return { tau, rate: table && tau !== null ? valueAt(aalenJohansen(table), 'won', tau) : null };
}

function warningsOf(rows: WinRateRow[]): Warning[] {
  const thin = rows.filter((row) => row.won + row.lost > 0 && row.won + row.lost < constants.thin);
  if (thin.length === 0) return [];
  return [
    {
      code: 'thin',
      message: `${thin.length === 1 ? 'One rate rests' : `${thin.length} rates rest`} on fewer than ${constants.thin} closed deals; mind the interval.`,
      details: { keys: thin.map((row) => row.key) },
    },
  ];
}
