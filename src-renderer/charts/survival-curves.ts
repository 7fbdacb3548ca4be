import type { LineSeriesOption } from 'echarts';
import type { CurvePoint } from '#shared/results/metrics';
import { ageAxis } from './age-axis';
import { ageTooltip } from './axis-tooltip';
import { benchmarkLine } from './benchmark-line';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { curveUntil, pointAt, thinCurve } from './curve';
import { edgeLabels } from './edge-labels';
import { baseOption, cutText, nameWidth, panelTitle } from './marks';
import { shareAxis } from './share-axis';
import { groupDashes } from './theme';
import { tooltipTable } from './tooltip';

export type CurveGroup = {
  key: string | null;
  label: string;
  n: number;
  /** The age up to which enough deals are seen. */
  end: number | null;
  median: number | null;
  curve: CurvePoint[];
};
export type CurveSelect = { key: string | null };

export const mostCurves = 5;
const plotHeight = 264;
const riskRow = 17;
const underPlot = 34;

/**
 * One step curve a group (at most five) by age, with a line at one half. Under the axis each group's number
 * under observation.
 */
export function survivalCurves(
  groups: readonly CurveGroup[],
  measure: (point: CurvePoint) => number,
  context: ChartContext,
  benchmark: number | null = null,
): ChartModel<CurveSelect> {
  const { theme, format } = context;
  const seen = groups.filter((group) => group.curve.length > 0).slice(0, mostCurves);
  const end = Math.max(0, ...seen.map((group) => group.curve.at(-1)?.t ?? 0));
  const shown = seen.map((group) => ({
    ...group,
    points: thinCurve(
      curveUntil(group.curve, Math.min(end, group.end ?? 0)),
      Math.max(60, Math.round(context.width / 2)),
    ),
  }));
  const highest = axisEnd(shown.flatMap((group) => group.points.map(measure)));
  const names = nameWidth(
    shown.map((group) => group.label),
    { min: 48, max: Math.min(Math.max(150, context.width * 0.17), context.width * 0.26) },
  );
  const left = Math.max(64, names + 20);
  const colorOf = (at: number) => theme.groups[at] ?? theme.faint;
  const top = 12;
  const axis = ageAxis(end, () => null, context);
  return {
    height: top + plotHeight + underPlot + shown.length * riskRow + 8,
    option: {
      ...baseOption(context),
      tooltip: ageTooltip((t) => tooltipOf(t, shown, measure, context), context),
      title: [
        { ...panelTitle('days', 0, top + plotHeight + 12, context), ...small(theme.faint, theme.font) },
        ...shown.map((group, at) => ({
          ...panelTitle(group.label, 0, top + plotHeight + underPlot - 1 + at * riskRow, context),
          textStyle: {
            color: colorOf(at),
            fontSize: 11,
            fontWeight: 500 as const,
            fontFamily: theme.font,
            width: names,
            overflow: 'truncate' as const,
            ellipsis: '…',
          },
        })),
      ],
      grid: { left, right: names + 20, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        ...axis,
        axisLabel: {
          ...axis.axisLabel,
          lineHeight: riskRow,
          formatter: (t: number) =>
            [
              `{day|${format.number(t)}}`,
              ...shown.map((group, at) => `{group${at}|${format.count(atRisk(group.curve, t))}}`),
            ].join('\n'),
          rich: {
            day: { color: theme.muted, fontSize: 11, lineHeight: riskRow + 4 },
            ...Object.fromEntries(
              shown.map((_, at) => [`group${at}`, { color: theme.muted, fontSize: 11, lineHeight: riskRow }]),
            ),
          },
        },
      },
      graphic: edgeLabels(
        shown.map((group, at) => {
          const last = group.points.at(-1);
          return {
            text: cutText(group.label, names),
            y: top + plotHeight * (1 - (last ? measure(last) : 0) / highest),
            color: colorOf(at),
          };
        }),
        { x: context.width - names - 12, min: top + 6, max: top + plotHeight - 6, font: theme.font },
      ),
      yAxis: shareAxis(highest, context),
      series: [
        ...shown.map(
          (group, at): LineSeriesOption => ({
            id: `group-${at}`,
            type: 'line',
            step: 'end',
            symbol: 'none',
            triggerEvent: 'line',
            data: group.points.map((p) => [p.t, measure(p)]),
            lineStyle: { width: 2, color: colorOf(at), type: groupDashes[at] ?? 'solid' },
            emphasis: { focus: 'series' },
            ...(at === 0 ? { markLine: halfLine(context, highest) } : {}),
          }),
        ),
        ...benchmarkLine(benchmark, context),
      ],
    },
    select: ({ seriesId }) => {
      const group = shown[Number(seriesId.replace('group-', ''))];
      return group ? { key: group.key } : null;
    },
    table: curveTable(shown, measure, context),
  };
}

function small(color: string, fontFamily: string) {
  return { textStyle: { color, fontSize: 11, fontWeight: 400 as const, fontFamily } };
}

/** The curve at an age, or null beyond its end. */
function valueAt(curve: readonly CurvePoint[], t: number, measure: (p: CurvePoint) => number): number | null {
  const end = curve.at(-1)?.t ?? 0;
  const point = pointAt(curve, t);
  return t > end || !point ? null : measure(point);
}

function atRisk(curve: readonly CurvePoint[], t: number): number | null {
  return valueAt(curve, t, (point) => point.atRisk);
}

/** Shares are drawn to 100% unless all stay well below. */
function axisEnd(values: readonly number[]): number {
  const most = Math.max(0, ...values);
  return [0.2, 0.4].find((end) => most <= end) ?? 1;
}

/** Half of the deals: where a curve crosses it is its median. */
function halfLine({ theme }: ChartContext, highest: number): NonNullable<LineSeriesOption['markLine']> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: theme.faint, type: [3, 3], width: 1 },
    label: { show: false },
    data: highest < 0.5 ? [] : [{ yAxis: 0.5 }],
  };
}

function tooltipOf(
  t: number,
  groups: readonly CurveGroup[],
  measure: (point: CurvePoint) => number,
  { format, theme }: ChartContext,
): string {
  return tooltipTable(
    `Day ${format.number(t)}`,
    groups.map((group, at) => ({
      label: group.label,
      value: format.percent(valueAt(group.curve, t, measure), 1),
      mark: theme.groups[at] ?? theme.faint,
    })),
    theme,
  );
}

function curveTable(
  groups: readonly CurveGroup[],
  measure: (point: CurvePoint) => number,
  { format }: ChartContext,
): ChartModel<CurveSelect>['table'] {
  const ages = [30, 90, 180, 365];
  const heads = ['n', 'Median days', ...ages.map((age) => `Day ${age}`)];
  return {
    columns: [{ label: 'Group', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
    rows: groups.map((group) => ({
      select: { key: group.key },
      cells: [
        textCell(group.label),
        numberCell(group.n, format.count),
        numberCell(group.median, format.fixed),
        ...ages.map((t) => numberCell(valueAt(group.curve, t, measure), (v) => format.percent(v, 1))),
      ],
    })),
  };
}
