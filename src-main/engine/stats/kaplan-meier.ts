import { columnsOf } from './columns';
import { conditionalStart } from './conditional-start';
import { Band } from './log-log-band';
import { atRisk, eventRows, firstIndex, type RiskTable, remaining, subjects } from './risk-table';

/** Survival compared with a probability is equal within this: 0.75 is not exact after products. */
export const tolerance = 1e-9;

/**
 * Survival S(t) of "still open" at each age with an event (won or lost), ascending. `low` and `high` are
 * pointwise log-log bounds; at S = 0 they rest on an approximation (see logLogBand) and `se` is 0.
 * `startsAt` is above 0 only when the curve is conditional on being open until that age; `followUp` is the
 * largest age seen, with or without an event; `n` counts all subjects, including those before the start.
 */
export type SurvivalCurve = {
  n: number;
  startsAt: number;
  followUp: number;
  t: Float64Array;
  atRisk: Float64Array;
  events: Float64Array;
  survival: Float64Array;
  se: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** Bounds up to a row: what comes after need not be made. */
  band: Band;
};

/**
 * Kaplan and Meier's estimate with Greenwood's standard error. Standard errors and bounds hold for counts;
 * with weights of other kinds only the estimate has a meaning, and its spread comes from resampling.
 */
export function kaplanMeier(table: RiskTable, { confidence = 0.95 } = {}): SurvivalCurve {
  const n = atRisk(table);
  const start = conditionalStart(table, n);
  const rows = eventRows(table, start);
  const column = columnsOf(rows.length, 6);
  const [survivals, errors, known] = [column(), column(), column()];
  const band = new Band({ estimate: survivals, se: errors, known }, confidence);
  const curve = {
    n: subjects(table),
    startsAt: start > 0 ? table.t[start]! : 0,
    followUp: table.t.at(-1) ?? 0,
    t: column(),
    atRisk: column(),
    events: column(),
    survival: survivals,
    se: errors,
    get low() {
      return band.upTo(rows.length).low;
    },
    get high() {
      return band.upTo(rows.length).high;
    },
    band,
  };
  let survival = 1;
  let greenwood = 0;
  let past = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const present = n[row]!;
    const events = table.won[row]! + table.lost[row]!;
    survival *= remaining(present, events) / present;
    greenwood += greenwoodTerm(present, events);
    const se = survival * Math.sqrt(greenwood);
    known[at] = present + past;
    past += events;
    curve.t[at] = table.t[row]!;
    curve.atRisk[at] = present;
    curve.events[at] = events;
    curve.survival[at] = survival;
    curve.se[at] = se;
  }
  return curve;
}

/** An age with bounds; null where the curve, or the bound, never comes down to the asked level. */
export type QuantileEstimate = { value: number | null; low: number | null; high: number | null };

/**
 * Age by which a share p (between 0 and 1) has closed: the smallest t with S(t) <= 1 - p, or the midpoint of
 * the flat stretch where S equals 1 - p, as R does. Bounds by inverting the band.
 */
export function quantile(curve: SurvivalCurve, p: number): QuantileEstimate {
  // The band has no inverse where S = 0: an upper bound from there would claim certainty.
  const zero = firstIndex(curve.t.length, (i) => curve.survival[i]! <= tolerance);
  return {
    value: quantileAge(curve, p),
    low: crossing(curve, (i) => curve.band.upTo(i + 1).low[i]!, zero, 1 - p),
    high: crossing(curve, (i) => curve.band.upTo(i + 1).high[i]!, zero, 1 - p),
  };
}

/**
 * Share still open after age t, with the band there. Nulls without subjects, before `startsAt`, and beyond follow-up while
 * some are still open.
 */
export function survivalAt(curve: SurvivalCurve, t: number): QuantileEstimate {
  const last = curve.survival.at(-1) ?? 1;
  if (curve.n === 0 || t < curve.startsAt || (t > curve.followUp && last > tolerance)) {
    return { value: null, low: null, high: null };
  }
  const i = firstIndex(curve.t.length, (row) => curve.t[row]! > t) - 1;
  if (i < 0) return { value: 1, low: null, high: null };
  return { value: curve.survival[i]!, low: curve.low[i]!, high: curve.high[i]! };
}

/** The age of quantile alone, for when nobody asks how sure it is. */
export function quantileAge(curve: SurvivalCurve, p: number): number | null {
  return crossing(curve, (i) => curve.survival[i]!, curve.t.length, 1 - p);
}

export type MeanEstimate = { mean: number; se: number } | { mean: null; se: null };

/**
 * Restricted mean: the mean age at close when every age is cut at tau, i.e. the area under S up to tau, with
 * its standard error (Klein and Moeschberger 2003, 4.5; R's rmean). For a conditional curve it is the mean
 * of those open at `startsAt`. Nulls without subjects, or when tau lies beyond follow-up while some are
 * still open, because the area there is unknown.
 */
export function restrictedMean(curve: SurvivalCurve, tau: number): MeanEstimate {
  const last = curve.survival.at(-1) ?? 1;
  if (curve.n === 0 || tau < curve.startsAt || (tau > curve.followUp && last > tolerance)) {
    return { mean: null, se: null };
  }
  let area = 0;
  let variance = 0;
  let until = tau;
  for (let i = firstIndex(curve.t.length, (row) => curve.t[row]! > tau) - 1; i >= 0; i--) {
    area += curve.survival[i]! * (until - curve.t[i]!);
    variance += area * area * greenwoodTerm(curve.atRisk[i]!, curve.events[i]!);
    until = curve.t[i]!;
  }
  return { mean: until + area, se: Math.sqrt(variance) };
}

/** d / (n (n - d)); when all at risk have the event, S is 0 and takes no further part. */
function greenwoodTerm(present: number, events: number): number {
  const rest = remaining(present, events);
  return rest > 0 ? events / (present * rest) : 0;
}

function crossing(
  curve: SurvivalCurve,
  valueAt: (row: number) => number,
  length: number,
  level: number,
): number | null {
  let reached = 0;
  while (reached < length && !(valueAt(reached) <= level + tolerance)) reached++;
  if (reached >= length) return null;
  if (valueAt(reached) < level - tolerance) return curve.t[reached]!;
  let left = reached + 1;
  while (left < length && !(valueAt(left) < level - tolerance)) left++;
  return (curve.t[reached]! + (left < length ? curve.t[left]! : curve.followUp)) / 2;
}
