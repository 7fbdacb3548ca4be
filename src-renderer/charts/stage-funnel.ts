import type { BarSeriesOption, CustomSeriesOption, EChartsOption } from 'echarts';
import type { FunnelRow } from '#shared/results/metrics';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import {
  baseOption,
  fade,
  figureAxis,
  nameAxis,
  nameLimit,
  nameWidth,
  panelTitle,
  roomForNames,
  rowHeightFor,
  textWidth,
  undecidedStyle,
  valueAxis,
} from './marks';
import { shareAxis } from './share-axis';
import { tooltipTable } from './tooltip';
import { tickSeries, whiskerSeries } from './whiskers';

export type FunnelPart = 'entered' | 'advanced' | 'lost' | 'open';
export type FunnelSelect = { stage: string; part: FunnelPart };

const usualRow = 44;
const top = 28;
const figuresWidth = 208;
const partOfSeries: Record<string, FunnelPart> = {
  entered: 'entered',
  advanced: 'advanced',
  undecided: 'open',
  lost: 'lost',
};

/**
 * The stages in order. Left: how many deals reach each. Middle: what becomes of 100 of them by the age the
 * curve is read at — gone further with its 95% interval, still undecided (hatched), lost — with the naive
 * share as a tick. Right: the same as figures.
 */
