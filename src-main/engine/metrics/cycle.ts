import type { Connection } from '#engine/query/connection';
import { aalenJohansen, normalisedAge, normalisedQuantile } from '#engine/stats/aalen-johansen';
import { kaplanMeier, quantile, quantileAge, restrictedMean } from '#engine/stats/kaplan-meier';
import { type RiskTable, subjects } from '#engine/stats/risk-table';
import { WeirError } from '#shared/contract/errors';
import { counted } from '#shared/results/counted';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { CycleOutcome, CycleRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { beyondBenchmark } from './benchmark';
import { cleanUpWarnings } from './clean-ups';
import { constants } from './constants';
import { curvePoints } from './curve';
import type { WorkspaceFacts } from './facts';
import { sumOf } from './group-by';
import { outcomeRisk, type RiskReader } from './outcome-risk';
import { fieldColumn } from './scope-sql';
import { readableAge } from './support';

export type CycleScope = MetricScope & {
  outcome: CycleOutcome;
  start: string;
  curve: boolean;
  benchmark?: number | undefined;
};

/**
 * Cycle length of the deals created in the period. `closed`: Kaplan–Meier with open deals censored; `won` and `lost`:
 * quantiles of their Aalen–Johansen curve relative to its value at tau. The naive mean and median use only the deals
 * that have already ended that way.
 */
export async function cycle(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: CycleScope,
  readRisk: RiskReader = outcomeRisk,
): Promise<MetricAnswer<CycleRow>> {
  const startAt = startColumn(facts, scope.start);
  const { tables, booked, statement } = await readRisk(connection, facts, scope, startAt ? { startAt } : {});
  const rows = [...tables].map(([key, table]) => ({
    ...cycleRow(key, table, scope),
    ...(booked ? { bookedMedian: medianOf(booked.get(key), scope.outcome) } : {}),
  }));
  const n = sumOf(rows, (row) => row.n);
  const warnings = [
    ...warningsOf(facts, scope, n, rows),
    ...(await cleanUpWarnings(connection, facts, scope, bookedText(rows))),
  ];
  return answer('cycle', facts, scope, { n, rows, statement, warnings });
}

/** The moment the clock starts; creation (of this life) unless another dated field is asked for. */
function startColumn(facts: WorkspaceFacts, start: string): string | null {
  const column = fieldColumn(facts, start);
  if (column.field === 'created_at') return null;
  if (column.type !== 'day' && column.type !== 'instant') {
    throw new WeirError({
      code: 'invalid-input',
      message: `A cycle cannot start at "${start}": it is not a date.`,
      hint: `Dates here: ${facts.fields
        .filter((f) => f.type === 'day' || f.type === 'instant')
        .map((f) => f.field)
        .join(', ')}.`,
    });
  }
  return `"${column.field.replaceAll('"', '""')}"`;
}

function cycleRow(key: string | null, table: RiskTable, scope: CycleScope): CycleRow {
  const tau = readableAge(table);
  const ended = endedOf(table, scope.outcome);
  const row = {
    key,
    outcome: scope.outcome,
    n: subjects(table),
    events: ended.reduce((sum, count) => sum + count, 0),
    ...quantiles(table, scope.outcome, tau),
    tau,
    ...naive(table.t, ended),
    ...(scope.benchmark === undefined ? {} : beyondBenchmark(table, scope.outcome, scope.benchmark, tau)),
  };
  return scope.curve && tau !== null ? { ...row, curve: curvePoints(table, scope.outcome, tau) } : row;
}

function quantiles(table: RiskTable, outcome: CycleOutcome, tau: number | null) {
  const survival = kaplanMeier(table);
  const mean = tau === null ? null : restrictedMean(survival, tau).mean;
  if (outcome === 'closed') {
    const { value: median, low, high } = quantile(survival, 0.5);
    const at = (p: number) => quantileAge(survival, p);
    return { median, low, high, p25: at(0.25), p75: at(0.75), p90: at(0.9), restrictedMean: mean };
  }
  const curve = aalenJohansen(table);
  const { value: median, low, high } = normalisedQuantile(curve, outcome, 0.5, tau ?? 0);
  const at = (p: number) => normalisedAge(curve, outcome, p, tau ?? 0);
  return { median, low, high, p25: at(0.25), p75: at(0.75), p90: at(0.9), restrictedMean: mean };
}

/** What the median is by the booked days, where there is one row to say it of. */
function bookedText(rows: CycleRow[]): string | null {
  const [row, another] = rows;
  if (row?.bookedMedian == null || another) return null;
  const booked = daysText(row.bookedMedian);
  const isSame = row.median !== null && booked === daysText(row.median);
  return isSame ? 'the median is the same' : `the median is ${booked} days`;
}

function daysText(days: number): string {
  return days.toLocaleString('en', { maximumFractionDigits: 1 });
}

function medianOf(table: RiskTable | undefined, outcome: CycleOutcome): number | null {
  if (!table) return null;
  if (outcome === 'closed') return quantileAge(kaplanMeier(table), 0.5);
  return normalisedAge(aalenJohansen(table), outcome, 0.5, readableAge(table) ?? 0);
}

function endedOf(table: RiskTable, outcome: CycleOutcome): Float64Array {
  if (outcome === 'won') return table.won;
  if (outcome === 'lost') return table.lost;
  return table.won.map((won, i) => won + table.lost[i]!);
}

/** Mean and median (of the two middle ones) over ended deals only. */
export function naive(
  t: Float64Array,
  ended: Float64Array,
): { naiveMean: number | null; naiveMedian: number | null } {
  const n = ended.reduce((sum, count) => sum + count, 0);
  if (n === 0) return { naiveMean: null, naiveMedian: null };
  const mean = t.reduce((sum, age, i) => sum + age * ended[i]!, 0) / n;
  const at = (position: number) => t[firstAbove(ended, position)] ?? 0;
  return { naiveMean: mean, naiveMedian: (at(Math.ceil(n / 2) - 1) + at(Math.floor(n / 2))) / 2 };
}

/** Row at which the running total first exceeds `position`. */
function firstAbove(counts: Float64Array, position: number): number {
  let seen = 0;
  for (const [i, count] of counts.entries()) {
    seen += count;
    if (seen > position) return i;
  }
  return counts.length - 1;
}

function warningsOf(facts: WorkspaceFacts, scope: CycleScope, n: number, rows: CycleRow[]): Warning[] {
  const warnings: Warning[] = [];
  const missing = facts.opportunities - n;
  if (
    missing > 0 &&
    scope.where.length === 0 &&
    !scope.from &&
    !scope.to &&
    scope.pipeline === undefined &&
    !scope.asOf
  ) {
    warnings.push({
      code: 'no-start',
      message: `${counted(missing, 'deal has no usable dates for this and is', 'deals have no usable dates for this and are')} left out.`,
      details: { deals: missing },
    });
  }
  if (rows.some((row) => row.n < constants.smallSample)) {
    warnings.push({
      code: 'small-sample',
      message: `Under ${constants.smallSample} deals a curve is read to its end; its tail rests on very few deals.`,
    });
  }
  return warnings;
}
