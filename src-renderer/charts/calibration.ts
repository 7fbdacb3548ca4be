import type { CustomSeriesOption } from 'echarts';
import type { CalibrationBin } from '#shared/results/forecast';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

const plotHeight = 240;

/** Share of deals won against the chance they had been given, in tenths of the deals, with intervals; on the line is right. */
export function calibration(bins: readonly CalibrationBin[], context: ChartContext): ChartModel<never> {
  const { theme, format } = context;
  const most = Math.max(0.1, ...bins.flatMap(({ predicted, high }) => [predicted, high]));
  const max = Math.min(1, Math.ceil(most * 5) / 5);
  const percent = (v: number) => format.percent(v);
  return {
    height: plotHeight + 52,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const bin = Array.isArray(hit) ? undefined : bins[hit.dataIndex];
          return bin ? tooltipOf(bin, context) : '';
        },
      },
      grid: { left: 52, right: 16, top: 8, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(context, percent, { max, interval: max / 4 }),
        name: 'chance given',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: theme.faint, fontSize: 11 },
      },
      yAxis: valueAxis(context, percent, { max, interval: max / 4 }),
      series: [
        {
          id: 'right',
          type: 'line',
          silent: true,
          symbol: 'none',
          data: [
            [0, 0],
            [max, max],
          ],
          lineStyle: { color: theme.faint, width: 1, type: [3, 3] },
        },
        standingWhiskers(bins, theme.faint),
        {
          id: 'bins',
          type: 'scatter',
          symbolSize: 9,
          z: 6,
          data: bins.map(({ predicted, observed }) => [predicted, observed]),
          itemStyle: { color: theme.forecast, borderColor: theme.surface, borderWidth: 1.5 },
        },
      ],
    },
    select: () => null,
    table: {
      columns: [
        { label: 'Tenth', numeric: false },
        ...['Deals', 'Chance given', 'Won', 'Low', 'High'].map((label) => ({ label, numeric: true })),
      ],
      rows: bins.map((bin, at) => ({
        select: null,
        cells: [
          textCell(String(at + 1)),
          numberCell(bin.n, format.count),
          ...[bin.predicted, bin.observed, bin.low, bin.high].map((value) =>
            numberCell(value, (v) => format.percent(v, 1)),
          ),
        ],
      })),
    },
  };
}

function standingWhiskers(bins: readonly CalibrationBin[], color: string): CustomSeriesOption {
  return {
    id: 'intervals',
    type: 'custom',
    silent: true,
    data: bins.map(({ predicted, low, high }) => [predicted, low, high]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x = 0, y1 = 0] = api.coord([api.value(0), api.value(1)]);
      const [, y2 = 0] = api.coord([api.value(0), api.value(2)]);
      return {
        type: 'line' as const,
        shape: { x1: x, y1, x2: x, y2 },
        style: { stroke: color, lineWidth: 1.5 },
      };
    },
  };
}

function tooltipOf(
  { n, predicted, observed, low, high }: CalibrationBin,
  { format, theme }: ChartContext,
): string {
  return tooltipTable(
    `${format.count(n)} deals`,
    [
      { label: 'Chance given', value: format.percent(predicted, 1), mark: theme.forecast },
      { label: 'Won', value: format.percent(observed, 1) },
      { label: '95% interval', value: format.percentRange(low, high, 1) },
    ],
    theme,
  );
}
