import type { CustomSeriesOption } from 'echarts';
import type { CreateAndCloseRow } from '#shared/results/cohorts';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import type { Weight } from './cohort-cells';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { baseOption, fade, hatch, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type CreateAndCloseSelect = { period: string; part: 'created' | 'won-inside' | 'won' };

const plotHeight = 288;
const top = 12;

/** Of what was won in each period, the share that was created in it too; by count with its interval. */
export function createAndClose(
  rows: readonly CreateAndCloseRow[],
  weight: Weight,
  grid: CohortGrid,
  context: ChartContext,
): ChartModel<CreateAndCloseSelect> {
  const { theme, format, width } = context;
  const share = (row: CreateAndCloseRow) => (weight === 'value' ? row.shareValue : row.share);
  const isCount = weight === 'count';
  const most = Math.max(
    0,
    ...rows.map((row) => Math.max(share(row) ?? 0, isCount ? (row.shareHigh ?? 0) : 0)),
  );
  const end = most === 0 ? 0.2 : ([0.02, 0.04, 0.08, 0.2, 0.4, 0.6, 0.8].find((one) => most <= one) ?? 1);
  return {
    height: top + plotHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid } },
        formatter: (hit) => {
          const row = rows[(Array.isArray(hit) ? hit[0] : hit)?.dataIndex ?? -1];
          return row ? tooltipOf(row, grid, context) : '';
        },
      },
      grid: { left: 44, right: 8, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: rows.map((row) => cohortLabel(row.period, grid, format)),
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          hideOverlap: true,
          interval: Math.max(0, Math.ceil((rows.length * 56) / Math.max(width - 52, 1)) - 1),
        },
      },
      yAxis: valueAxis(context, (v) => format.percent(v, end < 0.04 ? 1 : 0), {
        max: end,
        interval: end / 4,
      }),
      series: [
        {
          id: 'share',
          type: 'bar',
          barMaxWidth: 28,
          barCategoryGap: '32%',
          data: rows.map((row) => ({
            value: share(row),
            itemStyle: row.partial ? { color: fade(theme.won, 0.2), decal: hatch(theme.won) } : {},
          })),
          itemStyle: { color: theme.won, borderRadius: [2, 2, 0, 0] },
        },
        ...(isCount ? [uprights(rows, theme.ink)] : []),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { period: row.period, part: 'won-inside' } : null;
    },
    table: closingTable(rows, grid, context),
  };
}

/** Upright intervals, in pixels that do not scale. */
function uprights(rows: readonly CreateAndCloseRow[], color: string): CustomSeriesOption {
  return {
    id: 'interval',
    type: 'custom',
    silent: true,
    z: 5,
    encode: { x: 0, y: [1, 2] },
    data: rows.flatMap((row, at) =>
      row.shareLow === null || row.shareHigh === null ? [] : [[at, row.shareLow, row.shareHigh]],
    ),
    renderItem: (_, api) => {
      const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
      const [, high = 0] = api.coord([api.value(0), api.value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.25 },
      });
      return {
        type: 'group',
        children: [line(x, low, x, high), line(x - 3, low, x + 3, low), line(x - 3, high, x + 3, high)],
      };
    },
  };
}

function tooltipOf(row: CreateAndCloseRow, grid: CohortGrid, { format, theme }: ChartContext): string {
  const name = cohortLabel(row.period, grid, format);
  const range = (low: number | null, high: number | null) =>
    low === null ? '' : ` (${format.percentRange(low, high, 0)})`;
  return tooltipTable(
    row.partial ? `${name}, not over yet` : name,
    [
      {
        label: 'Created and won in it',
        value: `${format.count(row.wonInside)} · ${format.moneyShort(row.wonInsideValue)}`,
        mark: theme.won,
      },
      { label: 'All won in it', value: `${format.count(row.won)} · ${format.moneyShort(row.wonValue)}` },
      {
        label: 'Share of deals won',
        value: `${format.percent(row.share, 1)}${range(row.shareLow, row.shareHigh)}`,
      },
      { label: 'Share of value won', value: format.percent(row.shareValue, 1) },
      { label: 'Share of deals created', value: `${format.percent(row.rate, 1)}${range(row.low, row.high)}` },
    ],
    theme,
  );
}

function closingTable(
  rows: readonly CreateAndCloseRow[],
  grid: CohortGrid,
  { format }: ChartContext,
): ChartModel<CreateAndCloseSelect>['table'] {
  const heads = [
    'Created',
    'Won within',
    'Of created',
    'All won',
    'Share',
    'Low',
    'High',
    'Value within',
    'Share of value',
  ];
  const share = (value: number | null | undefined) => format.percent(value, 1);
  return {
    columns: [
      { label: grid.grain === 'month' ? 'Month' : 'Quarter', numeric: false },
      ...heads.map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: { period: row.period, part: 'won-inside' },
      cellSelects: [
        null,
        { period: row.period, part: 'created' },
        { period: row.period, part: 'won-inside' },
        null,
        { period: row.period, part: 'won' },
      ],
      cells: [
        {
          text: cohortLabel(row.period, grid, format) + (row.partial ? ' (to date)' : ''),
          value: row.period,
        },
        numberCell(row.created, format.count),
        numberCell(row.wonInside, format.count),
        numberCell(row.rate, share),
        numberCell(row.won, format.count),
        numberCell(row.share, share),
        numberCell(row.shareLow, share),
        numberCell(row.shareHigh, share),
        numberCell(row.wonInsideValue, format.money),
        numberCell(row.shareValue, share),
      ],
    })),
  };
}
