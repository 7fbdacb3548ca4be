import type { TimeInStageRow } from '#shared/results/metrics';
import { type ChartTable, numberCell, textCell } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';
import type { StageTimeSelect } from '../../charts/time-in-stage';

/** Median with interval, tails and counts of each stage, narrow enough to stand beside the chart. */
export function stageTimesTable(
  rows: readonly TimeInStageRow[],
  format: Formatters,
): ChartTable<StageTimeSelect> {
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...['Median', '95%', 'P80', 'Naive', 'Now'].map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: { stage: row.stage, visits: row.visits },
      cells: [
        textCell(row.stage),
        numberCell(row.median, format.fixed),
        {
          value: row.low,
          text:
            row.low === null || row.high === null
              ? '–'
              : `${format.fixed(row.low)}–${format.fixed(row.high)}`,
        },
        numberCell(row.p80, format.fixed),
        numberCell(row.naiveMean, format.fixed),
        numberCell(row.open, format.count),
      ],
    })),
  };
}
