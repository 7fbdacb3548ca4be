import { conditionalStart } from './conditional-start';
import { incidenceVariance } from './incidence-variance';
import { type QuantileEstimate, tolerance } from './kaplan-meier';
import { logLogBand } from './log-log-band';
import { atRisk, atRiskAt, eventRows, firstIndex, type RiskTable, remaining, subjects } from './risk-table';

/**
 * Cumulative incidence of won and lost, and the share still open, at each age with an event, ascending;
 * open + won + lost = 1. Bounds are pointwise F^exp(±z se / (F ln F)); at F = 0 and F = 1 they rest on an
 * approximation (see logLogBand). `startsAt` is above 0 only when the curve is conditional on being open
 * until that age; `n` counts all subjects; `observed` holds the at-risk count at every age of the table.
 */
export type IncidenceCurve = {
  n: number;
  startsAt: number;
  confidence: number;
  observed: { t: Float64Array; atRisk: Float64Array };
  t: Float64Array;
  atRisk: Float64Array;
  open: Float64Array;
  won: Float64Array;
  lost: Float64Array;
  wonSe: Float64Array;
  lostSe: Float64Array;
  wonLow: Float64Array;
  wonHigh: Float64Array;
  lostLow: Float64Array;
  lostHigh: Float64Array;
};

/**
 * Aalen and Johansen's estimate for the competing outcomes won and lost; wins and losses of one age are
 * handled jointly. Standard errors and bounds hold for counts; with weights of other kinds (value) only the
 * estimate has a meaning, and its spread comes from resampling. Linear in the number of distinct ages.
 */
export function aalenJohansen(table: RiskTable, { confidence = 0.95 } = {}): IncidenceCurve {
  const n = atRisk(table);
  const start = conditionalStart(table, n);
  const rows = eventRows(table, start);
  const column = () => new Float64Array(rows.length);
  const [t, present, open] = [column(), column(), column()];
  const won = incidence(table.won, confidence, column);
  const lost = incidence(table.lost, confidence, column);
  let survival = 1;
  let past = 0;
  for (const [at, row] of rows.entries()) {
    const ofAll = table.won[row]! + table.lost[row]!;
    const moment = { at, row, survivalBefore: survival, present: n[row]!, ofAll, known: n[row]! + past };
    won.step(moment);
    lost.step(moment);
    survival *= remaining(n[row]!, ofAll) / n[row]!;
    past += ofAll;
    t[at] = table.t[row]!;
    present[at] = n[row]!;
    open[at] = survival;
  }
  return {
    n: subjects(table),
    startsAt: start > 0 ? table.t[start]! : 0,
    confidence,
    observed: { t: table.t, atRisk: n },
    t,
    atRisk: present,
    open,
    won: won.estimate,
    lost: lost.estimate,
    wonSe: won.se,
    lostSe: lost.se,
    wonLow: won.low,
    wonHigh: won.high,
    lostLow: lost.low,
    lostHigh: lost.high,
  };
}

type Moment = {
  at: number;
  row: number;
  survivalBefore: number;
  present: number;
  ofAll: number;
  known: number;
};

/** The four columns of one cause, filled step by step. */
function incidence(events: Float64Array, confidence: number, column: () => Float64Array) {
  const [estimate, se, low, high] = [column(), column(), column(), column()];
  const variance = incidenceVariance();
  const band = logLogBand(confidence);
  let reached = 0;
  const step = ({ at, row, survivalBefore, present, ofAll, known }: Moment): void => {
    const ofCause = events[row]!;
    // Rounding may carry a sum of many fractions past 1.
    reached = Math.min(1, reached + (survivalBefore * ofCause) / present);
    const error = Math.sqrt(variance({ survivalBefore, present, ofCause, ofAll }));
    const bounds = band(reached, error, known);
    estimate[at] = reached;
    se[at] = error;
    low[at] = bounds.low;
    high[at] = bounds.high;
  };
  return { estimate, se, low, high, step };
}

export type Cause = 'won' | 'lost';

/** F at one age with its bounds; nulls where the curve says nothing. */
export type IncidenceEstimate =
  | { value: number; se: number; low: number; high: number }
  | { value: null; se: null; low: null; high: null };

/**
 * Share that has won (or lost) by age t. Nulls without subjects, before `startsAt`, and beyond follow-up
 * while some are still open.
 */
export function valueAt(curve: IncidenceCurve, cause: Cause, t: number): IncidenceEstimate {
  if (!isKnownAt(curve, t)) return { value: null, se: null, low: null, high: null };
  const i = lastRow(curve, t);
  if (i < 0) {
    const { low, high } = logLogBand(curve.confidence)(0, 0, atRiskAt(curve.observed, t));
    return { value: 0, se: 0, low, high };
  }
  const { estimate, se, low, high } = columns(curve, cause);
  return { value: estimate[i]!, se: se[i]!, low: low[i]!, high: high[i]! };
}

/**
 * Age by which a share p of those who win (or lose) by tau have done so: min {t: F(t) >= p F(tau)}, the
 * median or P80 time to win when tau is the supported age. The bounds invert the pointwise band of F at the
 * same level; they take F(tau) as known, which leaves out its own error. `high` is null when the lower band
 * does not come up to the level by tau. Nulls when nothing of the cause happens by tau.
 */
export function normalisedQuantile(
  curve: IncidenceCurve,
  cause: Cause,
  p: number,
  tau: number,
): QuantileEstimate {
  const last = lastRow(curve, tau);
  const { estimate, low, high } = columns(curve, cause);
  const plateau = estimate[last] ?? 0;
  if (plateau <= tolerance) return { value: null, low: null, high: null };
  const first = (y: Float64Array): number | null => {
    const i = y.findIndex((value, row) => estimate[row]! > 0 && value >= p * plateau - tolerance);
    return i >= 0 && i <= last ? curve.t[i]! : null;
  };
  return { value: first(estimate), low: first(high), high: first(low) };
}

/**
 * Probability of winning (or losing) within h more days for a deal open at age a: (F(a + h) - F(a)) / S(a).
 * Null when nobody is open at a, or where the curve says nothing at a or a + h.
 */
export function conditional(
  curve: IncidenceCurve,
  a: number,
  h: number,
  cause: Cause = 'won',
): number | null {
  const now = valueAt(curve, cause, a).value;
  const then = valueAt(curve, cause, a + h).value;
  const open = curve.open[lastRow(curve, a)] ?? 1;
  return now === null || then === null || open <= tolerance ? null : (then - now) / open;
}

function columns(curve: IncidenceCurve, cause: Cause) {
  return cause === 'won'
    ? { estimate: curve.won, se: curve.wonSe, low: curve.wonLow, high: curve.wonHigh }
    : { estimate: curve.lost, se: curve.lostSe, low: curve.lostLow, high: curve.lostHigh };
}

/** Row of the last event at or before t; -1 before the first. */
function lastRow(curve: IncidenceCurve, t: number): number {
  return firstIndex(curve.t.length, (i) => curve.t[i]! > t) - 1;
}

function isKnownAt(curve: IncidenceCurve, t: number): boolean {
  const allDecided = (curve.open.at(-1) ?? 1) <= tolerance;
  return curve.n > 0 && t >= curve.startsAt && (allDecided || t <= curve.observed.t.at(-1)!);
}
