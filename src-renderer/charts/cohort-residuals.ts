import type { CohortResidual } from '#shared/results/cohorts';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { baseOption, fade, valueAxis } from './marks';
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
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid } },
        formatter: (hits) => {
          const first = Array.isArray(hits) ? hits[0] : hits;
          const at = Array.isArray(first?.value) ? Number(first.value[0]) : -1;
          const found = periods[at];
          return found
            ? tooltipTable(
                labels[at] ?? '',
                [
                  { label: 'Mean residual', value: format.fixed(found.mean, 2) },
                  { label: 'Steps of cohorts', value: format.count(found.values.length) },
                ],
                theme,
              )
            : '';
        },
      },
      grid: { left: 44, right: 8, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: labels,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          hideOverlap: true,
          interval: Math.max(0, Math.ceil((labels.length * 56) / Math.max(width - 52, 1)) - 1),
        },
      },
      yAxis: { ...valueAxis(context, (v) => format.number(v)), min: -most, max: most, interval: most / 2 },
      series: [
        {
          id: 'residuals',
          type: 'scatter',
          symbolSize: 6,
          itemStyle: { color: fade(theme.open, 0.7) },
          data: periods.flatMap(({ values }, at) => values.map(({ value }) => [at, value])),
        },
        {
          id: 'mean',
          type: 'line',
          symbol: 'none',
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