export function stageFunnel(
  rows: readonly FunnelRow[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<FunnelSelect> {
  const layout = layoutOf(rows, weight, context);
  return {
    height: heightOf(rows, layout) + top + 24,
    option: {
      ...baseOption(context),
      tooltip: columnTooltip(rows, (row) => tooltipOf(row, context), context),
      axisPointer: { link: [{ yAxisIndex: 'all' }] },
      title: titles(layout, weight, context),
      ...axes(rows, layout, weight, context),
      series: [reachedBars(rows, weight, context), ...outcomeBars(rows, context)],
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      const part = partOfSeries[seriesId];
      return row && part ? { stage: row.stage, part } : null;
    },
    table: funnelTable(rows, context),
  };
}

function heightOf(rows: readonly FunnelRow[], { name }: Layout): number {
  const names = rows.map(({ stage }) => stage);
  return Math.max(1, rows.length) * roomForNames(rowHeightFor(rows.length, usualRow), names, name);
}

type Layout = {
  name: number;
  reached: { left: number; width: number };
  outcome: { left: number; width: number };
};

function layoutOf(
  rows: readonly FunnelRow[],
  weight: 'count' | 'value',
  { width, format }: ChartContext,
): Layout {
  const name = nameWidth(
    rows.map((row) => row.stage),
    { min: 72, max: Math.min(width * 0.18, nameLimit(width)) },
  );
  const labels = Math.max(
    0,
    ...rows.map((row) =>
      textWidth(
        weight === 'value' ? format.moneyShort(row.valueEntered) : `${format.count(row.entered)}100%`,
      ),
    ),
  );
  const left = name + 12;
  const room = Math.max(240, width - left - figuresWidth);
  const reached = Math.round(room * 0.4);
  return {
    name,
    reached: { left, width: Math.max(40, reached - Math.max(96, labels + 28)) },
    outcome: { left: left + reached, width: room - reached },
  };
}

function titles(
  layout: Layout,
  weight: 'count' | 'value',
  context: ChartContext,
): NonNullable<EChartsOption['title']> {
  const right = context.width;
  return [
    panelTitle(
      weight === 'value' ? 'Value that reaches the stage' : 'Deals that reach the stage',
      layout.reached.left,
      2,
      context,
    ),
    panelTitle('What becomes of them', layout.outcome.left, 2, context),
    panelTitle('go further', right - 100, 2, context, true),
    panelTitle('median', right, 2, context, true),
  ];
}

function axes(rows: readonly FunnelRow[], layout: Layout, weight: 'count' | 'value', context: ChartContext) {
  const { theme } = context;
  const names = rows.map((row) => row.stage);
  const height = heightOf(rows, layout);
  const highest = Math.max(1, ...rows.map((row) => (weight === 'value' ? row.valueEntered : row.entered)));
  return {
    grid: [layout.reached, layout.outcome].map((panel) => ({
      ...panel,
      top,
      height,
      outerBoundsMode: 'none' as const,
    })),
    xAxis: [
      { ...valueAxis(context, String, { max: highest }), gridIndex: 0, show: false },
      { ...shareAxis(1, context), gridIndex: 1 },
    ],
    yAxis: [
      { ...nameAxis(names, layout.name, context), gridIndex: 0 },
      { ...nameAxis(names, layout.name, context), gridIndex: 1, axisLabel: { show: false } },
      {
        ...figureAxis(
          names,
          (at) => figuresOf(rows[at], context),
          {
            share: {
              width: 46,
              align: 'right' as const,
              fontSize: 13,
              fontWeight: 600 as const,
              color: theme.text,
            },
            range: { width: 70, align: 'right' as const, fontSize: 12, color: theme.muted },
            days: { width: 76, align: 'right' as const, fontSize: 13, color: theme.text },
          },
          context,
          16,
        ),
        gridIndex: 1,
      },
    ],
  };
}

function figuresOf(row: FunnelRow | undefined, { format }: ChartContext): string {
  if (!row) return '';
  const range = row.low === null ? '' : format.percentRange(row.low, row.high).replace(/\s?%/, '');
  return `{share|${format.percent(row.conversion)}}{range|${range}}{days|${format.days(row.medianDays)}}`;
}

function reachedBars(
  rows: readonly FunnelRow[],
  weight: 'count' | 'value',
  { theme, format }: ChartContext,
): BarSeriesOption {
  return {
    id: 'entered',
    type: 'bar' as const,
    xAxisIndex: 0,
    yAxisIndex: 0,
    barWidth: 20,
    data: rows.map((row) => (weight === 'value' ? row.valueEntered : row.entered)),
    itemStyle: { color: theme.bar, borderRadius: [0, 3, 3, 0] },
    label: {
      show: true,
      position: 'right' as const,
      distance: 8,
      formatter: ({ dataIndex }) => {
        const row = rows[dataIndex];
        if (!row) return '';
        const share = row.fromStart === null ? '' : `  {side|${format.percent(row.fromStart)}}`;
        const main = weight === 'value' ? format.moneyShort(row.valueEntered) : format.count(row.entered);
        return `{main|${main}}${weight === 'value' ? '' : share}`;
      },
      rich: {
        main: { color: theme.text, fontSize: 13, fontWeight: 500 as const },
        side: { color: theme.muted, fontSize: 12 },
      },
    },
  };
}

function outcomeBars(
  rows: readonly FunnelRow[],
  { theme }: ChartContext,
): (BarSeriesOption | CustomSeriesOption)[] {
  const second = { xAxisIndex: 1, yAxisIndex: 1 };
  const bar = { type: 'bar' as const, ...second, stack: 'outcome', barWidth: 20 };
  const known = rows.flatMap((row, at) => (row.low === null || row.high === null ? [] : [{ row, at }]));
  return [
    { ...bar, id: 'advanced', data: rows.map((row) => row.conversion), itemStyle: { color: theme.faint } },
    { ...bar, id: 'undecided', data: rows.map((row) => row.undecided), itemStyle: undecidedStyle(theme) },
    {
      ...bar,
      id: 'lost',
      data: rows.map((row) => row.lostShare),
      itemStyle: { color: fade(theme.lost, 0.38) },
    },
    whiskerSeries(
      'interval',
      known.map(({ row, at }) => [row.low ?? 0, row.high ?? 0, at]),
      { color: theme.text, cap: 5 },
      second,
    ),
    tickSeries(
      'naive',
      rows.flatMap((row, at) => (row.naive === null ? [] : [[row.naive, at] as [number, number]])),
      { color: theme.text, half: 13, width: 1.5 },
      second,
    ),
  ];
}

function tooltipOf(row: FunnelRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.stage,
    [
      { label: 'Reached', value: format.count(row.entered), mark: theme.bar },
      { label: 'Went further so far', value: format.count(row.advanced) },
      { label: 'Lost so far', value: format.count(row.lost) },
      { label: 'Still open here', value: format.count(row.open) },
      {
        label: `Go further by day ${format.number(row.atDays)}`,
        value: format.percent(row.conversion, 1),
        mark: theme.faint,
      },
      { label: '95% interval', value: format.percentRange(row.low, row.high, 1) },
      { label: 'Undecided then', value: format.percent(row.undecided, 1), mark: fade(theme.open, 0.5) },
      { label: 'Lost by then', value: format.percent(row.lostShare, 1), mark: fade(theme.lost, 0.5) },
      { label: 'Naive share', value: format.percent(row.naive, 1) },
    ],
    theme,
  );
}

function funnelTable(
  rows: readonly FunnelRow[],
  { format }: ChartContext,
): ChartModel<FunnelSelect>['table'] {
  const heads = [
    'Reached',
    'Went further',
    'Lost',
    'Open',
    'Go further',
    'Low',
    'High',
    'Undecided',
    'At day',
  ];
  const tail = ['Naive', 'From start', 'Value reached', 'Value went further', 'Median days'];
  const share = (value: number | null) => numberCell(value, (v) => format.percent(v, 1));
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...[...heads, ...tail].map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: { stage: row.stage, part: 'entered' },
      cells: [
        textCell(row.stage),
        ...[row.entered, row.advanced, row.lost, row.open].map((n) => numberCell(n, format.count)),
        ...[row.conversion, row.low, row.high, row.undecided].map(share),
        numberCell(row.atDays, format.number),
        share(row.naive),
        share(row.fromStart),
        numberCell(row.valueEntered, format.money),
        numberCell(row.valueAdvanced, format.money),
        numberCell(row.medianDays, format.fixed),
      ],
    })),
  };
}
