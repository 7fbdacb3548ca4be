import type { FlowRow } from '#shared/results/flow';
import type { FlowStage } from '../../../charts/flow-sankey';
import type { Matrix, MatrixCell } from '../../../charts/heat-matrix';

const tones: Record<FlowRow['direction'], MatrixCell<FlowRow>['tone']> = {
  forward: 'bar',
  skip: 'bar',
  back: 'muted',
  won: 'won',
  lost: 'lost',
  open: 'open',
};

/** Moves from each stage to each other, what is still there in the last column; sums are of the moves alone. */
export function flowMatrix(
  rows: readonly FlowRow[],
  stages: readonly FlowStage[],
  weight: 'count' | 'value',
): Matrix<FlowRow> {
  const amount = (row: FlowRow) => (weight === 'value' ? row.value : row.count);
  const targets = [...stages.map(({ stage }) => stage), null];
  const sources = stages.filter(({ stage }) => rows.some(({ from }) => from === stage));
  return {
    corner: 'From',
    columns: targets.map((target) => target ?? 'Still there'),
    total: 'All moves',
    rows: sources.map(({ stage }) => {
      const own = rows.filter(({ from }) => from === stage);
      return {
        name: stage,
        total: own.reduce((sum, row) => sum + (row.to === null ? 0 : amount(row)), 0),
        cells: targets.map((target) => {
          const row = own.find(({ to }) => to === target);
          return row ? { value: amount(row), tone: tones[row.direction], select: row } : null;
        }),
      };
    }),
  };
}
