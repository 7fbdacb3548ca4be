import type { ScatterSeriesOption } from 'echarts';
import { baseOption, fade, valueAxis } from './marks';
import { momentOf, timeAxis } from './moments';
import { columnKinds } from './quick-columns';
import { axisStart, axisWriter, nameOf, type QuickDrawing, tooltipOf } from './quick-marks';

/** A point a row, by two numbers. */
export const quickPoints: QuickDrawing = (result, { x, y }, context) => {
  const { theme } = context;
  const at = y[0] ?? 0;
  const others = result.columns.flatMap((_, place) => (place === x || place === at ? [] : [place]));
  const isTime = columnKinds(result)[x] === 'time';
  const across = result.rows.map((row) => (isTime ? momentOf(row[x]) : Number(row[x] ?? Number.NaN)));
  const axis = (column: number) => ({
    ...valueAxis(context, axisWriter(result, column, context)),
    ...axisStart(result, [column]),
    name: nameOf(result, column),
    nameTextStyle: { color: theme.muted, fontSize: 11 },
  });
  return {
    height: 290,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const row = Array.isArray(hit) ? undefined : result.rows[hit.dataIndex];
          const title = others.map((place) => row?.[place]).find((value) => typeof value === 'string');
          return tooltipOf(String(title ?? ''), result, row, [x, at], context);
        },
      },
      grid: { left: 64, right: 32, top: 30, bottom: 48, outerBoundsMode: 'none' },
      useUTC: true,
      xAxis: isTime ? timeAxis(across, context) : { ...axis(x), nameLocation: 'middle', nameGap: 28 },
      yAxis: axis(at),
      series: [
        {
          id: 'points',
          type: 'scatter',
          symbolSize: result.rows.length > 300 ? 6 : 9,
          itemStyle: { color: fade(theme.open, 0.6) },
          data: result.rows.map((row, place) => [across[place] ?? Number.NaN, Number(row[at] ?? Number.NaN)]),
        } satisfies ScatterSeriesOption,
      ],
    },
  };
};
