import type { CustomSeriesOption } from 'echarts';

/** A filled band between two lines over the x axis; points are [x, low, high] from left to right. */
export function bandSeries(
  id: string,
  points: readonly (readonly [x: number, low: number, high: number])[],
  color: string,
  axes: { xAxisIndex?: number; yAxisIndex?: number } = {},
): CustomSeriesOption {
  return {
    id,
    type: 'custom',
    silent: true,
    clip: true,
    z: 3,
    ...axes,
    // One item that draws the whole band; its values keep the axes wide enough.
    data: points.length === 0 ? [] : [[points[0]?.[0] ?? 0, Math.max(...points.map(([, , high]) => high))]],
    encode: { x: 0, y: 1 },
    renderItem: (_, api) => {
      const top = points.map(([x, , high]) => api.coord([x, high]));
      const bottom = points.map(([x, low]) => api.coord([x, low])).reverse();
      return {
        type: 'polygon' as const,
        shape: { points: [...top, ...bottom].map(([x = 0, y = 0]) => [x, y]) },
        style: { fill: color },
      };
    },
  };
}
