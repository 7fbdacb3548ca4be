import type { BottleneckRow } from '#shared/results/velocity';
import { type ChartTable, numberCell, type TableCell, textCell } from '../../charts/chart-model';
import { type Formatters, missing } from '../../charts/formatters';
import type { StageTimeSelect } from '../../charts/time-in-stage';

const heads = [
  'Visits',
  'Going on',
  'Median (95%)',
  'P80',
  'P90',
  'Mean',
  'Of all days (95%)',
  'Longer by (95%)',
];

/** The stages in the order of the metric: lengths, share of the whole time, difference to the next. */
export function bottleneckTable(
  rows: readonly BottleneckRow[],
  format: Formatters,
): ChartTable<StageTimeSelect> {
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...heads.map((label) => ({ label, numeric: true })),
      { label: 'From the next', numeric: false },
    ],
    rows: rows.map((row) => ({
      select: { stage: row.stage, visits: row.visits },
      cells: [
        textCell(row.stage),
        numberCell(row.visits, format.count),
        numberCell(row.open, format.count),
        rangeCell(row.median, row.low, row.high, format.fixed),
        numberCell(row.p80, format.fixed),
        numberCell(row.p90, format.fixed),
        numberCell(row.restrictedMean, format.fixed),
        shareCell(row, format),
        longerCell(row, format),
        textCell(row.next === null ? '' : row.separable ? 'told apart' : 'not told apart'),
      ],
    })),
  };
}

function shareCell({ share, shareLow, shareHigh }: BottleneckRow, format: Formatters): TableCell {
  const range = shareLow === null ? '' : ` (${format.percentRange(shareLow, shareHigh)})`;
  return { value: share, text: `${format.percent(share)}${range}` };
}

/** Nothing where the next stage is longer and comes later for its few visits. */
function longerCell(row: BottleneckRow, format: Formatters): TableCell {
  if (row.difference === null || row.difference < 0) return { value: row.difference, text: missing };
  return rangeCell(row.difference, row.differenceLow, row.differenceHigh, format.fixed);
}

type Bound = number | null;

/** A figure with its interval, an end that is not reached left open. */
function rangeCell(value: Bound, low: Bound, high: Bound, write: (value: Bound) => string): TableCell {
  if (value === null) return { value, text: missing };
  if (low === null && high === null) return { value, text: write(value) };
  if (low === null || high === null) {
    return { value, text: `${write(value)} (${low === null ? `to ${write(high)}` : `from ${write(low)}`})` };
  }
  const to = low < 0 ? ' to ' : '–';
  return { value, text: `${write(value)} (${write(low)}${to}${write(high)})` };
}
