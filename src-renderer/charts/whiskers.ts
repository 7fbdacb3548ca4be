import type { CustomSeriesOption } from 'echarts';

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

/**
 * Horizontal intervals on rows: one line from low to high with end caps, in pixels that do not scale.
 * Data items are [low, high, row].
 */
export function whiskerSeries(
  id: string,
  data: readonly [number, number, number][],
  style: { color: string; width?: number; cap?: number; offset?: number },
  axes: { xAxisIndex?: number; yAxisIndex?: number } = {},
): CustomSeriesOption {
  const cap = style.cap ?? 4;
  const render: RenderItem = (_, api) => {
    const row = api.value(2);
    const [x1 = 0, y = 0] = api.coord([api.value(0), row]);
    const [x2 = 0] = api.coord([api.value(1), row]);
    const at = y + (style.offset ?? 0);
    const line = (x: number, y1: number, toX: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1: x, y1, x2: toX, y2 },
      style: { stroke: style.color, lineWidth: style.width ?? 1.5 },
    });
    const caps = cap > 0 ? [line(x1, at - cap, x1, at + cap), line(x2, at - cap, x2, at + cap)] : [];
    return { type: 'group' as const, children: [line(x1, at, x2, at), ...caps] };
  };
  return {
    id,
    type: 'custom',
    renderItem: render,
    data: data.map((item) => [...item]),
    encode: { x: [0, 1], y: 2 },
    silent: true,
    clip: true,
    z: 5,
    ...axes,
  };
}

/** The intervals that are known of rows, as [low, high, row]. */
export function intervalsOf<Row>(
  rows: readonly Row[],
  of: (row: Row) => { low: number | null; high: number | null },
): [number, number, number][] {
  return rows.flatMap((row, at): [number, number, number][] => {
    const { low, high } = of(row);
    return low === null || high === null ? [] : [[low, high, at]];
  });
}

/** Upright intervals on columns with end caps, in pixels that do not scale. Data items are [low, high, column]. */
export function uprightSeries(
  id: string,
  data: readonly [number, number, number][],
  color: string,
  axes: { xAxisIndex?: number; yAxisIndex?: number } = {},
): CustomSeriesOption {
  const cap = 3;
  const render: RenderItem = (_, api) => {
    const column = api.value(2);
    const [x = 0, low = 0] = api.coord([column, api.value(0)]);
    const [, high = 0] = api.coord([column, api.value(1)]);
    const line = (fromX: number, fromY: number, toX: number, toY: number) => ({
      type: 'line' as const,
      shape: { x1: fromX, y1: fromY, x2: toX, y2: toY },
      style: { stroke: color, lineWidth: 1.5 },
    });
    const caps = [low, high].map((y) => line(x - cap, y, x + cap, y));
    return { type: 'group' as const, children: [line(x, low, x, high), ...caps] };
  };
  return {
    id,
    type: 'custom',
    renderItem: render,
    data: data.map((item) => [...item]),
    encode: { x: 2, y: [0, 1] },
    silent: true,
    clip: true,
    z: 5,
    ...axes,
  };
}

/** Vertical ticks on rows, for a value shown beside the main one. Data items are [x, row]. */
export function tickSeries(
  id: string,
  data: readonly [number, number][],
  style: { color: string; half: number; width?: number },
  axes: { xAxisIndex?: number; yAxisIndex?: number } = {},
): CustomSeriesOption {
  const render: RenderItem = (_, api) => {
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    return {
      type: 'line' as const,
      shape: { x1: x, y1: y - style.half, x2: x, y2: y + style.half },
      style: { stroke: style.color, lineWidth: style.width ?? 2 },
    };
  };
  return {
    id,
    type: 'custom',
    renderItem: render,
    data: data.map((item) => [...item]),
    encode: { x: 0, y: 1 },
    silent: true,
    clip: true,
    z: 6,
    ...axes,
  };
}
