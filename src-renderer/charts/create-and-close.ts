import type { CreateAndCloseRow } from '#shared/results/cohorts';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import type { Weight } from './cohort-cells';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { baseOption, fade, hatch } from './marks';
import { periodAxis } from './period-axis';
import { shareAxis, shareEnd } from './share-axis';
import { tooltipTable } from './tooltip';
import { intervalsOf, uprightSeries } from './whiskers';

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
  const end = shareEnd(rows.flatMap((row) => [share(row), isCount ? row.shareHigh : null]));
  return {
    height: top + plotHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: columnTooltip(rows, (row) => tooltipOf(row, grid, context), context),
      grid: { left: 44, right: 8, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: periodAxis(
        rows.map((row) => cohortLabel(row.period, grid, format)),
        width - 52,
        context,
      ),
      yAxis: shareAxis(end, context),
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
        ...(isCount
          ? [
              uprightSeries(
                'interval',
                intervalsOf(rows, ({ shareLow, shareHigh }) => ({ low: shareLow, high: shareHigh })),
                theme.ink,
              ),
            ]
          : []),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { period: row.period, part: 'won-inside' } : null;
    },
    table: closingTable(rows, grid, context),
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
