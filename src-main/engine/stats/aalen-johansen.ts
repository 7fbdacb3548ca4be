import { columnsOf } from './columns';
import { conditionalStart } from './conditional-start';
import { incidenceVariance } from './incidence-variance';
import { type QuantileEstimate, tolerance } from './kaplan-meier';
import { Band, innerBounds, logLogBand } from './log-log-band';
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
  /** Bounds up to a row: what comes after need not be made. */
  bands: { won: Band; lost: Band };
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
  const column = columnsOf(rows.length, 9);
  const [t, present, open] = [column(), column(), column()];
  const won = incidence(table.won, confidence, column);
  const lost = incidence(table.lost, confidence, column);
  let survival = 1;
  let past = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
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
    get wonLow() {
      return won.band.upTo(rows.length).low;
    },
    get wonHigh() {
      return won.band.upTo(rows.length).high;
    },
    get lostLow() {
      return lost.band.upTo(rows.length).low;
    },
    get lostHigh() {
      return lost.band.upTo(rows.length).high;
    },
    bands: { won: won.band, lost: lost.band },
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

/** The columns of one cause, filled step by step; its band is made when it is asked for. */
function incidence(events: Float64Array, confidence: number, column: () => Float64Array) {
  const [estimate, se, knownAt] = [column(), column(), column()];
  const variance = incidenceVariance();
  let reached = 0;
  const step = ({ at, row, survivalBefore, present, ofAll, known }: Moment): void => {
    const ofCause = events[row]!;
    // Rounding may carry a sum of many fractions past 1.
    reached = Math.min(1, reached + (survivalBefore * ofCause) / present);
    const error = Math.sqrt(variance({ survivalBefore, present, ofCause, ofAll }));
    estimate[at] = reached;
    se[at] = error;
    knownAt[at] = known;
  };
  return { estimate, se, band: new Band({ estimate, se, known: knownAt }, confidence), step };
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
  const { estimate, se } = columns(curve, cause);
  const [value, error] = [estimate[i]!, se[i]!];
  const inner = innerBounds(value, error, curve.confidence);
  if (inner) return { value, se: error, ...inner };
  const { low, high } = curve.bands[cause].upTo(i + 1);
  return { value, se: error, low: low[i]!, high: high[i]! };
}

/** The share of valueAt alone, for when nobody asks how sure it is. */
export function shareAt(curve: IncidenceCurve, cause: Cause, t: number): number | null {
  if (!isKnownAt(curve, t)) return null;
  return columns(curve, cause).estimate[lastRow(curve, t)] ?? 0;
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
  const band = curve.bands[cause];
  return {
    value: normalisedAge(curve, cause, p, tau),
    low: firstAt(curve, cause, (i) => band.upTo(i + 1).high[i]!, p, tau),
    high: firstAt(curve, cause, (i) => band.upTo(i + 1).low[i]!, p, tau),
  };
}

/** The age alone, for when nobody asks how sure it is. */
export function normalisedAge(curve: IncidenceCurve, cause: Cause, p: number, tau: number): number | null {
  const { estimate } = columns(curve, cause);
  return firstAt(curve, cause, (i) => estimate[i]!, p, tau);
}

/** Age at which `yAt` comes up to the share p of what the estimate is at tau, once anything has happened. */
function firstAt(
  curve: IncidenceCurve,
  cause: Cause,
  yAt: (row: number) => number,
  p: number,
  tau: number,
): number | null {
  const last = lastRow(curve, tau);
  const { estimate } = columns(curve, cause);
  const plateau = estimate[last] ?? 0;
  if (plateau <= tolerance) return null;
  for (let i = 0; i <= last; i++) {
    if (estimate[i]! > 0 && yAt(i) >= p * plateau - tolerance) return curve.t[i]!;
  }
  return null;
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
    ? { estimate: curve.won, se: curve.wonSe }
    : { estimate: curve.lost, se: curve.lostSe };
}

/** Row of the last event at or before t; -1 before the first. */
function lastRow(curve: IncidenceCurve, t: number): number {
  return firstIndex(curve.t.length, (i) => curve.t[i]! > t) - 1;
}

function isKnownAt(curve: IncidenceCurve, t: number): boolean {
  const allDecided = (curve.open.at(-1) ?? 1) <= tolerance;
  return curve.n > 0 && t >= curve.startsAt && (allDecided || t <= curve.observed.t.at(-1)!);
}
