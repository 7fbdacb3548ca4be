import type { SqlResult } from '#shared/results/metrics';
import type { ChartContext } from './chart-model';

const day = 86_400_000;

/** Milliseconds of a day or moment in a result. They have no zone of their own: all are read as UTC, as they are written. */
export function momentOf(value: SqlResult['rows'][number][number] | undefined): number {
  const text = String(value ?? '');
  return Date.parse(text.includes('T') ? `${text}Z` : text);
}

/** An axis of time: months over more than half a year, days under it, times within two days. */
export function timeAxis(moments: readonly number[], { theme, format }: ChartContext) {
  const times = moments.filter(Number.isFinite);
  const first = times.reduce((low, at) => Math.min(low, at), Number.POSITIVE_INFINITY);
  const last = times.reduce((high, at) => Math.max(high, at), Number.NEGATIVE_INFINITY);
  const write = (iso: string) => {
    if (last - first > 180 * day) return format.month(iso);
    return last - first > 2 * day ? format.day(iso) : iso.slice(11, 16);
  };
  return {
    type: 'time' as const,
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: 11,
      hideOverlap: true,
      padding: [0, 6] as [number, number],
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
      formatter: (at: number) => write(new Date(at).toISOString()),
    },
  };
}
