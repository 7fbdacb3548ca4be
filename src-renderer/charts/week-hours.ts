import type { CustomSeriesOption } from 'echarts';
import type { HourCell } from '#shared/results/leads';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade } from './marks';
import { tooltipTable } from './tooltip';

export type HourSelect = { weekday: number; hour: number };
export type HourOptions = {
  /** Draws the share answered instead of how many there were. */
  measure: 'answered' | 'count';
  /** Hours that articles suggest, outlined. */
  suggested: readonly { weekday: number; hour: number }[];
  /** Under so many a share is not drawn. */
  minimum: number;
};

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
const rowHeight = 26;
const [left, top] = [88, 22];
const deepest = { light: 0.85, dark: 0.75 };

/** The hours of the week: how many activities, or which share of them was answered, the deeper the more. */
export function weekHours(
  cells: readonly HourCell[],
  { measure, suggested, minimum }: HourOptions,
  context: ChartContext,
): ChartModel<HourSelect> {
  const { theme, format } = context;
  const days = weekdays.filter((_, i) => i < 5 || cells.some(({ weekday }) => weekday === i + 1));
  const [first, last] = hourRange(cells);
  const hours = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const shareOf = (cell: HourCell) => (cell.known >= minimum ? cell.connected / cell.known : null);
  const size = (cell: HourCell) => (measure === 'count' ? cell.activities : shareOf(cell));
  const most = Math.max(measure === 'count' ? 1 : 0.01, ...cells.map((cell) => size(cell) ?? 0));
  const write = (cell: HourCell) =>
    measure === 'count' ? format.compact(cell.activities) : format.percent(shareOf(cell));
  return {
    height: top + days.length * rowHeight + 4,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const cell = Array.isArray(hit) ? undefined : cells[hit.dataIndex];
          return cell ? tooltipOf(cell, shareOf(cell), context) : '';
        },
      },
      grid: { left, right: 0, top, height: days.length * rowHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        position: 'top',
        data: hours.map((hour) => `${hour}`),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: theme.muted, fontSize: 11, interval: 0, hideOverlap: true },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...days],
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: theme.text, fontSize: 13, align: 'left', margin: left - 4 },
      },
      series: [
        cellSeries(
          cells,
          { first, size: (cell) => (size(cell) ?? 0) / most, has: (cell) => size(cell) !== null, write },
          context,
        ),
        outlineSeries(
          suggested.filter(({ hour, weekday }) => hour >= first && hour <= last && weekday <= days.length),
          first,
          theme.text,
        ),
      ],
    },
    select: ({ dataIndex, seriesId }) => {
      const cell = seriesId === 'cells' ? cells[dataIndex] : undefined;
      return cell ? { weekday: cell.weekday, hour: cell.hour } : null;
    },
    table: {
      columns: [
        { label: 'Hour of the week', numeric: false },
        ...['Activities', 'With a result', 'Answered', 'Share'].map((label) => ({ label, numeric: true })),
      ],
      rows: cells.map((cell) => ({
        select: null,
        cells: [
          textCell(`${weekdays[cell.weekday - 1]}, ${cell.hour}:00`),
          numberCell(cell.activities, format.count),
          numberCell(cell.known, format.count),
          numberCell(cell.connected, format.count),
          numberCell(cell.known > 0 ? cell.connected / cell.known : null, (v) => format.percent(v, 1)),
        ],
      })),
    },
  };
}

/** The usual working day at least, and all hours with more than a trace. */
function hourRange(cells: readonly HourCell[]): [number, number] {
  const all = cells.reduce((sum, { activities }) => sum + activities, 0);
  const busy = (hour: number) =>
    cells.reduce((sum, cell) => sum + (cell.hour === hour ? cell.activities : 0), 0) > all * 0.002;
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter(busy);
  return [Math.min(8, ...hours), Math.max(17, ...hours)];
}

type Drawn = {
  first: number;
  size: (cell: HourCell) => number;
  has: (cell: HourCell) => boolean;
  write: (cell: HourCell) => string;
};

function cellSeries(
  cells: readonly HourCell[],
  { first, size, has, write }: Drawn,
  { theme, width }: ChartContext,
): CustomSeriesOption {
  return {
    id: 'cells',
    type: 'custom',
    data: cells.map((cell) => [cell.hour - first, cell.weekday - 1]),
    renderItem: ({ dataIndex }, api) => {
      const cell = cells[dataIndex];
      if (!cell) return { type: 'group' as const, children: [] };
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
      const [wide = 0] = (api.size?.([1, 1]) as number[] | undefined) ?? [];
      const tint = has(cell) ? 0.05 + size(cell) * (deepest[theme.mode] - 0.05) : 0.04;
      const isDeep = theme.mode === 'light' && tint > 0.6;
      return {
        type: 'group' as const,
        children: [
          {
            type: 'rect' as const,
            shape: {
              x: x - wide / 2 + 1,
              y: y - rowHeight / 2 + 1,
              width: wide - 2,
              height: rowHeight - 2,
              r: 3,
            },
            style: { fill: fade(theme.open, tint) },
          },
          {
            type: 'text' as const,
            silent: true,
            style: {
              text: width > 520 && has(cell) ? write(cell) : '',
              x,
              y,
              align: 'center' as const,
              verticalAlign: 'middle' as const,
              fill: isDeep ? theme.surface : theme.text,
              font: `400 11px ${theme.font}`,
            },
          },
        ],
      };
    },
  };
}

function outlineSeries(
  places: readonly { weekday: number; hour: number }[],
  first: number,
  color: string,
): CustomSeriesOption {
  return {
    id: 'suggested',
    type: 'custom',
    silent: true,
    z: 4,
    data: places.map(({ weekday, hour }) => [hour - first, weekday - 1]),
    renderItem: (_, api) => {
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
      const [wide = 0] = (api.size?.([1, 1]) as number[] | undefined) ?? [];
      return {
        type: 'rect' as const,
        shape: {
          x: x - wide / 2 + 1,
          y: y - rowHeight / 2 + 1,
          width: wide - 2,
          height: rowHeight - 2,
          r: 3,
        },
        style: { fill: 'transparent', stroke: color, lineWidth: 1.25, lineDash: [3, 3] },
      };
    },
  };
}

function tooltipOf(cell: HourCell, share: number | null, { format, theme }: ChartContext): string {
  return tooltipTable(
    `${weekdays[cell.weekday - 1]}, ${cell.hour}:00–${cell.hour + 1}:00`,
    [
      { label: 'Activities', value: format.count(cell.activities) },
      { label: 'Answered', value: `${format.count(cell.connected)} of ${format.count(cell.known)}` },
      { label: 'Share', value: share === null ? 'too few' : format.percent(share, 1) },
    ],
    theme,
  );
}
