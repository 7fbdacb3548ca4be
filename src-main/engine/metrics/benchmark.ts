import { aalenJohansen, valueAt } from '#engine/stats/aalen-johansen';
import { kaplanMeier, survivalAt } from '#engine/stats/kaplan-meier';
import type { RiskTable } from '#engine/stats/risk-table';
import type { CycleOutcome } from '#shared/results/metrics';
import { constants } from './constants';

/**
 * Share of deals that take longer than `benchmark` days. `closed`: Kaplan–Meier share still open then. `won` and `lost`: of
 * those that end so by tau, the share that do after it; the bounds take the share by tau as known. Nulls beyond follow-up.
 */
export function beyondBenchmark(
  table: RiskTable,
  outcome: CycleOutcome,
  benchmark: number,
  tau: number | null,
) {
  const { value, low, high } =
    outcome === 'closed'
      ? survivalAt(kaplanMeier(table, { confidence: constants.confidence }), benchmark)
      : later(table, outcome, benchmark, tau);
  return { benchmark, beyond: value, beyondLow: low, beyondHigh: high };
}

const unknown = { value: null, low: null, high: null };

function later(table: RiskTable, outcome: 'won' | 'lost', benchmark: number, tau: number | null) {
  if (tau === null) return unknown;
  const curve = aalenJohansen(table, { confidence: constants.confidence });
  const end = valueAt(curve, outcome, tau).value;
  if (!end) return unknown;
  if (benchmark >= tau) return { value: 0, low: null, high: null };
  const by = valueAt(curve, outcome, benchmark);
  if (by.value === null) return unknown;
  const rest = (share: number) => Math.min(1, Math.max(0, 1 - share / end));
  return { value: rest(by.value), low: rest(by.high), high: rest(by.low) };
}
