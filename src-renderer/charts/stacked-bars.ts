import type { BarSeriesOption } from 'echarts';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameLimit, nameWidth, roomForNames, rowHeightFor, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

/** A part that every row has: its name, and what it is filled with. */
export type StackPart = { label: string; fill: string; decal?: object };
export type StackRow<Select> = {
  name: string;
  /** Behind the bar. */
  note: string;
  /** In the order of the parts. */
  parts: readonly { value: number; select: Select }[];
};

export type StackOptions = {
  /** Heading of the names. */
  field: string;
  parts: readonly StackPart[];
  write: (value: number) => string;
};

/** Rows of stacked bars on one scale, each part of which opens what it counts. */
export function stackedBars<Select>(
  rows: readonly StackRow<Select>[],
  { field, parts, write }: StackOptions,
  context: ChartContext,
): ChartModel<Select> {
  const { theme, width } = context;
  const names = rows.map(({ name }) => name);
  const left = nameWidth(names, { max: nameLimit(width) }) + 12;
  const right = nameWidth(
    rows.map(({ note }) => note),
    { min: 0, max: 180 },
  );
  const hasNotes = rows.some(({ note }) => note !== '');
  const rowHeight = roomForNames(rowHeightFor(rows.length, 40), names, left - 12);
  const most = Math.max(1, ...rows.map((row) => row.parts.reduce((sum, { value }) => sum + value, 0)));
  return {
    height: Math.max(1, rows.length) * rowHeight,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const row = Array.isArray(hit) ? undefined : rows[hit.dataIndex];
          if (!row) return '';
          const lines = parts.map(({ label, fill }, i) => ({
            label,
            value: write(row.parts[i]?.value ?? 0),
            mark: fill,
          }));
          return tooltipTable(row.name, lines, theme);
        },
      },
      grid: { left, right: right + 8, top: 0, bottom: 0, outerBoundsMode: 'none' },
      xAxis: { ...valueAxis(context, String, { max: most }), show: false },
      yAxis: [
        nameAxis(names, left - 12, context),
        {
          ...nameAxis(
            rows.map(({ note }) => note),
            right,
            context,
          ),
          position: 'right',
          axisLabel: { color: theme.muted, fontSize: 12, margin: 8, interval: 0, width: right },
        },
      ],
      series: parts.map(
        ({ fill, decal }, i): BarSeriesOption => ({
          id: `part-${i}`,
          type: 'bar',
          stack: 'all',
          barWidth: Math.min(22, rowHeight - 8),
          itemStyle: { color: fill, borderColor: theme.surface, borderWidth: 1, ...(decal ? { decal } : {}) },
          data: rows.map((row) => row.parts[i]?.value ?? 0),
        }),
      ),
    },
    select: ({ seriesId, dataIndex }) =>
      rows[dataIndex]?.parts[Number(seriesId.replace('part-', ''))]?.select ?? null,
    table: {
      columns: [
        { label: field, numeric: false },
        ...parts.map(({ label }) => ({ label, numeric: true })),
        ...(hasNotes ? [{ label: 'In all', numeric: false }] : []),
      ],
      rows: rows.map((row) => ({
        select: null,
        cellSelects: [null, ...row.parts.map(({ value, select }) => (value > 0 ? select : null)), null],
        cells: [
          textCell(row.name),
          ...row.parts.map(({ value }) => numberCell(value, (v) => write(v ?? 0))),
          ...(hasNotes ? [textCell(row.note)] : []),
        ],
      })),
    },
  };
}
