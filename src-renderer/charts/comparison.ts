import type { BarSeriesOption } from 'echarts';
import type { CompareRow, CompareValue } from '#shared/results/compare';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { dotSeries } from './dots';
import { baseOption, dayStep, fade, figureAxis, nameAxis, nameWidth, panelTitle, valueAxis } from './marks';
import { tooltipTable } from './tooltip';
import { intervalsOf, whiskerSeries } from './whiskers';

/** A figure of two sides under the name it is shown by. */
export type ComparedFigure = CompareRow & {
  label: string;
  /** What all others did of the same kinds of deals, where a rep is compared. */
  team?: Record<'base' | 'compared', number | null>;
};
export type ComparisonSelect = {
  figure: CompareRow['figure'];
  stage: string | null;
  side: 'base' | 'compared';
};

/** Names of both sides, and of what stands beside them where it is not their plain difference. */
export type ComparisonNames = { base: string; compared: string; difference?: string };

const sides = ['base', 'compared'] as const;
const rowHeight = 46;
const top = 26;
const bar = 9;
/** Half the distance between the middles of the two bars of a row. */
const half = 6.5;

/** Both sides of each figure as bars with whiskers, and beside them the difference with its interval around zero. */
export function comparison(
  rows: readonly ComparedFigure[],
  names: ComparisonNames,
  context: ChartContext,
): ChartModel<ComparisonSelect> {
  const { theme, format, width } = context;
  const rate = rows[0]?.unit !== 'days';
  const write = (v: number | null | undefined) => (rate ? format.percent(v) : format.number(v));
  const labels = rows.map(({ label }) => label);
  const name = nameWidth(labels, { max: Math.min(190, width * 0.24) });
  const room = width - name - 12;
  const [values, marks] = [64, 84];
  const left = { left: name + 12, width: Math.max(60, room * 0.55 - values) };
  const right = { left: name + 12 + room * 0.58, width: Math.max(60, room * 0.42 - marks) };
  const height = Math.max(1, rows.length) * rowHeight;
  const colors = { base: fade(theme.faint, 0.3), compared: theme.faint };
  const max = Math.max(
    0,
    ...rows.flatMap((row) => sides.map((side) => row[side].high ?? row[side].value ?? 0)),
  );
  const spread = Math.max(
    rate ? 0.02 : 1,
    ...rows.flatMap((row) => [row.low, row.high, row.difference].map((v) => Math.abs(v ?? 0))),
  );
  const line = { color: fade(theme.text, 0.45), width: 1, type: 'solid' as const };
  const bars = sides.map(
    (side): BarSeriesOption => ({
      id: side,
      type: 'bar',
      barWidth: bar,
      barGap: '45%',
      itemStyle: { color: colors[side], borderRadius: 1 },
      data: rows.map((row) => row[side].value ?? Number.NaN),
    }),
  );
  return {
    height: height + top + 28,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, names, context), context),
      title: [
        panelTitle(rate ? 'share' : 'median days', left.left, 2, context),
        panelTitle(`${besideName(names).toLowerCase()}, ${rate ? 'points' : 'days'}`, right.left, 2, context),
      ],
      grid: [left, right].map((place) => ({ ...place, top, height, outerBoundsMode: 'none' as const })),
      xAxis: [
        valueAxis(context, write, rate ? shareScale(max, left.width) : dayScale(max)),
        {
          ...valueAxis(context, (v) => (rate ? format.number(v * 100) : format.number(v)), {
            splitNumber: 2,
          }),
          gridIndex: 1,
          min: -niceSpread(spread),
          max: niceSpread(spread),
          interval: niceSpread(spread),
        },
      ],
      yAxis: [
        nameAxis(labels, name, context),
        figureAxis(
          labels,
          (at) => {
            const row = rows[at];
            const text = (side: 'base' | 'compared') =>
              rate ? format.percent(row?.[side].value, 1) : format.fixed(row?.[side].value);
            return row ? `{base|${text('base')}}\n{compared|${text('compared')}}` : '';
          },
          {
            base: { fontSize: 11, lineHeight: 14, color: theme.muted },
            compared: { fontSize: 12, lineHeight: 14, fontWeight: 500, color: theme.text },
          },
          context,
          10,
        ),
        { ...nameAxis(labels, 0, context), gridIndex: 1, axisLabel: { show: false } },
        {
          ...figureAxis(
            labels,
            (at) => {
              const row = rows[at];
              return row ? `{value|${differenceText(row, context)}}\n{p|${pText(row)}}` : '';
            },
            {
              value: { fontSize: 13, lineHeight: 16, fontWeight: 500, color: theme.text },
              p: { fontSize: 11, lineHeight: 14, color: theme.muted },
            },
            context,
            10,
          ),
          gridIndex: 1,
        },
      ],
      series: [
        ...bars,
        ...sides.map((side, at) =>
          whiskerSeries(
            `whisker-${side}`,
            intervalsOf(rows, (row) => row[side]),
            {
              color: theme.ink,
              offset: at === 0 ? -half : half,
              cap: 3,
            },
          ),
        ),
        whiskerSeries(
          'difference-interval',
          intervalsOf(rows, (row) => row),
          { color: theme.faint, width: 2, cap: 0 },
          { xAxisIndex: 1, yAxisIndex: 2 },
        ),
        dotSeries(
          'difference',
          rows.map((row) => ({ value: row.difference, solid: isClear(row) })),
          theme,
          { at: 0, style: line },
          { xAxisIndex: 1, yAxisIndex: 2 },
        ),
      ],
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      const side = seriesId === 'base' ? 'base' : 'compared';
      return row ? { figure: row.figure, stage: row.stage, side } : null;
    },
    table: tableOf(rows, names, context),
  };
}

