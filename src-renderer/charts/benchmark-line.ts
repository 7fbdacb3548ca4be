import type { LineSeriesOption } from 'echarts';
import type { ChartContext } from './chart-model';

/** A thin dark line at the days that somebody has set as a benchmark; nothing without one. */
export function benchmarkLine(
  benchmark: number | null,
  { theme, format }: ChartContext,
  /** The end of the line that lies at the top of the chart. */
  top: 'start' | 'end' = 'end',
): LineSeriesOption[] {
  if (benchmark === null) return [];
  return [
    {
      id: 'benchmark',
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        lineStyle: { color: theme.ink, type: 'solid', width: 1 },
        label: {
          formatter: format.days(benchmark),
          position: top,
          distance: top === 'end' ? -14 : 2,
          align: top === 'end' ? 'left' : 'center',
          offset: top === 'end' ? [5, 0] : [0, 0],
          textBorderColor: theme.surface,
          textBorderWidth: 3,
          color: theme.text,
          fontFamily: theme.font,
          fontSize: 11,
          fontWeight: 600,
        },
        data: [{ xAxis: benchmark }],
      },
    },
  ];
}

/** The end of an axis that has to reach a benchmark beyond all values on it. */
export function benchmarkEnd(benchmark: number | null, values: readonly (number | null)[]): { max?: number } {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return benchmark === null || benchmark < most ? {} : { max: Math.ceil(benchmark * 1.1) };
}
