import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { dotSeries } from './dots';
import {
  baseOption,
  fade,
  figureAxis,
  nameAxis,
  nameLimit,
  nameWidth,
  panelTitle,
  roomForNames,
  valueAxis,
} from './marks';
import { tooltipTable } from './tooltip';
import { intervalsOf, tickSeries, whiskerSeries } from './whiskers';

/** One group's rate with its interval and the number of deals it rests on. */
export type GroupRate = {
  key: string | null;
  rate: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** The figure most tools print, shown as a tick where it differs. */
  naive?: number | null;
};
export type GroupSelect = { key: string | null };

export type DotIntervalOptions = {
  /** The pooled rate, drawn as a line through all rows. */
  overall: number | null;
  /** Below this many deals a row is drawn in grey. */
  minimum: number;
  /** What `n` counts, e.g. "closed". */
  unit: string;
  /** What the rate is, e.g. "Win rate". */
  measure: string;
  /** Field of the groups, e.g. "Owner". */
  field: string;
};

const usualRow = 28;
const top = 24;
export const emptyKey = '(empty)';

/** Rates by group, highest first, each with its interval; groups of few deals come last. */
export function dotInterval(
  groups: readonly GroupRate[],
  options: DotIntervalOptions,
  context: ChartContext,
): ChartModel<GroupSelect> {
  const { theme, format } = context;
  const rows = sortGroups(groups, options.minimum);
  const names = rows.map((row) => row.key ?? emptyKey);
  const name = nameWidth(names, { max: nameLimit(context.width) });
  const rowHeight = roomForNames(usualRow, names, name);
  const max = axisMax(rows);
  const enough = (row: GroupRate) => row.n >= options.minimum;
  const interval = (wanted: boolean) =>
    intervalsOf(rows, (row) => (enough(row) === wanted ? row : { low: null, high: null }));
  return {
    height: Math.max(1, rows.length) * rowHeight + top + 28,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, options, context), context),
      title: [
        panelTitle(options.measure.toLowerCase(), context.width - 60, 2, context, true),
        panelTitle(options.unit, context.width, 2, context, true),
      ],
      grid: { left: name + 12, right: 116, top, bottom: 28, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (v) => format.percent(v), { max, interval: max > 0.5 ? 0.25 : 0.1 }),
      yAxis: [
        nameAxis(names, name, context),
        figureAxis(
          names,
          (at) => {
            const row = rows[at];
            return row ? `{rate|${format.percent(row.rate)}}{n|${format.count(row.n)}}` : '';
          },
          {
            rate: { width: 44, align: 'right', fontSize: 13, fontWeight: 500, color: theme.text },
            n: { width: 60, align: 'right', fontSize: 12, color: theme.muted },
          },
          context,
        ),
      ],
      series: [
        whiskerSeries('interval', interval(true), { color: theme.faint, width: 2, cap: 0 }),
        whiskerSeries('thin', interval(false), { color: theme.line, width: 1, cap: 0 }),
        tickSeries(
          'naive',
          rows.flatMap((row, at) => (row.naive == null ? [] : [[row.naive, at] as [number, number]])),
          { color: theme.muted, half: 6, width: 1.5 },
        ),
        dotSeries(
          'rate',
          rows.map((row) => ({ value: row.rate, solid: enough(row) })),
          theme,
          { at: options.overall, style: { color: fade(theme.text, 0.45), type: [3, 3] } },
        ),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { key: row.key } : null;
    },
    table: {
      columns: [
        { label: options.field, numeric: false },
        { label: options.measure, numeric: true },
        { label: 'Low', numeric: true },
        { label: 'High', numeric: true },
        { label: `n ${options.unit}`, numeric: true },
      ],
      rows: rows.map((row) => ({
        select: { key: row.key },
        cells: [
          textCell(row.key ?? emptyKey),
          ...[row.rate, row.low, row.high].map((v) => numberCell(v, (x) => format.percent(x, 1))),
          numberCell(row.n, format.count),
        ],
      })),
    },
  };
}

/** Highest rate first; after them groups of fewer deals than the minimum, the biggest first, since their rates say little. */
export function sortGroups(groups: readonly GroupRate[], minimum: number): GroupRate[] {
  const few = (row: GroupRate) => Number(row.n < minimum);
  const byRate = (a: GroupRate, b: GroupRate) => (b.rate ?? -1) - (a.rate ?? -1);
  return [...groups].sort(
    (a, b) => few(a) - few(b) || (few(a) === 1 ? b.n - a.n || byRate(a, b) : byRate(a, b) || b.n - a.n),
  );
}

/** Rates start at zero; the far end is the next round share above the highest interval. */
function axisMax(rows: readonly GroupRate[]): number {
  const highest = Math.max(0, ...rows.map((row) => row.high ?? row.rate ?? 0));
  return highest > 0.5
    ? Math.min(1, Math.ceil(highest * 4) / 4)
    : Math.max(0.2, Math.ceil(highest * 10) / 10);
}

function tooltipOf(row: GroupRate, options: DotIntervalOptions, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.key ?? emptyKey,
    [
      { label: options.measure, value: format.percent(row.rate, 1) },
      { label: '95% interval', value: format.percentRange(row.low, row.high, 1) },
      { label: `Deals ${options.unit}`, value: format.count(row.n) },
      ...(row.naive == null ? [] : [{ label: 'Naive', value: format.percent(row.naive, 1) }]),
      ...(row.n < options.minimum ? [{ label: 'Few deals', value: `under ${options.minimum}` }] : []),
    ],
    theme,
  );
}
