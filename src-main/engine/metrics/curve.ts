import { aalenJohansen } from '#engine/stats/aalen-johansen';
import { kaplanMeier } from '#engine/stats/kaplan-meier';
import type { RiskTable } from '#engine/stats/risk-table';
import type { CurvePoint, CycleOutcome } from '#shared/results/metrics';
import { constants } from './constants';

/**
 * The curve as points for a chart, from age 0 to `until`. `low` and `high` are the band of what the curve is about:
 * survival for closed, the cumulative incidence for won and lost.
 */
export function curvePoints(table: RiskTable, outcome: CycleOutcome, until: number): CurvePoint[] {
  const curve = aalenJohansen(table);
  const closed = outcome === 'closed' ? kaplanMeier(table) : null;
  const low = closed?.low ?? (outcome === 'won' ? curve.wonLow : curve.lostLow);
  const high = closed?.high ?? (outcome === 'won' ? curve.wonHigh : curve.lostHigh);
  const points: CurvePoint[] = [
    { t: 0, atRisk: curve.n, survival: 1, won: 0, lost: 0, low: closed ? 1 : 0, high: closed ? 1 : 0 },
  ];
  const inside = Array.from(curve.t.keys()).filter((i) => curve.t[i]! <= until);
  for (const i of thinned(inside)) {
    points.push({
      t: curve.t[i]!,
      atRisk: curve.atRisk[i]!,
      survival: curve.open[i]!,
      won: curve.won[i]!,
      lost: curve.lost[i]!,
      low: low[i] ?? null,
      high: high[i] ?? null,
    });
  }
  return points;
}

/** Evenly picked so that a chart of a million deals has no more points than a screen shows; the last one stays. */
function thinned(rows: number[]): number[] {
  const step = Math.ceil(rows.length / constants.curvePoints);
  return rows.filter((_, i) => i % step === step - 1 || i === rows.length - 1);
}
