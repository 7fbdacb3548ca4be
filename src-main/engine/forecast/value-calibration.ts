import { amountOf, fillAmounts } from './amounts';
import { forecastConstants } from './constants';
import { type Origin, type Panel, rowsOf, type Slice, thinned } from './panel';

/**
 * Chances that hold for counts need not hold for money. κ = (Σ won amount + 10 ā) / (Σ chance × amount + 10 ā) of past deals,
 * by third of size and by early or late stage, by which chances are multiplied. `fitted` are the chances of the rows of
 * `train`, one after the other.
 */
export function calibrateByValue(
  panel: Panel,
  train: readonly Slice[],
  fitted: ArrayLike<number>,
  origin: Origin,
  chances: Float64Array,
): Float64Array {
  const { deals, stages } = panel;
  const fill = fillAmounts(panel, train);
  const cuts = thirds(panel, train, fill);
  const cellOf = (row: number) => {
    const amount = amountOf(panel, row, fill);
    const third = amount < cuts[0] ? 0 : amount < cuts[1] ? 1 : 2;
    return third * 2 + (stages[deals.stage[row]!]!.late ? 1 : 0);
  };
  const won = new Float64Array(6);
  const expected = new Float64Array(6);
  let sum = 0;
  let rows = 0;
  let at = 0;
  for (const { start, end, weight, step = 1 } of train) {
    for (let i = start; i < end; i += step) {
      const amount = Math.max(0, amountOf(panel, i, fill));
      const cell = cellOf(i);
      won[cell]! += weight * deals.won[i]! * amount;
      expected[cell]! += weight * fitted[at]! * amount;
      sum += amount;
      rows += 1;
      at += 1;
    }
  }
  const prior = rows > 0 ? (forecastConstants.valueShrinkage * sum) / rows : 0;
  const kappa = won.map((value, cell) =>
    expected[cell]! + prior > 0 ? (value + prior) / (expected[cell]! + prior) : 1,
  );
  const calibrated = new Float64Array(chances.length);
  for (let k = 0; k < chances.length; k += 1) {
    const by = kappa[cellOf(origin.start + k)]!;
    calibrated[k] = Math.min(forecastConstants.highestChance, chances[k]! * by);
  }
  return calibrated;
}

/** Where thirds end is told well enough by so many deals. */
const rowsForThirds = 20_000;

function thirds(panel: Panel, train: readonly Slice[], fill: Float64Array): [number, number] {
  const rows = rowsOf(thinned(train, rowsForThirds));
  const amounts = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) amounts[i] = amountOf(panel, rows[i]!, fill);
  const sorted = amounts.sort();
  return [sorted[Math.floor(sorted.length / 3)] ?? 0, sorted[Math.floor((2 * sorted.length) / 3)] ?? 0];
}
