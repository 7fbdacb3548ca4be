import type { CustomSeriesOption } from 'echarts';
import type { RepRow } from '#shared/results/reps';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { dotSeries } from './dots';
import {
  baseOption,
  fade,
  nameAxis,
  nameLimit,
  nameWidth,
  panelTitle,
  roomForNames,
  valueAxis,
} from './marks';
import { flagMark, flagWords, ownerName } from './rep-cells';
import type { RepSelect } from './rep-funnel';
import { tooltipTable } from './tooltip';
import { tickSeries, whiskerSeries } from './whiskers';

export type CaterpillarOptions = { rate: number | null; minimum: number };

const usualRow = 24;
const top = 24;

/**
 * What is known of the rate of each rep, by name: the shrunk rate with its 80 % interval, and from the adjusted one, a faint tick,
 * an arrow to it. The shorter the arrow, the more the rep's own deals say.
 */
export function repCaterpillar(
  given: readonly RepRow[],
  options: CaterpillarOptions,
  context: ChartContext,
): ChartModel<RepSelect> {
  const { theme, format } = context;
  const rows = given.filter(({ n }) => n > 0);
  const names = rows.map(({ owner }) => ownerName(owner));
  const name = nameWidth(names, { max: nameLimit(context.width) });
  const rowHeight = roomForNames(usualRow, names, name);
  const highest = Math.max(
    0,
    ...rows.map((row) => Math.max(row.high ?? 0, row.n >= options.minimum ? (row.adjusted ?? 0) : 0)),
  );
  const interval = highest > 0.5 ? 0.2 : 0.1;
  const max = Math.min(1, Math.ceil((highest + 0.01) / interval) * interval);
  const arrows = rows.flatMap((row, at): [number, number, number][] =>
    row.adjusted === null || row.shrunk === null ? [] : [[Math.min(row.adjusted, max), row.shrunk, at]],
  );
  return {
    height: Math.max(1, rows.length) * rowHeight + top + 28,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const row = Array.isArray(hit) ? undefined : rows[hit.dataIndex];
          return row ? tooltipOf(row, context) : '';
        },
      },
      title: [
        panelTitle('shrunk', context.width - 76, 2, context, true),
        panelTitle('deals', context.width, 2, context, true),
      ],
      grid: { left: name + 12, right: 132, top, bottom: 28, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (value) => format.percent(value), { max, interval }),
      yAxis: [
        nameAxis(names, name, context),
        {
          ...nameAxis(names, 100, context),
          position: 'right',
          axisLabel: {
            interval: 0,
            margin: 12,
            formatter: (_: string, at: number) => {
              const row = rows[at];
              if (!row) return '';
              const mark = row.flag ? `{${row.flag}|${flagMark(row.flag)}}` : '{none| }';
              return `${mark}{rate|${format.percent(row.shrunk ?? row.adjusted)}}{n|${format.count(row.n)}}`;
            },
            rich: {
              high: { width: 16, color: theme.won, fontSize: 11 },
              low: { width: 16, color: theme.lost, fontSize: 11 },
              none: { width: 16 },
              rate: { width: 44, align: 'right', fontSize: 13, fontWeight: 500, color: theme.text },
              n: { width: 60, align: 'right', fontSize: 12, color: theme.muted },
            },
          },
        },
      ],
      series: [
        whiskerSeries(
          'interval',
          rows.flatMap((row, at): [number, number, number][] =>
            row.low === null || row.high === null ? [] : [[row.low, row.high, at]],
          ),
          { color: theme.faint, width: 2, cap: 0 },
        ),
        arrowSeries(arrows, fade(theme.text, 0.35)),
        tickSeries(
          'adjusted',
          rows.flatMap((row, at): [number, number][] =>
            row.adjusted === null ? [] : [[Math.min(row.adjusted, max), at]],
          ),
          { color: fade(theme.text, 0.45), half: 5, width: 1.5 },
        ),
        dotSeries(
          'shrunk',
          rows.map((row) => ({ value: row.shrunk ?? row.adjusted, solid: row.n >= options.minimum })),
          theme,
          { at: options.rate, style: { color: fade(theme.text, 0.45), type: [3, 3] } },
        ),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { owner: row.owner } : null;
    },
    table: {
      columns: [
        { label: 'Rep', numeric: false },
        ...['Deals', 'Rate', 'Adjusted', 'Shrunk', '80% low', '80% high', 'Signal'].map((label) => ({
          label,
          numeric: true,
        })),
        { label: 'Unusual', numeric: false },
      ],
      rows: rows.map((row) => ({
        select: { owner: row.owner },
        cells: [
          textCell(ownerName(row.owner)),
          numberCell(row.n, format.count),
          ...[row.rate, row.adjusted, row.shrunk, row.low, row.high].map((value) =>
            numberCell(value, (x) => format.percent(x, 1)),
          ),
          numberCell(row.signal, format.percent),
          textCell(row.flag ? `${flagMark(row.flag)} ${row.flag}` : ''),
        ],
      })),
    },
  };
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

/** Thin arrows on rows. Data items are [from, to, row]; too short ones are left out. */
function arrowSeries(data: readonly [number, number, number][], color: string): CustomSeriesOption {
  const render: RenderItem = (_, api) => {
    const [x1 = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
    const [x2 = 0] = api.coord([api.value(1), api.value(2)]);
    const side = Math.sign(x2 - x1);
    // The dot covers its end.
    const end = x2 - side * 7;
    if (Math.abs(x2 - x1) < 16) return { type: 'group' as const, children: [] };
    return {
      type: 'group' as const,
      children: [
        {
          type: 'line' as const,
          shape: { x1, y1: y, x2: end, y2: y },
          style: { stroke: color, lineWidth: 1 },
        },
        {
          type: 'polygon' as const,
          shape: {
            points: [
              [end, y],
              [end - side * 5, y - 3],
              [end - side * 5, y + 3],
            ],
          },
          style: { fill: color },
        },
      ],
    };
  };
  return {
    id: 'arrows',
    type: 'custom',
    renderItem: render,
    data: data.map((item) => [...item]),
    encode: { x: [0, 1], y: 2 },
    silent: true,
    clip: true,
    z: 6,
  };
}

function tooltipOf(row: RepRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    ownerName(row.owner),
    [
      { label: 'Deals', value: format.count(row.n) },
      { label: 'At the team’s mix of deals', value: format.percent(row.adjusted, 1) },
      { label: 'Shrunk', value: format.percent(row.shrunk, 1) },
      { label: '80% interval', value: format.percentRange(row.low, row.high, 1) },
      { label: 'Signal', value: format.percent(row.signal) },
      ...(row.flag ? [{ label: 'Unusual', value: flagWords[row.flag] }] : []),
    ],
    theme,
  );
}
