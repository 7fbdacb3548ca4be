import { forecastConstants } from './constants';
import { type OpenDeals, type Origin, type Panel, rowsOf, type Slice } from './panel';

/** Days in the stage up to which a deal is fresh, and from which on it is old. */
const ageCuts = [14, 56] as const;
const cellsOfStage = (ageCuts.length + 1) * 2;

/** Share won by stage, age in the stage and whether the close date is in the period, each drawn to that of its stage. */
export function cellChances(
  panel: Panel,
  train: readonly Slice[],
  origin: Origin,
): { chances: Float64Array; fitted: Float64Array } {
  const { deals, stages } = panel;
  const wins = new Float64Array(stages.length * cellsOfStage);
  const rows = new Float64Array(stages.length * cellsOfStage);
  const stageWins = new Float64Array(stages.length);
  const stageRows = new Float64Array(stages.length);
  let allWins = 0;
  let allRows = 0;
  for (const { start, end, weight, step = 1 } of train) {
    for (let i = start; i < end; i += step) {
      const cell = cellOf(deals, i, panel.valued);
      const won = weight * deals.won[i]!;
      rows[cell]! += weight;
      wins[cell]! += won;
      stageRows[deals.stage[i]!]! += weight;
      stageWins[deals.stage[i]!]! += won;
      allRows += weight;
      allWins += won;
    }
  }
  const k0 = forecastConstants.stageShrinkage;
  const all = allRows > 0 ? allWins / allRows : 0;
  const stageShare = stageWins.map((won, s) => (won + all) / (stageRows[s]! + 1));
  const chanceOf = (row: number) => {
    const cell = cellOf(deals, row, panel.valued);
    return (wins[cell]! + k0 * stageShare[deals.stage[row]!]!) / (rows[cell]! + k0);
  };
  return { chances: byRow(rowsOf([origin]), chanceOf), fitted: byRow(rowsOf(train), chanceOf) };
}

function byRow(rows: Int32Array, of: (row: number) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = of(rows[i]!);
  return values;
}

function cellOf(deals: OpenDeals, row: number, valued: boolean): number {
  const age = deals.stageAge[row]!;
  const bracket = age < ageCuts[0] ? 0 : age < ageCuts[1] ? 1 : 2;
  return (deals.stage[row]! * (ageCuts.length + 1) + bracket) * 2 + (valued ? deals.due[row]! : 0);
}
