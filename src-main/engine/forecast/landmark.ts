import { fitLogistic, predictLogistic } from '#engine/stats/ridge-logistic';
import { amountOf, fillAmounts } from './amounts';
import { forecastConstants } from './constants';
import { countOf, type Origin, type Panel, rowsOf, type Slice } from './panel';

/** Whether past periods carry a logistic model. */
export function carriesLandmark({ deals }: Panel, train: readonly Slice[], periods: number): boolean {
  let rows = 0;
  let wins = 0;
  for (const { start, end } of train) {
    rows += end - start;
    for (let i = start; i < end; i += 1) wins += deals.won[i]!;
  }
  return (
    periods >= forecastConstants.logisticPeriods &&
    rows >= forecastConstants.logisticRows &&
    wins >= forecastConstants.logisticWins
  );
}

/**
 * Chance of each open deal to be won before the period ends, by a logistic model of deals that were open at the same distance
 * from the end of past periods. It asks the data directly what became of deals that looked like this, and needs no Markov
 * assumption (landmark estimator).
 */
export function landmarkChances(
  panel: Panel,
  train: readonly Slice[],
  origin: Origin,
): { chances: Float64Array; fitted: Float64Array } {
  const rows = rowsOf(train);
  const design = designOf(panel, train, rows);
  const columns = design(rows);
  const fit = fitLogistic(columns, picked(rows, panel.deals.won), {
    penalty: forecastConstants.ridge,
    weights: weightsOf(train),
  });
  const asked = rowsOf([origin]);
  return {
    chances: predictLogistic(fit, design(asked), asked.length),
    fitted: predictLogistic(fit, columns, rows.length),
  };
}

function weightsOf(train: readonly Slice[]): Float64Array {
  const weights = new Float64Array(train.reduce((sum, slice) => sum + countOf(slice), 0));
  let at = 0;
  for (const slice of train) {
    weights.fill(slice.weight, at, at + countOf(slice));
    at += countOf(slice);
  }
  return weights;
}

/** The columns of the model, as far as the rows it is trained on settle them. */
function designOf(panel: Panel, train: readonly Slice[], rows: Int32Array) {
  const { deals, stages, valued } = panel;
  const oldAge = quantile(picked(rows, deals.stageAge), 0.8);
  const fill = fillAmounts(panel, train);
  const partRows = new Float64Array(panel.parts);
  const stageRows = new Float64Array(stages.length);
  for (const row of rows) {
    if (deals.part[row]! >= 0) partRows[deals.part[row]!]! += 1;
    stageRows[deals.stage[row]!]! += 1;
  }
  const parts = [...partRows.keys()].filter((part) => partRows[part]! >= forecastConstants.segmentRows);
  // The most frequent stage is the one that the others are told against.
  const base = stageRows.indexOf(Math.max(...stageRows));
  const others = stages.map((_, s) => s).filter((s) => s !== base && stageRows[s]! > 0);
  const late = Uint8Array.from(stages, (stage) => (stage.late ? 1 : 0));
  return (index: Int32Array): Float64Array[] => {
    const column = (of: (row: number) => number) => {
      const values = new Float64Array(index.length);
      for (let i = 0; i < index.length; i += 1) values[i] = of(index[i]!);
      return values;
    };
    const lnStageAge = column((row) => Math.log1p(Math.max(0, deals.stageAge[row]!)));
    const isLate = column((row) => late[deals.stage[row]!]!);
    return [
      ...others.map((s) => column((row) => (deals.stage[row] === s ? 1 : 0))),
      lnStageAge,
      lnStageAge.map((value, i) => value * isLate[i]!),
      column((row) => Math.log1p(Math.max(0, deals.age[row]! || 0))),
      column((row) => (deals.stageAge[row]! > oldAge ? 1 : 0)),
      picked(index, deals.back),
      ...parts.map((part) => column((row) => (deals.part[row] === part ? 1 : 0))),
      ...(valued
        ? [
            picked(index, deals.due),
            column((row) => deals.due[row]! * late[deals.stage[row]!]!),
            column((row) => Math.min(4, deals.pushes[row]!)),
            column((row) => Math.log(Math.max(1, amountOf(panel, row, fill)))),
          ]
        : []),
    ];
  };
}

function picked(rows: Int32Array, from: ArrayLike<number>): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = from[rows[i]!]!;
  return values;
}

function quantile(values: Float64Array, share: number): number {
  const sorted = values.sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
