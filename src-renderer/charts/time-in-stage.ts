import type { TimeInStageRow } from '#shared/results/metrics';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import {
  baseOption,
  fade,
  figureAxis,
  nameAxis,
  nameLimit,
  nameWidth,
  roomForNames,
  rowHeightFor,
  valueAxis,
} from './marks';
import { tooltipTable } from './tooltip';
import { intervalsOf, tickSeries, whiskerSeries } from './whiskers';

export type StageTimeSelect = { stage: string; visits: number };
const usualRow = 36;

/** Below this many visits nothing is said of how slow a stage is. */
export const enoughVisits = 30;

/** The stage with the longest median visit, among those with enough visits. */
export function slowestStage(rows: readonly TimeInStageRow[]): TimeInStageRow | null {
  const known = rows.filter((row) => row.median !== null && row.visits >= enoughVisits);
  return highest(known, (row) => row.median ?? 0);
}

/** The stage that holds most deals of those of which fewer than half of many visits have ended: no median can be as long. */
export function stuckStage<Row extends Pick<TimeInStageRow, 'visits' | 'open' | 'median'>>(
  rows: readonly Row[],
): Row | null {
  const stuck = rows.filter((row) => row.median === null && row.visits >= enoughVisits && row.open > 0);
  return highest(stuck, (row) => row.open);
}

function highest<Row>(rows: readonly Row[], of: (row: Row) => number): Row | null {
  return rows.reduce<Row | null>((most, row) => (most === null || of(row) > of(most) ? row : most), null);
}

/** How long a visit to each stage lasts: median dot, bar to P80, line to P90, naive mean as a tick. */
export function timeInStage(
  rows: readonly TimeInStageRow[],
  slowest: string | null,
  context: ChartContext,
): ChartModel<StageTimeSelect> {
  const { theme, format } = context;
  const names = rows.map((row) => row.stage);
  const name = nameWidth(names, { max: nameLimit(context.width) });
  const rowHeight = roomForNames(rowHeightFor(rows.length, usualRow), names, name);
  const spans = (end: 'p80' | 'p90') =>
    intervalsOf(rows, (row) => ({ low: row.median ?? 0, high: row[end] }));
  return {
    height: Math.max(1, rows.length) * rowHeight + 32,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, context), context),
      grid: { left: name + 12, right: 84, top: 4, bottom: 28, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (v) => format.number(v)),
      yAxis: [
        nameAxis(names, name, context),
        figureAxis(
          names,
          (at) => {
            const row = rows[at];
            return row ? `{${row.stage === slowest ? 'slow' : 'days'}|${format.days(row.median)}}` : '';
          },
          {
            days: { width: 70, align: 'right', fontSize: 13, fontWeight: 500, color: theme.text },
            slow: { width: 70, align: 'right', fontSize: 13, fontWeight: 700, color: theme.text },
          },
          context,
        ),
      ],
      series: [
        {
          id: 'median',
          type: 'bar',
          barWidth: 14,
          data: rows.map((row) => ({
            value: row.median,
            itemStyle: {
              color:
                row.stage === slowest
                  ? theme.ink
                  : row.visits < enoughVisits
                    ? fade(theme.bar, 0.45)
                    : theme.bar,
            },
          })),
        },
        whiskerSeries('p90', spans('p90'), { color: theme.faint, width: 1.5, cap: 4 }),
        whiskerSeries('p80', spans('p80'), { color: fade(theme.faint, 0.45), width: 8, cap: 0 }),
        tickSeries(
          'naive',
          rows.flatMap((row, at) =>
            row.naiveMean === null ? [] : [[row.naiveMean, at] as [number, number]],
          ),
          { color: theme.text, half: 12, width: 1.5 },
        ),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { stage: row.stage, visits: row.visits } : null;
    },
    table: {
      columns: [
        { label: 'Stage', numeric: false },
        ...['Visits', 'Ended', 'Going on', 'Median days', 'Low', 'High', 'P80', 'P90', 'Naive mean'].map(
          (label) => ({
            label,
            numeric: true,
          }),
        ),
      ],
      rows: rows.map((row) => ({
        select: { stage: row.stage, visits: row.visits },
        cells: [
          textCell(row.stage),
          ...[row.visits, row.n, row.open].map((v) => numberCell(v, format.count)),
          ...[row.median, row.low, row.high, row.p80, row.p90, row.naiveMean].map((v) =>
            numberCell(v, format.fixed),
          ),
        ],
      })),
    },
  };
}

function tooltipOf(row: TimeInStageRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.stage,
    [
      { label: 'Median', value: format.days(row.median) },
      { label: '95% interval', value: format.daysRange(row.low, row.high) },
      { label: '80% are shorter than', value: format.days(row.p80) },
      { label: '90% are shorter than', value: format.days(row.p90) },
      { label: 'Naive mean', value: format.days(row.naiveMean) },
      { label: 'Visits', value: format.count(row.visits) },
      { label: 'Still going on', value: format.count(row.open) },
    ],
    theme,
  );
}