function besideName({ difference = 'Difference' }: ComparisonNames): string {
  return difference;
}

/** Whether the interval leaves out zero. */
function isClear({ low, high }: CompareRow): boolean {
  return (low !== null && low > 0) || (high !== null && high < 0);
}

/** Ticks of quarters need some 40 px each. */
function shareScale(max: number, width: number): { max: number; interval?: number } {
  return max > 0.5
    ? { max: 1, interval: width < 160 ? 0.5 : 0.25 }
    : { max: Math.max(0.1, Math.ceil(max * 10) / 10) };
}

function dayScale(max: number): { max: number; interval: number } {
  const interval = dayStep(Math.max(1, max), 4);
  return { max: Math.ceil(Math.max(1, max) / interval) * interval, interval };
}

function niceSpread(spread: number): number {
  const step = 10 ** Math.floor(Math.log10(spread));
  return Number((Math.ceil(spread / step) * step).toPrecision(3));
}

function differenceText({ unit, difference }: CompareRow, { format }: ChartContext): string {
  if (unit === 'rate') return format.points(difference);
  if (difference === null) return format.days(null);
  return `${difference > 0 ? '+' : ''}${format.fixed(difference)} d`;
}

function pText({ adjusted }: CompareRow): string {
  if (adjusted === null) return '';
  return adjusted < 0.001 ? 'p < 0.001' : `p ${adjusted.toFixed(3)}`;
}

function rangeText(row: CompareRow, { format }: ChartContext): string {
  const end = (v: number | null) =>
    v === null ? 'open' : row.unit === 'rate' ? format.points(v) : `${v > 0 ? '+' : ''}${format.fixed(v)} d`;
  return row.low === null && row.high === null ? '–' : `${end(row.low)} to ${end(row.high)}`;
}

function tooltipOf(row: ComparedFigure, names: ComparisonNames, context: ChartContext): string {
  const { format, theme } = context;
  const value = ({ value, n, open }: CompareValue) =>
    `${row.unit === 'rate' ? format.percent(value, 1) : format.fixed(value)} of ${format.count(n)}, ${format.count(open)} open`;
  return tooltipTable(
    row.label,
    [
      { label: besideName(names), value: differenceText(row, context) },
      { label: '95% interval', value: rangeText(row, context) },
      { label: names.base, value: value(row.base) },
      { label: names.compared, value: value(row.compared) },
      ...(row.team
        ? [
            {
              label: 'Team, the same deals',
              value: `${format.percent(row.team.base, 1)}, then ${format.percent(row.team.compared, 1)}`,
            },
          ]
        : []),
      ...(row.atDays === null ? [] : [{ label: 'Both seen up to', value: format.days(row.atDays) }]),
      ...(row.smallest === null
        ? []
        : [{ label: 'Smallest that would be seen', value: format.points(row.smallest).replace('+', '') }]),
      ...(row.thin ? [{ label: 'Few deals', value: 'mind the interval' }] : []),
    ],
    theme,
  );
}

function tableOf(
  rows: readonly ComparedFigure[],
  names: ComparisonNames,
  context: ChartContext,
): ChartModel<ComparisonSelect>['table'] {
  const { format } = context;
  const numeric = [
    besideName(names),
    'Low',
    'High',
    'p',
    'Base',
    'Compared',
    'n base',
    'n compared',
    'Open base',
    'Open compared',
    ...(rows.some(({ team }) => team) ? ['Team base', 'Team compared'] : []),
  ];
  return {
    columns: [
      { label: `${names.compared} against ${names.base}`, numeric: false },
      ...numeric.map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => {
      const change = (v: number | null | undefined) =>
        row.unit === 'rate' ? format.points(v) : format.fixed(v);
      const value = (v: number | null | undefined) =>
        row.unit === 'rate' ? format.percent(v, 1) : format.fixed(v);
      return {
        select: { figure: row.figure, stage: row.stage, side: 'compared' as const },
        cells: [
          textCell(row.label),
          ...[row.difference, row.low, row.high].map((v) => numberCell(v, change)),
          numberCell(row.adjusted, (v) => format.fixed(v, 3)),
          numberCell(row.base.value, value),
          numberCell(row.compared.value, value),
          ...[row.base.n, row.compared.n, row.base.open, row.compared.open].map((n) =>
            numberCell(n, format.count),
          ),
          ...(row.team ? [row.team.base, row.team.compared].map((v) => numberCell(v, value)) : []),
        ],
      };
    }),
  };
}
