import { amountOf, fillAmounts } from './amounts';
import { forecastConstants } from './constants';
import type { Origin, Panel, Slice } from './panel';

/**
 * Conversion by stage at the same distance from the end of the period: of the amount that was open in a stage, the share won
 * by the end, by the amounts known at the origin. Rates of the weeks around stand behind a thin stage.
 */
export function conversionChances(
  panel: Panel,
  train: readonly Slice[],
  around: readonly Slice[],
  origin: Origin,
): Float64Array {
  const { deals, stages } = panel;
  const fill = fillAmounts(panel, train);
  const near = valueShares(panel, train, fill);
  const wide = valueShares(panel, [...train, ...around], fill);
  const overall = wide.open > 0 ? Math.max(0, wide.won / wide.open) : 0;
  const k0 = near.rows > 0 ? (forecastConstants.stageShrinkage * near.open) / near.rows : 0;
  const share = stages.map((_, s) => {
    const pooled = wide.openBy[s]! > 0 ? wide.wonBy[s]! / wide.openBy[s]! : overall;
    const rate = near.openBy[s]! + k0 > 0 ? (near.wonBy[s]! + k0 * pooled) / (near.openBy[s]! + k0) : pooled;
    return Math.min(forecastConstants.highestChance, Math.max(0, rate));
  });
  const chances = new Float64Array(origin.end - origin.start);
  for (let k = 0; k < chances.length; k += 1) chances[k] = share[deals.stage[origin.start + k]!]!;
  return chances;
}

function valueShares(panel: Panel, slices: readonly Slice[], fill: Float64Array) {
  const { deals, stages } = panel;
  const openBy = new Float64Array(stages.length);
  const wonBy = new Float64Array(stages.length);
  let rows = 0;
  for (const { start, end } of slices) {
    for (let i = start; i < end; i += 1) {
      // An amount below zero would turn a share upside down.
      const amount = Math.max(0, amountOf(panel, i, fill));
      openBy[deals.stage[i]!]! += amount;
      if (deals.won[i]) wonBy[deals.stage[i]!]! += amount;
      rows += 1;
    }
  }
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return { openBy, wonBy, open: sum(openBy), won: sum(wonBy), rows };
}
