import type { CycleOutcome, CycleRow } from '#shared/results/metrics';
import { type ChartTable, numberCell, textCell } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';

/** Quartiles and counts of a set of cycle results. */
export function cycleTable(
  rows: readonly CycleRow[],
  labels: Record<CycleOutcome, string>,
  format: Formatters,
): ChartTable<never> {
  return {
    columns: [
      { label: 'Days', numeric: false },
      ...['P25', 'Median', 'P75', 'P90', 'Seen'].map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: null,
      cells: [
        textCell(labels[row.outcome]),
        ...[row.p25, row.median, row.p75, row.p90].map((v) => numberCell(v, format.fixed)),
        numberCell(row.events, format.count),
      ],
    })),
  };
}
