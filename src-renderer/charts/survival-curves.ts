import type { LineSeriesOption } from 'echarts';
import type { CurvePoint } from '#shared/results/metrics';
import { ageAxis, riskTitle } from './age-axis';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { pointAt, thinCurve } from './curve';
import { baseOption, nameWidth, valueAxis } from './marks';
import { groupDashes } from './theme';
import { tooltipTable } from './tooltip';

export type CurveGroup = {
  key: string | null;
  label: string;
  n: number;
  median: number | null;
  curve: CurvePoint[];
};
export type CurveSelect = { key: string | null };

export const mostCurves = 5;
const height = 340;
const left = 56;

/** Share of deals still open by age, one step curve a group (at most five), with the medians marked. */
export function survivalCurves(
  groups: readonly CurveGroup[],
  measure: (point: CurvePoint) => number,
  context: ChartContext,
): ChartModel<CurveSelect> {
  const { theme, format } = context;
  const shown = groups.slice(0, mostCurves).map((group) => ({
    ...group,
    points: thinCurve(group.curve, Math.max(60, context.width / 2)),
  }));
  const end = Math.max(0, ...shown.map((group) => group.points.at(-1)?.t ?? 0));
  const right = nameWidth(
    shown.map((group) => group.label),
    { min: 40, max: 150 },
  );
  return {
    height,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: theme.muted, type: 'solid' } },
        formatter: (hit) => {
          const first = Array.isArray(hit) ? hit[0] : hit;
          const t = Array.isArray(first?.value) ? Number(first.value[0]) : 0;
          return tooltipOf(t, shown, measure, context);
        },
      },
      title: riskTitle(height, context),
      grid: { left, right: right + 20, top: 12, bottom: 60 },
      xAxis: ageAxis(end, (t) => totalAtRisk(shown, t), context),
      yAxis: valueAxis(context, (v) => format.percent(v), { max: 1, interval: 0.25 }),
      series: shown.map(
        (group, at): LineSeriesOption => ({
          id: `group-${at}`,
          type: 'line',
          step: 'end',
          symbol: 'none',
          triggerEvent: 'line',
          data: group.points.map((p) => [p.t, measure(p)]),
          lineStyle: {
            width: 2,
            color: theme.groups[at] ?? theme.faint,
            type: groupDashes[at] ?? 'solid',
          },
          endLabel: {
            show: true,
            distance: 8,
            width: right,
            overflow: 'truncate',
            formatter: () => group.label,
            color: theme.groups[at] ?? theme.faint,
            fontSize: 12,
            fontWeight: 500,
          },
          labelLayout: { moveOverlap: 'shiftY' },
          emphasis: { focus: 'series' },
          ...(at === 0 ? { markLine: halfLine(context) } : {}),
        }),
      ),
    },
    select: ({ seriesId }) => {
      const group = shown[Number(seriesId.replace('group-', ''))];
      return group ? { key: group.key } : null;
    },
    table: {
      columns: [
        { label: 'Group', numeric: false },
        ...['n', 'Median days', 'Open at 30', 'Open at 90', 'Open at 180', 'Open at 365'].map((label) => ({
          label,
          numeric: true,
        })),
      ],
      rows: shown.map((group) => ({
        select: { key: group.key },
        cells: [
          textCell(group.label),
          numberCell(group.n, format.count),
          numberCell(group.median, format.number),
          ...[30, 90, 180, 365].map((t) =>
            numberCell(valueAt(group.curve, t, measure), (v) => format.percent(v, 1)),
          ),
        ],
      })),
    },
  };
}

/** The curve at an age, or null beyond its end. */
function valueAt(curve: readonly CurvePoint[], t: number, measure: (p: CurvePoint) => number): number | null {
  const end = curve.at(-1)?.t ?? 0;
  const point = pointAt(curve, t);
  return t > end || !point ? null : measure(point);
}

function totalAtRisk(groups: readonly { curve: CurvePoint[] }[], t: number): number | null {
  if (groups.length === 0) return null;
  return groups.reduce((sum, group) => {
    const end = group.curve.at(-1)?.t ?? 0;
    return sum + (t > end ? 0 : (pointAt(group.curve, t)?.atRisk ?? 0));
  }, 0);
}

/** Half of the deals: where a curve crosses it is its median. */
function halfLine({ theme }: ChartContext): NonNullable<LineSeriesOption['markLine']> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: theme.line, type: [3, 3], width: 1 },
    label: { show: false },
    data: [{ yAxis: 0.5 }],
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
