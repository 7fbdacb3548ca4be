import type { BarSeriesOption } from 'echarts';
import type { MonthRow } from '#shared/results/metrics';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, hatch, panelTitle, valueAxis } from './marks';
import { periodAxis } from './period-axis';
import { tooltipTable } from './tooltip';

export type MonthSelect = { month: string; part: 'created' | 'won' | 'lost' };

const parts = ['created', 'won', 'lost'] as const;
const labels = { created: 'Created', won: 'Won', lost: 'Lost' } as const;
const panelHeight = 64;
const panelStep = 102;

/** Created, won and lost by month: three small panels on one scale, so heights can be compared. */
export function months(
  rows: readonly MonthRow[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<MonthSelect> {
  const { theme, format } = context;
  const value = (row: MonthRow, part: (typeof parts)[number]) =>
    weight === 'value' ? row[`${part}Value`] : row[part];
  const highest = Math.max(1, ...rows.flatMap((row) => parts.map((part) => value(row, part))));
  const color = { created: theme.bar, won: theme.won, lost: theme.lost };
  const scale = axisEnd(highest);
  const left = 48;
  const axis = periodAxis(
    rows.map((row) => format.month(row.month)),
    context.width - left,
    context,
  );
  const series = parts.map(
    (part, panel): BarSeriesOption => ({
      id: part,
      type: 'bar',
      xAxisIndex: panel,
      yAxisIndex: panel,
      barCategoryGap: '28%',
      barMaxWidth: 28,
      data: rows.map((row) => ({
        value: value(row, part),
        itemStyle: row.partial ? { color: fade(color[part], 0.2), decal: hatch(color[part]) } : {},
      })),
      itemStyle: { color: color[part], borderRadius: [2, 2, 0, 0] },
    }),
  );
  return {
    height: panelStep * 3 + 16,
    option: {
      ...baseOption(context),
      tooltip: columnTooltip(rows, (row) => tooltipOf(row, context), context),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      title: parts.map((part, panel) => panelTitle(labels[part], 0, panel * panelStep + 2, context)),
      grid: parts.map((_, panel) => ({
        left,
        right: 16,
        top: panel * panelStep + 24,
        height: panelHeight,
        outerBoundsMode: 'none',
      })),
      xAxis: parts.map((_, panel) => ({
        ...axis,
        gridIndex: panel,
        axisLabel: { ...axis.axisLabel, show: panel === parts.length - 1 },
      })),
      yAxis: parts.map((_, panel) => ({
        ...valueAxis(context, format.compact, { max: scale, interval: scale / 2 }),
        gridIndex: panel,
      })),
      series,
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      const part = parts.find((known) => known === seriesId);
      return row && part ? { month: row.month, part } : null;
    },
    table: monthTable(rows, context),
  };
}

/** The next round number above the highest bar, so that its half is a round tick. */
function axisEnd(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= highest) ?? 10;
  return Math.max(2, step * power);
}

function tooltipOf(row: MonthRow, { format, theme }: ChartContext): string {
  const line = (label: string, count: number, value: number, mark: string) => ({
    label,
    value: `${format.count(count)} · ${format.moneyShort(value)}`,
    mark,
  });
  return tooltipTable(
    row.partial ? `${format.month(row.month)}, not over yet` : format.month(row.month),
    [
      line('Created', row.created, row.createdValue, theme.bar),
      line('Won', row.won, row.wonValue, theme.won),
      line('Lost', row.lost, row.lostValue, theme.lost),
    ],
    theme,
  );
}

function monthTable(rows: readonly MonthRow[], { format }: ChartContext): ChartModel<MonthSelect>['table'] {
  const heads = ['Created', 'Won', 'Lost', 'Created value', 'Won value', 'Lost value'];
  return {
    columns: [{ label: 'Month', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
    rows: rows.map((row) => ({
      select: { month: row.month, part: 'created' },
      cells: [
        { ...textCell(row.month), text: format.month(row.month) + (row.partial ? ' (to date)' : '') },
        numberCell(row.created, format.count),
        numberCell(row.won, format.count),
        numberCell(row.lost, format.count),
        numberCell(row.createdValue, format.money),
        numberCell(row.wonValue, format.money),
        numberCell(row.lostValue, format.money),
      ],
    })),
  };
}
