import type { CycleOutcome, CycleRow } from '#shared/results/metrics';
import { type ChartTable, numberCell, textCell } from '../../charts/chart-model';
import { emptyKey } from '../../charts/dot-interval';
import type { Formatters } from '../../charts/formatters';
import type { DurationSelect } from '../../charts/median-and-mean';

/** Quartiles and counts of cycle results, a row an outcome. */
export function outcomeTable(
  rows: readonly CycleRow[],
  labels: Record<CycleOutcome, string>,
  format: Formatters,
): ChartTable<null> {
  return cycleTable(
    rows.map((row) => ({ row, label: labels[row.outcome], select: null })),
    'Days',
    format,
  );
}

/** Quartiles and counts of cycle results, a row a group; a row opens its deals. */
export function groupTable(
  rows: readonly CycleRow[],
  heading: string,
  format: Formatters,
): ChartTable<DurationSelect> {
  return cycleTable(
    rows.map((row) => ({ row, label: row.key ?? emptyKey, select: { key: row.key } })),
    heading,
    format,
  );
}

type Line<Select> = { row: CycleRow; label: string; select: Select | null };

function cycleTable<Select>(
  lines: readonly Line<Select>[],
  heading: string,
  format: Formatters,
): ChartTable<Select> {
  return {
    columns: [
      { label: heading, numeric: false },
      ...['P25', 'Median', 'P75', 'P90', 'Ended'].map((label) => ({ label, numeric: true })),
    ],
    rows: lines.map(({ row, label, select }) => ({
      select,
      cells: [
        textCell(label),
        ...[row.p25, row.median, row.p75, row.p90].map((v) => numberCell(v, format.fixed)),
        numberCell(row.events, format.count),
      ],
    })),
  };
}
