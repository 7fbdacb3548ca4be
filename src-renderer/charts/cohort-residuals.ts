import type { CohortResidual } from '#shared/results/cohorts';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { baseOption, fade, valueAxis } from './marks';
import { periodAxis } from './period-axis';
import { tooltipTable } from './tooltip';

export type ResidualSelect = Pick<CohortResidual, 'cohort' | 'age'>;

const plotHeight = 176;
const top = 12;

type Period = { period: string; values: CohortResidual[]; mean: number };

/** Residuals of the chain ladder by calendar period, with their mean: all on one side, and the period was unlike the others. */
export function cohortResiduals(
  residuals: readonly CohortResidual[],
  grid: CohortGrid,
  context: ChartContext,
): ChartModel<ResidualSelect> {
  const { theme, format, width } = context;
  const periods = periodsOf(residuals);
  const labels = periods.map(({ period }) => cohortLabel(period, grid, format));
  const most = Math.max(2, Math.ceil(Math.max(0, ...residuals.map(({ value }) => Math.abs(value)))));
  return {
    height: top + plotHeight + 30,
    option: {
      ...baseOption(context),
      // The mean comes first: it has one point a period.
      tooltip: columnTooltip(periods, (found, at) => tooltipOf(found, labels[at] ?? '', context), context),
      grid: { left: 44, right: 8, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: { ...periodAxis(labels, width - 52, context), axisLine: { show: false } },
      yAxis: { ...valueAxis(context, (v) => format.number(v)), min: -most, max: most, interval: most / 2 },
      series: [
        {
          id: 'mean',
          type: 'line',
          symbol: 'none',
          z: 3,
          data: periods.map(({ mean }, at) => [at, mean]),
          lineStyle: { width: 2, color: theme.ink },
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            lineStyle: { color: theme.line, type: 'solid', width: 1 },
            label: { show: false },
            data: [{ yAxis: 0 }],
          },
        },
        {
          id: 'residuals',
          type: 'scatter',
          symbolSize: 6,
          itemStyle: { color: fade(theme.open, 0.7) },
          data: periods.flatMap(({ values }, at) => values.map(({ value }) => [at, value])),
        },
      ],
    },
    select: ({ seriesId, dataIndex }) => {
      const found = seriesId === 'residuals' ? periods.flatMap(({ values }) => values)[dataIndex] : undefined;
      return found ? { cohort: found.cohort, age: found.age } : null;
    },
    table: {
      columns: ['Calendar period', 'Steps', 'Mean', 'Lowest', 'Highest'].map((label, at) => ({
        label,
        numeric: at > 0,
      })),
      rows: periods.map(({ period, values, mean }, at) => ({
        select: null,
        cells: [
          { text: labels[at] ?? '', value: period },
          numberCell(values.length, format.count),
          ...[
            mean,
            Math.min(...values.map(({ value }) => value)),
            Math.max(...values.map(({ value }) => value)),
          ].map((value) => numberCell(value, (v) => format.fixed(v, 2))),
        ],
      })),
    },
  };
}

function tooltipOf({ mean, values }: Period, name: string, { format, theme }: ChartContext): string {
  return tooltipTable(
    name,
    [
      { label: 'Mean residual', value: format.fixed(mean, 2) },
      { label: 'Steps of cohorts', value: format.count(values.length) },
    ],
    theme,
  );
}

function periodsOf(residuals: readonly CohortResidual[]): Period[] {
  const byPeriod = new Map<string, CohortResidual[]>();
  for (const residual of residuals) {
    const found = byPeriod.get(residual.diagonal);
    if (found) found.push(residual);
    else byPeriod.set(residual.diagonal, [residual]);
  }
  return [...byPeriod]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([period, values]) => ({
      period,
      values,
      mean: values.reduce((sum, { value }) => sum + value, 0) / values.length,
    }));
}
