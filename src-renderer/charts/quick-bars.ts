import type { BarSeriesOption } from 'echarts';
import type { SqlResult } from '#shared/results/metrics';
import { emptyKey } from './dot-interval';
import { baseOption, nameAxis, nameWidth, valueAxis } from './marks';
import { columnKinds } from './quick-columns';
import {
  axisStart,
  axisWriter,
  colourOf,
  legendOf,
  nameOf,
  type QuickDrawing,
  tooltipOf,
} from './quick-marks';
import { columnWriter } from './write-value';

/** One bar a row, or one for each of several columns, in the order of the rows. */
export const quickBars: QuickDrawing = (result, { x, y }, context) => {
  const { theme, format, width } = context;
  const names = namesOf(result, x);
  const room = nameWidth(names, { max: width * 0.34 });
  const step = y.length === 1 ? 26 : 8 + 14 * y.length;
  const top = y.length > 1 ? 30 : 6;
  const write = axisWriter(result, y[0] ?? 0, context);
  return {
    height: Math.max(1, names.length) * step + top + 30,
    option: {
      ...baseOption(context),
      ...legendOf(y.length, context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const at = Array.isArray(hit) ? -1 : hit.dataIndex;
          return tooltipOf(names[at] ?? '', result, result.rows[at], y, context);
        },
      },
      grid: { left: room + 12, right: 72, top, bottom: 26, outerBoundsMode: 'none' },
      xAxis: { ...valueAxis(context, write), ...axisStart(result, y) },
      yAxis: nameAxis(names, room, context),
      series: y.map(
        (at, place): BarSeriesOption => ({
          id: `y${at}`,
          name: nameOf(result, at),
          type: 'bar',
          barMaxWidth: 16,
          barGap: '12%',
          data: result.rows.map((row) => Number(row[at] ?? Number.NaN)),
          itemStyle: {
            color: y.length === 1 ? theme.bar : colourOf(nameOf(result, at), place, theme),
            borderRadius: [0, 2, 2, 0],
          },
          label: {
            show: true,
            position: 'right',
            color: theme.muted,
            fontSize: 11,
            formatter: ({ dataIndex }) => columnWriter(result, at, format)(result.rows[dataIndex]?.[at]),
          },
        }),
      ),
    },
  };
};

/** What a bar is called: the column's value, and those of other text columns where it comes more than once. */
function namesOf(result: SqlResult, x: number): string[] {
  const plain = result.rows.map((row) => row[x] ?? null);
  const kinds = columnKinds(result);
  const isRepeated = new Set(plain).size < plain.length;
  return result.rows.map((row) =>
    row
      .filter((_, at) => at === x || (isRepeated && kinds[at] === 'text'))
      .map((value) => (value === null ? emptyKey : String(value)))
      .join(' · '),
  );
}
