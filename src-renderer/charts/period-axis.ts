import type { ChartContext } from './chart-model';

/** Room for a name such as "Jan ’25" with the space after it. */
const nameRoom = 52;

/** Periods from left to right, of which as many are named as fit into the width. */
export function periodAxis(names: readonly string[], width: number, { theme }: ChartContext) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: 11,
      hideOverlap: true,
      interval: Math.max(0, Math.ceil((names.length * nameRoom) / Math.max(width, 1)) - 1),
    },
  };
}
