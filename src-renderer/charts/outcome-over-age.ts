import type { LineSeriesOption } from 'echarts';
import type { CurvePoint } from '#shared/results/metrics';
import { ageAxis, riskTitle } from './age-axis';
import { lineTooltip } from './axis-tooltip';
import { benchmarkLine } from './benchmark-line';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import { pointAt, thinCurve } from './curve';
import { edgeLabels } from './edge-labels';
import { baseOption, fade, textWidth } from './marks';
import { shareAxis } from './share-axis';
import { tooltipTable } from './tooltip';

const parts = ['won', 'open', 'lost'] as const;
export type OutcomeSelect = { part: (typeof parts)[number] };

const height = 340;

/**
 * What has become of the deals by age: won below, lost above, what is left is open; together always 100%.
 * Dashed lines are the 95% interval of the won share; under the axis the number still under observation.
 */
export function outcomeOverAge(
  curve: readonly CurvePoint[],
  band: boolean,
  context: ChartContext,
  benchmark: number | null = null,
): ChartModel<OutcomeSelect> {
  const { theme, format } = context;
  // The number under observation at the start stands beside its name.
  const left = Math.max(60, 44 + Math.round(textWidth(format.count(curve[0]?.atRisk)) * 0.42));
  const points = thinCurve(curve, Math.max(60, context.width));
  const last = points.at(-1);
  const area = (
    id: OutcomeSelect['part'],
    value: (p: CurvePoint) => number,
    fill: LineSeriesOption['areaStyle'],
    color: string,
  ): LineSeriesOption => ({
    id,
    type: 'line',
    step: 'end',
    stack: 'outcome',
    symbol: 'none',
    triggerEvent: true,
    data: points.map((p) => [p.t, value(p)]),
    lineStyle: { width: id === 'won' ? 2 : 0, color },
    areaStyle: fill ?? {},
    emphasis: { disabled: true },
  });
  const limit = (id: string, value: (p: CurvePoint) => number | null): LineSeriesOption => ({
    id,
    type: 'line',
    step: 'end',
    symbol: 'none',
    silent: true,
    data: points.map((p) => [p.t, value(p)]),
    lineStyle: { width: 1, type: [3, 3], color: theme.won },
    z: 4,
  });
  return {
    height,
    option: {
      ...baseOption(context),
      tooltip: lineTooltip(points, (point) => tooltipOf(point, context), context),
      title: riskTitle(height, context),
      grid: { left, right: 96, top: 8, bottom: 56, outerBoundsMode: 'none' },
      xAxis: ageAxis(last?.t ?? 0, (t) => pointAt(curve, t)?.atRisk ?? null, context),
      yAxis: shareAxis(1, context),
      graphic: endLabels(last, context),
      series: [
        area('won', (p) => p.won, { color: fade(theme.won, theme.mode === 'dark' ? 0.45 : 0.7) }, theme.won),
        area('open', (p) => p.survival, { color: fade(theme.open, 0.2) }, theme.open),
        area('lost', (p) => p.lost, { color: fade(theme.lost, 0.4) }, theme.lost),
        ...(band ? [limit('low', (p) => p.low), limit('high', (p) => p.high)] : []),
        ...benchmarkLine(benchmark, context),
      ],
    },
    select: ({ seriesId }) => {
      const part = parts.find((known) => known === seriesId);
      return part ? { part } : null;
    },
    table: curveTable(points, context),
  };
}

/** Names at the right edge, at the height of the area they name. */
function endLabels(last: CurvePoint | undefined, { theme, format, width }: ChartContext) {
  if (!last) return [];
  const plot = { top: 8, height: height - 64 };
  const wanted = [
    { text: 'Lost', share: last.lost, middle: 1 - last.lost / 2, color: theme.lost },
    { text: 'Open', share: last.survival, middle: last.won + last.survival / 2, color: theme.open },
    { text: 'Won', share: last.won, middle: last.won / 2, color: theme.won },
  ];
  return edgeLabels(
    wanted.map(({ text, share, middle, color }) => ({
      text: `${text} ${format.percent(share)}`,
      y: plot.top + plot.height * (1 - middle),
      color,
    })),
    { x: width - 88, min: plot.top + 8, max: plot.top + plot.height - 8, font: theme.font },
  );
}

function tooltipOf(point: CurvePoint, { format, theme }: ChartContext): string {
  return tooltipTable(
    `Day ${format.number(point.t)}`,
    [
      { label: 'Lost', value: format.percent(point.lost, 1), mark: theme.lost },
      { label: 'Still open', value: format.percent(point.survival, 1), mark: theme.open },
      { label: 'Won', value: format.percent(point.won, 1), mark: theme.won },
      ...(point.low === null
        ? []
        : [{ label: 'Won, 95% interval', value: format.percentRange(point.low, point.high, 1) }]),
      { label: 'Under observation', value: format.count(point.atRisk) },
    ],
    theme,
  );
}

function curveTable(
  points: readonly CurvePoint[],
  { format }: ChartContext,
): ChartModel<OutcomeSelect>['table'] {
  return {
    columns: ['Day', 'At risk', 'Won', 'Low', 'High', 'Lost', 'Open'].map((label) => ({
      label,
      numeric: true,
    })),
    rows: points.map((p) => ({
      select: null,
      cells: [
        numberCell(p.t, format.number),
        numberCell(p.atRisk, format.count),
        ...[p.won, p.low, p.high, p.lost, p.survival].map((v) => numberCell(v, (x) => format.percent(x, 1))),
      ],
    })),
  };
}
