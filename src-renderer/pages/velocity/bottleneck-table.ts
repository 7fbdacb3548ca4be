import type { BottleneckRow } from '#shared/results/velocity';
import { type ChartTable, numberCell, type TableCell, textCell } from '../../charts/chart-model';
import { type Formatters, missing } from '../../charts/formatters';
import type { StageTimeSelect } from '../../charts/time-in-stage';

const heads = ['Visits', 'Going on', 'Median', '95%', 'P80', 'P90', 'Mean', 'Share of all days', 'Share 95%'];

/** The stages in the order of the metric: lengths, share of the whole time, difference to the next. */
export function bottleneckTable(
  rows: readonly BottleneckRow[],
  format: Formatters,
): ChartTable<StageTimeSelect> {
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...[...heads, 'Longer by', 'Longer 95%'].map((label) => ({ label, numeric: true })),
      { label: 'Told from the next', numeric: false },
    ],
    rows: rows.map((row) => ({
      select: { stage: row.stage, visits: row.visits },
      cells: [
        textCell(row.stage),
        numberCell(row.visits, format.count),
        numberCell(row.open, format.count),
        numberCell(row.median, format.fixed),
        rangeCell(row.low, row.high, format.fixed),
        numberCell(row.p80, format.fixed),
        numberCell(row.p90, format.fixed),
        numberCell(row.restrictedMean, format.fixed),
        numberCell(row.share, (v) => format.percent(v)),
        rangeCell(row.shareLow, row.shareHigh, (v) => format.percent(v)),
        numberCell(row.difference, format.fixed),
        rangeCell(row.differenceLow, row.differenceHigh, format.fixed),
        textCell(row.next === null ? null : row.separable ? `yes, from ${row.next}` : 'not separable'),
      ],
    })),
  };
}

function rangeCell(
  low: number | null,
  high: number | null,
  write: (value: number | null) => string,
): TableCell {
  if (low === null && high === null) return { value: null, text: missing };
  return { value: low, text: `${low === null ? '' : write(low)}–${high === null ? '' : write(high)}` };
}
