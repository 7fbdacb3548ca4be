import type { LineSeriesOption } from 'echarts';
import { lineTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { edgeLabels } from './edge-labels';
import { baseOption, cutText, nameWidth } from './marks';
import { periodAxis } from './period-axis';
import { shareAxis, shareEnd } from './share-axis';
import { groupDashes } from './theme';
import { tooltipTable } from './tooltip';

/** The share won or lost of one cohort of a group, read at the age that all are read at, with its interval. */
export type GroupCell = {
  cohort: string;
  deals: number;
  rate: number | null;
  low: number | null;
  high: number | null;
};
/** One group's cohorts; those not seen that long are missing. */
export type CohortGroup = { key: string | null; label: string; deals: number; cells: readonly GroupCell[] };
export type CohortGroupSelect = { key: string | null; cohort: string };

export const mostGroups = 5;
const plotHeight = 248;
const top = 12;
/** Under so many deals a point is drawn hollow. */
const thin = 20;

/** Share won or lost by one age, cohort after cohort, a line a group (at most five); points of few deals are hollow. */
export function cohortGroups(
  groups: readonly CohortGroup[],
  grid: CohortGrid,
  context: ChartContext,
): ChartModel<CohortGroupSelect> {
  const { theme, format, width } = context;
  const shown = groups.slice(0, mostGroups);
  const cohorts = [...new Set(shown.flatMap(({ cells }) => cells.map(({ cohort }) => cohort)))].sort();
  const labels = cohorts.map((cohort) => cohortLabel(cohort, grid, format));
  const names = nameWidth(
    shown.map(({ label }) => label),
    { min: 48, max: Math.min(132, width * 0.24) },
  );
  const highest = shareEnd(shown.flatMap(({ cells }) => cells.map(({ rate }) => rate)));
  const colorOf = (at: number) => theme.groups[at] ?? theme.faint;
  return {
    height: top + plotHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: lineTooltip(
        cohorts,
        (cohort, at) => tooltipOf(cohort, labels[at] ?? '', shown, context),
        context,
      ),
      grid: { left: 44, right: names + 20, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: { ...periodAxis(labels, width - names - 64, context), boundaryGap: cohorts.length < 3 },
      yAxis: shareAxis(highest, context),
      graphic: edgeLabels(
        shown.map(({ label, cells }, at) => ({
          text: cutText(label, names),
          y: top + plotHeight * (1 - Math.min(1, (lastOf(cells)?.rate ?? 0) / highest)),
          color: colorOf(at),
        })),
        { x: width - names - 12, min: top + 6, max: top + plotHeight - 6, font: theme.font },
      ),
      series: shown.map(({ cells }, at): LineSeriesOption => {
        const byCohort = new Map(cells.map((cell) => [cell.cohort, cell]));
        return {
          id: `group-${at}`,
          type: 'line',
          symbol: 'circle',
          symbolSize: 7,
          connectNulls: false,
          data: cohorts.map((cohort) => {
            const cell = byCohort.get(cohort);
            const hollow = (cell?.deals ?? 0) < thin;
            return {
              value: cell?.rate ?? null,
              itemStyle: hollow ? { color: theme.surface, borderColor: colorOf(at), borderWidth: 1.5 } : {},
            };
          }),
          lineStyle: { width: 2, color: colorOf(at), type: groupDashes[at] ?? 'solid' },
          itemStyle: { color: colorOf(at) },
          emphasis: { focus: 'series' },
        };
      }),
    },
    select: ({ seriesId, dataIndex }) => {
      const group = shown[Number(seriesId.replace('group-', ''))];
      const cohort = cohorts[dataIndex];
      return group && cohort ? { key: group.key, cohort } : null;
    },
    table: groupTable(groups, cohorts, labels, context),
  };
}

function lastOf(cells: readonly GroupCell[]): GroupCell | undefined {
  return cells.filter(({ rate }) => rate !== null).at(-1);
}

function tooltipOf(
  cohort: string,
  label: string,
  groups: readonly CohortGroup[],
  { format, theme }: ChartContext,
): string {
  return tooltipTable(
    label,
    groups.map((group, at) => {
      const cell = group.cells.find((one) => one.cohort === cohort);
      const band =
        cell && cell.low !== null && cell.high !== null
          ? ` (${format.percentRange(cell.low, cell.high)})`
          : '';
      return {
        label: group.label,
        value: cell ? `${format.percent(cell.rate, 1)}${band} of ${format.count(cell.deals)}` : '–',
        mark: theme.groups[at] ?? theme.faint,
      };
    }),
    theme,
  );
}

function groupTable(
  groups: readonly CohortGroup[],
  cohorts: readonly string[],
  labels: readonly string[],
  { format }: ChartContext,
): ChartModel<CohortGroupSelect>['table'] {
  return {
    columns: [
      { label: 'Group', numeric: false },
      { label: 'Deals', numeric: true },
      ...labels.map((label) => ({ label, numeric: true })),
    ],
    rows: groups.map((group) => ({
      select: null,
      cellSelects: [
        null,
        null,
        ...cohorts.map((cohort) =>
          group.cells.some((one) => one.cohort === cohort) ? { key: group.key, cohort } : null,
        ),
      ],
      cells: [
        { text: group.label, value: group.key },
        numberCell(group.deals, format.count),
        ...cohorts.map((cohort) => {
          const cell = group.cells.find((one) => one.cohort === cohort);
          const band =
            cell && cell.low !== null && cell.high !== null
              ? ` (${format.percentRange(cell.low, cell.high)})`
              : '';
          return {
            value: cell?.rate ?? null,
            text: cell ? `${format.percent(cell.rate, 1)}${band}` : '–',
          };
        }),
      ],
    })),
  };
}
