import type { ScatterSeriesOption } from 'echarts';
import type { ChartTheme } from './theme';

/** One row's value; a solid dot can be relied on, a hollow one rests on too little. */
export type Dot = { value: number | null; solid: boolean };

/** A dot on each row and a vertical line that they are read against, above the whiskers. */
export function dotSeries(
  id: string,
  dots: readonly Dot[],
  theme: ChartTheme,
  line: { at: number | null; style: { color: string; width?: number; type: 'solid' | number[] } },
  axes: { xAxisIndex?: number; yAxisIndex?: number } = {},
): ScatterSeriesOption {
  return {
    id,
    type: 'scatter',
    ...axes,
    symbolSize: 10,
    z: 7,
    data: dots.map(({ value, solid }, at) => ({
      value: [value ?? Number.NaN, at],
      itemStyle: solid
        ? { color: theme.ink, borderColor: theme.surface, borderWidth: 1.5 }
        : { color: theme.surface, borderColor: theme.faint, borderWidth: 1.5 },
    })),
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: line.style,
      data: line.at === null ? [] : [{ xAxis: line.at }],
    },
  };
}
