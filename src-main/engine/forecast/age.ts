import { aalenJohansen, type IncidenceCurve } from '#engine/stats/aalen-johansen';
import { type RiskRow, riskTable } from '#engine/stats/risk-table';
import { dayNumber } from '#shared/time/day';
import { forecastConstants } from './constants';
import type { Origin, Panel } from './panel';

/** Lives of deals as days since 1970, for data that have dates and no stages; `closed` is NaN while open. */
export type Lives = {
  started: Float64Array;
  closed: Float64Array;
  won: Uint8Array;
  /** Days after the start from which on it was seen. */
  entry: Float64Array;
  part: Int32Array;
  /** Whether a day is a point (dates only), so that a deal of today is 0 days old. */
  wholeDays: boolean;
};

/**
 * Chance of each open deal to be won in the days that are left, by its age alone: (F(a + h) − F(a)) / S(a) of Aalen and
 * Johansen's curve over all deals known at the origin, of its segment where that has enough of them.
 */
export function ageChances(panel: Panel, lives: Lives, origin: Origin): Float64Array {
  const looked = dayNumber(origin.day) + (lives.wholeDays ? 0 : 1);
  const curves = curvesAt(lives, looked, panel.parts);
  const { deals } = panel;
  const chances = new Float64Array(origin.end - origin.start);
  for (let k = 0; k < chances.length; k += 1) {
    const row = origin.start + k;
    const age = deals.age[row]! - (lives.wholeDays ? 1 : 0);
    const curve = curves[deals.part[row]! + 1] ?? curves[0];
    chances[k] =
      curve && age >= 0
        ? conditionalShare(curve, age + Math.max(0, origin.wait), age + origin.daysLeft, age)
        : 0;
  }
  return chances;
}

/** The curve of all deals first, then that of each segment that carries one. */
function curvesAt(lives: Lives, looked: number, parts: number): (IncidenceCurve | undefined)[] {
  const rows: RiskRow[][] = Array.from({ length: parts + 1 }, () => []);
  const closed = new Float64Array(parts + 1);
  const won = new Float64Array(parts + 1);
  for (let i = 0; i < lives.started.length; i += 1) {
    const started = lives.started[i]!;
    if (!(started <= looked)) continue;
    const isOver = lives.closed[i]! <= looked;
    const t = (isOver ? lives.closed[i]! : looked) - started;
    const entered = lives.entry[i]!;
    if (t < 0 || entered >= t) continue;
    const isWon = isOver && lives.won[i] === 1;
    const of = (part: number) => {
      rows[part]!.push({
        t,
        won: isWon ? 1 : 0,
        lost: isOver && !isWon ? 1 : 0,
        censored: isOver ? 0 : 1,
      });
      if (entered > 0) rows[part]!.push({ t: entered, won: 0, lost: 0, censored: 0, entered: 1 });
      if (isOver) closed[part]! += 1;
      if (isWon) won[part]! += 1;
    };
    of(0);
    if (lives.part[i]! >= 0) of(lives.part[i]! + 1);
  }
  const { segmentClosed, segmentWins } = forecastConstants;
  return rows.map((subjects, part) => {
    const carries = part === 0 ? won[part]! > 0 : closed[part]! >= segmentClosed && won[part]! >= segmentWins;
    return carries ? aalenJohansen(riskTable(withEntries(subjects))) : undefined;
  });
}

/** Where some enter late, all others enter at 0. */
function withEntries(rows: readonly RiskRow[]): RiskRow[] {
  const late = rows.filter((row) => row.entered !== undefined);
  if (late.length === 0) return [...rows];
  const subjects = rows.length - late.length;
  return [...rows, { t: 0, won: 0, lost: 0, censored: 0, entered: subjects - late.length }];
}

/** Chance to be won between two ages of a deal that is open at `age`. */
function conditionalShare(curve: IncidenceCurve, from: number, to: number, age: number): number {
  const now = rowAt(curve, age);
  const open = now < 0 ? 1 : curve.open[now]!;
  if (open <= 1e-9) return 0;
  const share = ((curve.won[rowAt(curve, to)] ?? 0) - (curve.won[rowAt(curve, from)] ?? 0)) / open;
  return Math.min(1, Math.max(0, share));
}

/** Last row at or before an age; −1 before the first. */
function rowAt(curve: IncidenceCurve, age: number): number {
  let low = -1;
  let high = curve.t.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (curve.t[middle]! <= age) low = middle;
    else high = middle - 1;
  }
  return low;
}
