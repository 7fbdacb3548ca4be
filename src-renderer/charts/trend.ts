import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { TrendRow } from '#shared/results/velocity';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, panelTitle, undecidedStyle, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type TrendGrain = 'quarter' | 'month';
export type TrendSelect = { period: string; part: 'created' | 'open' | 'closed' | 'won' };

type Series = Extract<NonNullable<EChartsOption['series']>, unknown[]>[number];
type Value = number | null;
type Panel = {
  id: string;
  title: string;
  value: (row: TrendRow) => [value: Value, low: Value, high: Value];
  /** What most tools print of the deals closed in the period. */
  naive: ((row: TrendRow) => Value) | null;
  part: TrendSelect['part'];
  naivePart: TrendSelect['part'];
  share: boolean;
};

const panelHeight = 124;
const panelStep = 188;
const gap = 40;
const left = 48;

/**
 * Small multiples by the quarter or month in which deals were created: median days to close and to win and the share won,
 * each with its 95 % interval and, as a ring, the plain figure of the deals closed then; and the share still open.
 */
export function trend(
  rows: readonly TrendRow[],
  grain: TrendGrain,
  context: ChartContext,
): ChartModel<TrendSelect> {
  const { theme, format, width } = context;
  const panels = panelsOf(rows, context).filter((panel) => panel.id === 'open' || isKnown(rows, panel));
  const across = width >= 640 ? 2 : 1;
  const down = Math.ceil(panels.length / across);
  const room = (width - (across - 1) * gap) / across;
  const names = rows.map((row) => periodName(row.period, grain, context));
  const place = (at: number) => ({ x: (at % across) * (room + gap), y: Math.floor(at / across) * panelStep });
  return {
    height: Math.max(1, down) * panelStep,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid } },
        formatter: (hit) => {
          const row = rows[(Array.isArray(hit) ? hit[0] : hit)?.dataIndex ?? -1];
          return row ? tooltipOf(row, grain, context) : '';
        },
      },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      title: panels.map(({ title }, at) => panelTitle(title, place(at).x, place(at).y + 2, context)),
      grid: panels.map((_, at) => ({
        left: place(at).x + left,
        width: room - left - 8,
        top: place(at).y + 26,
        height: panelHeight,
        outerBoundsMode: 'none',
      })),
      xAxis: panels.map((_, at) => ({
        type: 'category',
        gridIndex: at,
        data: names,
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          hideOverlap: true,
          interval: Math.max(0, Math.ceil((rows.length * 56) / Math.max(room - left, 1)) - 1),
        },
      })),
      yAxis: panels.map(({ share }, at) => ({
        ...valueAxis(
          context,
          share ? (v) => format.percent(v) : (v) => format.number(v),
          share ? shareScale(rows, panels[at]) : {},
        ),
        gridIndex: at,
      })),
      series: panels.flatMap((panel, at) => seriesOf(panel, at, rows, context)),
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      const panel = panels.find(({ id }) => seriesId.endsWith(id));
      if (!row || !panel) return null;
      return { period: row.period, part: seriesId.startsWith('naive-') ? panel.naivePart : panel.part };
    },
    table: trendTable(rows, grain, context),
  };
}

/** Whether there is anything to draw, such as where no deal has closed. */
function isKnown(rows: readonly TrendRow[], { value, naive }: Panel): boolean {
  return rows.some((row) => value(row)[0] !== null || (naive?.(row) ?? null) !== null);
}

/** Shares end at a round one, at the most at 100%. */
function shareScale(rows: readonly TrendRow[], panel: Panel | undefined): { max: number; interval: number } {
  const most = Math.max(
    0,
    ...rows.flatMap((row) => [...(panel?.value(row) ?? []), panel?.naive?.(row) ?? null].map((v) => v ?? 0)),
  );
  const max = [0.04, 0.08, 0.2, 0.4, 0.8].find((end) => most <= end) ?? 1;
  return { max, interval: max / 4 };
}

function panelsOf(rows: readonly TrendRow[], { format }: ChartContext): Panel[] {
  const age = rows.find((row) => row.atDays !== null)?.atDays ?? null;
  return [
    {
      id: 'close',
      title: 'Days to close, median',
      value: (row) => [row.medianClose, row.medianCloseLow, row.medianCloseHigh],
      naive: (row) => row.naiveMedianClose,
      part: 'created',
      naivePart: 'closed',
      share: false,
    },
    {
      id: 'win',
      title: 'Days to win, median',
      value: (row) => [row.medianWin, row.medianWinLow, row.medianWinHigh],
      naive: (row) => row.naiveMedianWin,
      part: 'created',
      naivePart: 'won',
      share: false,
    },
    {
      id: 'rate',
      title: age === null ? 'Share won' : `Share won by day ${format.number(age, 0)}`,
      value: (row) => [row.winRate, row.winRateLow, row.winRateHigh],
      naive: (row) => row.closedRate,
      part: 'created',
      naivePart: 'closed',
      share: true,
    },
    {
      id: 'open',
      title: 'Still open',
      value: (row) => [row.openShare, null, null],
      naive: null,
      part: 'open',
      naivePart: 'open',
      share: true,
    },
  ];
}

