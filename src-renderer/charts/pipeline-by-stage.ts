import type { PipelineRow } from '#shared/results/metrics';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type PipelineSelect = { stage: string };
const rowHeight = 36;

/** Open deals by stage on the as-of day: one bar a stage, by count or value, the other figure beside it. */
export function pipelineByStage(
  rows: readonly PipelineRow[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<PipelineSelect> {
  const { theme, format, width } = context;
  const names = rows.map((row) => row.stage);
  const left = nameWidth(names, { max: Math.min(180, width * 0.3) }) + 12;
  const main = (row: PipelineRow) => (weight === 'value' ? row.value : row.count);
  const label = (row: PipelineRow) =>
    weight === 'value'
      ? `{main|${format.moneyShort(row.value)}}  {side|${format.count(row.count)} deals}`
      : `{main|${format.count(row.count)}}  {side|${format.moneyShort(row.value)}}`;
  return {
    height: rows.length * rowHeight + 8,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const row = Array.isArray(hit) ? undefined : rows[hit.dataIndex];
          return row ? tooltipOf(row, context) : '';
        },
      },
      grid: { left, right: 132, top: 0, bottom: 8, containLabel: false },
      xAxis: { ...valueAxis(context, String), show: false },
      yAxis: nameAxis(names, left - 12, context),
      series: [
        {
          id: 'open',
          type: 'bar',
          barWidth: 18,
          data: rows.map((row) => main(row)),
          itemStyle: { color: theme.open, borderRadius: [0, 3, 3, 0] },
          emphasis: { itemStyle: { color: theme.open, opacity: 0.85 } },
          label: {
            show: true,
            position: 'right',
            distance: 8,
            formatter: (hit) => {
              const row = rows[hit.dataIndex];
              return row ? label(row) : '';
            },
            rich: {
              main: { color: theme.text, fontSize: 13, fontWeight: 500 },
              side: { color: theme.muted, fontSize: 12 },
            },
          },
        },
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { stage: row.stage } : null;
    },
    table: {
      columns: [
        { label: 'Stage', numeric: false },
        { label: 'Deals', numeric: true },
        { label: 'Value', numeric: true },
        { label: 'Without amount', numeric: true },
        { label: 'Median age, days', numeric: true },
      ],
      rows: rows.map((row) => ({
        select: { stage: row.stage },
        cells: [
          textCell(row.stage),
          numberCell(row.count, format.count),
          numberCell(row.value, format.money),
          numberCell(row.unpriced, format.count),
          numberCell(row.medianAge, format.number),
        ],
      })),
    },
  };
}

function tooltipOf(row: PipelineRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.stage,
    [
      { label: 'Open deals', value: format.count(row.count) },
      { label: 'Value', value: format.money(row.value) },
      { label: 'Median age', value: format.days(row.medianAge) },
      ...(row.unpriced > 0 ? [{ label: 'Without amount', value: format.count(row.unpriced) }] : []),
    ],
    theme,
  );
}
