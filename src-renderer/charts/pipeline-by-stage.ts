import type { PipelineRow } from '#shared/results/metrics';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import {
  baseOption,
  figureAxis,
  nameAxis,
  nameLimit,
  nameWidth,
  panelTitle,
  roomForNames,
  valueAxis,
} from './marks';
import { tooltipTable } from './tooltip';

export type PipelineSelect = { stage: string };
/** Few stages stand as high as the card beside them; many stand close. */
const wantedHeight = 264;
const ageWidth = 76;
const top = 28;

/** Open deals by stage on the as-of day: one bar a stage, by count or value, the other figure beside it. */
export function pipelineByStage(
  rows: readonly PipelineRow[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<PipelineSelect> {
  const { theme, format, width } = context;
  const names = rows.map((row) => row.stage);
  const left = nameWidth(names, { max: nameLimit(width) }) + 12;
  const fair = Math.round(Math.min(92, Math.max(24, wantedHeight / Math.max(1, rows.length))));
  const rowHeight = roomForNames(fair, names, left - 12);
  const main = (row: PipelineRow) => (weight === 'value' ? row.value : row.count);
  const priced = rows.some((row) => row.value !== 0);
  const side = (row: PipelineRow) =>
    weight === 'value' ? format.deals(row.count) : format.moneyShort(row.value);
  const label = (row: PipelineRow) => {
    const shown = weight === 'value' ? format.moneyShort(row.value) : format.count(row.count);
    const isAlone = row.count === 0 || (weight === 'count' && !priced);
    return `{main|${shown}}${isAlone ? '' : `  {side|${side(row)}}`}`;
  };
  return {
    height: top + rows.length * rowHeight,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, context), context),
      grid: {
        left,
        right: ageWidth + (weight === 'value' ? 136 : 108),
        top,
        bottom: 0,
        outerBoundsMode: 'none',
      },
      xAxis: { ...valueAxis(context, String), show: false },
      title: panelTitle('median age', width, 4, context, true),
      yAxis: [
        nameAxis(names, left - 12, context),
        {
          ...figureAxis(
            names,
            (at) => `{age|${format.days(rows[at]?.medianAge)}}`,
            { age: { width: ageWidth, align: 'right', fontSize: 13, color: theme.muted } },
            context,
            0,
          ),
          offset: weight === 'value' ? 136 : 108,
        },
      ],
      series: [
        {
          id: 'open',
          type: 'bar',
          barWidth: Math.min(24, rowHeight - 12),
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
          numberCell(row.medianAge, format.fixed),
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
