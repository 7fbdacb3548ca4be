import { markTooltip } from './axis-tooltip';
import { benchmarkEnd, benchmarkLine } from './benchmark-line';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, figureAxis, nameAxis, nameLimit, nameWidth, roomForNames, valueAxis } from './marks';
import { tooltipTable } from './tooltip';
import { intervalsOf, whiskerSeries } from './whiskers';

/** A median with its interval, and the naive mean of finished deals that most tools print. */
export type DurationRow = {
  key: string | null;
  label: string;
  n: number;
  median: number | null;
  low: number | null;
  high: number | null;
  naiveMean: number | null;
};
export type DurationSelect = { key: string | null };

const usualRow = 32;

/** Median (filled, with its 95% interval) beside the naive mean (ring), joined by a line: the gap is the bias. */
export function medianAndMean(
  rows: readonly DurationRow[],
  context: ChartContext,
  benchmark: number | null = null,
): ChartModel<DurationSelect> {
  const { theme, format } = context;
  const names = rows.map((row) => row.label);
  const name = nameWidth(names, { max: nameLimit(context.width) });
  const rowHeight = roomForNames(usualRow, names, name);
  /** Its days stand above the rows. */
  const forBenchmark = benchmark === null ? 0 : 16;
  const joined = intervalsOf(rows, ({ median, naiveMean }) => ({ low: median, high: naiveMean }));
  const interval = intervalsOf(rows, (row) => row);
  return {
    height: Math.max(1, rows.length) * rowHeight + 60 + forBenchmark,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, context), context),
      legend: {
        left: name + 6,
        top: 0,
        itemWidth: 10,
        itemHeight: 10,
        itemGap: 16,
        selectedMode: false,
        data: ['Median', 'Naive mean'],
        textStyle: { color: theme.muted, fontSize: 12, fontFamily: theme.font },
      },
      grid: { left: name + 12, right: 76, top: 28 + forBenchmark, bottom: 28, outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(context, (v) => format.number(v)),
        ...benchmarkEnd(
          benchmark,
          rows.flatMap(({ median, high, naiveMean }) => [median, high, naiveMean]),
        ),
      },
      yAxis: [
        nameAxis(names, name, context),
        figureAxis(
          names,
          (at) => {
            const row = rows[at];
            return row ? `{days|${row.median === null ? 'not reached' : format.days(row.median)}}` : '';
          },
          { days: { width: 62, align: 'right', fontSize: 13, fontWeight: 500, color: theme.text } },
          context,
        ),
      ],
      series: [
        whiskerSeries('gap', joined, { color: theme.line, width: 2, cap: 0 }),
        whiskerSeries('interval', interval, { color: theme.ink, width: 1.5, cap: 4 }),
        {
          id: 'naive',
          name: 'Naive mean',
          type: 'scatter',
          symbolSize: 10,
          data: rows.map((row, at) => [row.naiveMean ?? Number.NaN, at]),
          itemStyle: { color: theme.surface, borderColor: theme.muted, borderWidth: 1.75 },
          z: 6,
        },
        {
          id: 'median',
          name: 'Median',
          type: 'scatter',
          symbolSize: 10,
          data: rows.map((row, at) => [row.median ?? Number.NaN, at]),
          itemStyle: { color: theme.ink, borderColor: theme.surface, borderWidth: 1.5 },
          z: 7,
        },
        ...benchmarkLine(benchmark, context, 'start'),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { key: row.key } : null;
    },
    table: {
      columns: [
        { label: 'Group', numeric: false },
        ...['n', 'Median days', 'Low', 'High', 'Naive mean'].map((label) => ({ label, numeric: true })),
      ],
      rows: rows.map((row) => ({
        select: { key: row.key },
        cells: [
          textCell(row.label),
          numberCell(row.n, format.count),
          ...[row.median, row.low, row.high, row.naiveMean].map((v) => numberCell(v, format.fixed)),
        ],
      })),
    },
  };
}

function tooltipOf(row: DurationRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.label,
    [
      { label: 'Median', value: row.median === null ? 'not reached' : format.days(row.median) },
      { label: '95% interval', value: format.daysRange(row.low, row.high) },
      { label: 'Naive mean', value: format.days(row.naiveMean) },
      { label: 'Deals', value: format.count(row.n) },
    ],
    theme,
  );
}
