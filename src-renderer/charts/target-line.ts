import type { MarkLineComponentOption } from 'echarts';
import type { ChartContext } from './chart-model';

type TargetLine = {
  /** Which axis the amounts are on. */
  axis: 'xAxis' | 'yAxis';
  position: 'start' | 'end' | 'insideStartTop';
  align?: 'left' | 'center' | 'right';
};

/** A thin dark line at the target with its amount, for the `markLine` of a series; without a target one that was there goes. */
export function targetLine(
  target: number | null,
  { axis, position, align }: TargetLine,
  { theme, format }: ChartContext,
): { markLine: MarkLineComponentOption } {
  if (target === null) return { markLine: { data: [] } };
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: theme.ink, type: 'solid', width: 1 },
      label: {
        formatter: `Target ${format.moneyShort(target)}`,
        position,
        distance: 4,
        ...(align ? { align } : {}),
        color: theme.text,
        fontFamily: theme.font,
        fontSize: 11,
        fontWeight: 600,
        textBorderColor: theme.surface,
        textBorderWidth: 3,
      },
      data: [{ [axis]: target }],
    },
  };
}