function seriesOf(panel: Panel, at: number, rows: readonly TrendRow[], context: ChartContext): Series[] {
  const { theme } = context;
  const axes = { xAxisIndex: at, yAxisIndex: at };
  const { id, naive, value } = panel;
  if (!naive) {
    return [
      {
        id,
        type: 'bar',
        barMaxWidth: 28,
        barCategoryGap: '36%',
        data: rows.map((row) => value(row)[0]),
        itemStyle: { ...undecidedStyle(theme), borderRadius: [2, 2, 0, 0] },
        ...axes,
      },
    ];
  }
  return [
    {
      id: `naive-${id}`,
      type: 'scatter',
      symbolSize: 8,
      data: rows.map((row, i) => [i, naive(row) ?? Number.NaN]),
      itemStyle: { color: theme.surface, borderColor: theme.faint, borderWidth: 1.5 },
      z: 4,
      ...axes,
    },
    {
      ...uprights(
        `interval-${id}`,
        rows.flatMap((row, i): [number, number, number][] => {
          const [, low, high] = value(row);
          return low === null || high === null ? [] : [[i, low, high]];
        }),
        theme.ink,
      ),
      ...axes,
    },
    {
      id,
      type: 'line',
      symbol: 'circle',
      symbolSize: 8,
      data: rows.map((row) => ({
        value: value(row)[0],
        itemStyle: row.partial ? { color: theme.surface, borderColor: theme.ink, borderWidth: 1.75 } : {},
      })),
      lineStyle: { width: 1.5, color: fade(theme.mode === 'dark' ? theme.faint : theme.muted, 0.5) },
      itemStyle: { color: theme.ink },
      z: 6,
      ...axes,
    },
  ];
}

/** Upright intervals with end caps; data items are [column, low, high]. */
function uprights(id: string, data: readonly [number, number, number][], color: string): CustomSeriesOption {
  const cap = 3;
  return {
    id,
    type: 'custom',
    silent: true,
    clip: true,
    encode: { x: 0, y: [1, 2] },
    data: data.map((item) => [...item]),
    z: 5,
    renderItem: (_, api) => {
      const [x = 0, y1 = 0] = api.coord([api.value(0), api.value(1)]);
      const [, y2 = 0] = api.coord([api.value(0), api.value(2)]);
      const line = (fromX: number, fromY: number, toX: number, toY: number) => ({
        type: 'line' as const,
        shape: { x1: fromX, y1: fromY, x2: toX, y2: toY },
        style: { stroke: color, lineWidth: 1.5 },
      });
      const children = [line(x, y1, x, y2), line(x - cap, y1, x + cap, y1), line(x - cap, y2, x + cap, y2)];
      return { type: 'group', children };
    },
  };
}

/** Q3 ’24 or Jul ’24. */
export function periodName(
  period: string,
  grain: TrendGrain,
  { format }: Pick<ChartContext, 'format'>,
): string {
  if (grain === 'month') return format.month(period);
  return `Q${Math.ceil(Number(period.slice(5, 7)) / 3)} ’${period.slice(2, 4)}`;
}

function tooltipOf(row: TrendRow, grain: TrendGrain, context: ChartContext): string {
  const { format, theme } = context;
  const days = (value: Value, low: Value, high: Value) =>
    low === null || high === null
      ? format.days(value)
      : `${format.days(value)} (${format.number(low)}–${format.number(high)})`;
  const rate = (value: Value, low: Value, high: Value) =>
    value === null ? 'too young' : `${format.percent(value)} (${format.percentRange(low, high)})`;
  const name = periodName(row.period, grain, context);
  return tooltipTable(
    row.partial ? `${name}, not whole` : name,
    [
      { label: 'Created', value: format.count(row.deals) },
      { label: 'Still open', value: format.percent(row.openShare) },
      { label: 'Days to close', value: days(row.medianClose, row.medianCloseLow, row.medianCloseHigh) },
      { label: 'Days to win', value: days(row.medianWin, row.medianWinLow, row.medianWinHigh) },
      {
        label: row.atDays === null ? 'Share won' : `Share won by day ${format.number(row.atDays, 0)}`,
        value: rate(row.winRate, row.winRateLow, row.winRateHigh),
      },
      { label: 'Closed in it', value: format.count(row.closed) },
      { label: 'Naive days to close', value: format.days(row.naiveMedianClose) },
      { label: 'Naive days to win', value: format.days(row.naiveMedianWin) },
      { label: 'Naive win rate', value: format.percent(row.closedRate) },
    ],
    theme,
  );
}

function trendTable(
  rows: readonly TrendRow[],
  grain: TrendGrain,
  context: ChartContext,
): ChartModel<TrendSelect>['table'] {
  const { format } = context;
  const heads = [
    'Created',
    'Still open',
    'Days to close',
    'Low',
    'High',
    'Days to win',
    'Win low',
    'Win high',
  ];
  const rates = ['Share won', 'Share low', 'Share high', 'Closed', 'Closed rate', 'Naive close', 'Naive win'];
  const percent = (value: Value) => numberCell(value, (v) => format.percent(v, 1));
  const days = (value: Value) => numberCell(value, format.fixed);
  return {
    columns: [
      { label: grain === 'quarter' ? 'Quarter' : 'Month', numeric: false },
      ...[...heads, ...rates].map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: { period: row.period, part: 'created' },
      cells: [
        {
          ...textCell(row.period),
          text: periodName(row.period, grain, context) + (row.partial ? ' (not whole)' : ''),
        },
        numberCell(row.deals, format.count),
        percent(row.openShare),
        ...[row.medianClose, row.medianCloseLow, row.medianCloseHigh].map(days),
        ...[row.medianWin, row.medianWinLow, row.medianWinHigh].map(days),
        ...[row.winRate, row.winRateLow, row.winRateHigh].map(percent),
        numberCell(row.closed, format.count),
        percent(row.closedRate),
        days(row.naiveMedianClose),
        days(row.naiveMedianWin),
      ],
    })),
  };
}
