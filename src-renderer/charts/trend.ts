import type { EChartsOption } from 'echarts';
import type { TrendRow } from '#shared/results/velocity';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, panelTitle, undecidedStyle, valueAxis } from './marks';
import { periodAxis } from './period-axis';
import { shareAxis, shareEnd } from './share-axis';
import { tooltipTable } from './tooltip';
import { intervalsOf, uprightSeries } from './whiskers';

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
  const { format, width } = context;
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
      tooltip: columnTooltip(rows, (row) => tooltipOf(row, grain, context), context),
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
        ...periodAxis(names, room - left, context),
        gridIndex: at,
      })),
      yAxis: panels.map((panel, at) => ({
        ...(panel.share
          ? shareAxis(endOf(rows, panel), context)
          : valueAxis(context, (v) => format.number(v))),
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

/** Shares end at a round one above all that is drawn. */
function endOf(rows: readonly TrendRow[], { value, naive }: Panel): number {
  return shareEnd(
    rows.flatMap((row) => [...value(row), naive?.(row)]),
    0.04,
  );
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
    uprightSeries(
      `interval-${id}`,
      intervalsOf(rows, (row) => {
        const [, low, high] = value(row);
        return { low, high };
      }),
      theme.ink,
      axes,
    ),
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
