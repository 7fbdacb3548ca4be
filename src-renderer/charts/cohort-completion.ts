import type { CohortDevelopment } from '#shared/results/cohorts';
import { columnTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import type { Weight } from './cohort-cells';
import { type CohortGrid, cohortLabel } from './cohort-labels';
import { baseOption, fade, hatch, nameAxis, nameWidth, ticksFor, valueAxis } from './marks';
import { tooltipTable } from './tooltip';
import { intervalsOf, tickSeries, whiskerSeries } from './whiskers';

export type CompletionSelect = { cohort: string };

const rowHeight = 30;
const top = 4;

/**
 * What young cohorts come to: a bar for what has come, hatched on to what is expected, the 95 % band, and a tick for what the open
 * deals themselves add up to.
 */
export function cohortCompletion(
  rows: readonly CohortDevelopment[],
  outcome: 'won' | 'lost',
  weight: Weight,
  grid: CohortGrid,
  context: ChartContext,
): ChartModel<CompletionSelect> {
  const { theme, format, width } = context;
  const names = rows.map((row) => cohortLabel(row.cohort, grid, format));
  const write = (value: number | null | undefined) =>
    weight === 'value' ? format.moneyShort(value) : format.number(value, 0);
  const labels = rows.map((row) => `${write(row.ultimate)} (${write(row.low)}–${write(row.high)})`);
  const name = nameWidth(names, { max: 96 });
  const right = nameWidth(labels, { max: width * 0.34 });
  const most = Math.max(0, ...rows.map(({ high, ultimate }) => high ?? ultimate));
  const hue = outcome === 'won' ? theme.won : theme.lost;
  return {
    height: top + Math.max(1, rows.length) * rowHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: columnTooltip(rows, (row) => tooltipOf(row, outcome, weight, grid, context), context),
      grid: {
        left: name + 12,
        right: right + 12,
        top,
        height: rows.length * rowHeight,
        outerBoundsMode: 'none',
      },
      xAxis: valueAxis(context, write, { splitNumber: ticksFor(width - name - right - 24, write(most)) }),
      yAxis: [
        nameAxis(names, name, context),
        {
          ...nameAxis(labels, right, context),
          position: 'right',
          axisLabel: {
            ...nameAxis(labels, right, context).axisLabel,
            align: 'right',
            margin: right + 10,
            color: theme.muted,
            fontSize: 12,
          },
        },
      ],
      series: [
        {
          id: 'so-far',
          type: 'bar',
          stack: 'all',
          barWidth: 14,
          data: rows.map((row) => row.soFar),
          itemStyle: { color: hue },
        },
        {
          id: 'to-come',
          type: 'bar',
          stack: 'all',
          barWidth: 14,
          data: rows.map((row) => Math.max(0, row.ultimate - row.soFar)),
          itemStyle: {
            color: fade(theme.forecast, 0.14),
            decal: hatch(fade(theme.forecast, 0.8)),
            borderRadius: [0, 2, 2, 0],
          },
        },
        { id: 'labels', type: 'bar', yAxisIndex: 1, data: rows.map(() => 0), silent: true },
        whiskerSeries(
          'band',
          intervalsOf(rows, (row) => (row.high > row.low ? row : { low: null, high: null })),
          { color: theme.ink },
        ),
        tickSeries(
          'by-deals',
          rows.flatMap((row, at): [number, number][] => (row.byDeals === null ? [] : [[row.byDeals, at]])),
          { color: theme.ink, half: 9 },
        ),
      ],
    },
    select: ({ dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { cohort: row.cohort } : null;
    },
    table: completionTable(rows, weight, grid, context),
  };
}

const methodNames = { 'chain-ladder': 'Chain ladder', 'cape-cod': 'Cape Cod' } as const;

function tooltipOf(
  row: CohortDevelopment,
  outcome: 'won' | 'lost',
  weight: Weight,
  grid: CohortGrid,
  { format, theme }: ChartContext,
): string {
  const write = (value: number | null) =>
    weight === 'value' ? format.money(value) : format.number(value, 1);
  const byDeals =
    row.byDealsLow === null || row.byDealsHigh === null
      ? write(row.byDeals)
      : `${write(row.byDeals)} (${write(row.byDealsLow)}–${write(row.byDealsHigh)})`;
  return tooltipTable(
    `${cohortLabel(row.cohort, grid, format)}, ${outcome}`,
    [
      { label: 'So far', value: write(row.soFar), mark: outcome === 'won' ? theme.won : theme.lost },
      { label: `Expected, ${methodNames[row.method]}`, value: write(row.ultimate), mark: theme.forecast },
      { label: '95% interval', value: `${write(row.low)}–${write(row.high)}` },
      { label: 'Deal by deal', value: byDeals },
      { label: 'Usually there by this age', value: format.percent(row.developed) },
    ],
    theme,
  );
}

function completionTable(
  rows: readonly CohortDevelopment[],
  weight: Weight,
  grid: CohortGrid,
  { format }: ChartContext,
): ChartModel<CompletionSelect>['table'] {
  const write = (value: number | null | undefined) =>
    weight === 'value' ? format.money(value) : format.number(value, 1);
  const heads = [
    'So far',
    'Seen to day',
    'Usual by then',
    'Comes to',
    'Low',
    'High',
    'Chain ladder',
    'Cape Cod',
    'Deal by deal',
  ];
  return {
    columns: [{ label: 'Cohort', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
    rows: rows.map((row) => ({
      select: { cohort: row.cohort },
      cells: [
        { text: cohortLabel(row.cohort, grid, format), value: row.cohort },
        numberCell(row.soFar, write),
        numberCell(row.age, format.number),
        numberCell(row.developed, format.percent),
        ...[row.ultimate, row.low, row.high, row.chainLadder, row.capeCod, row.byDeals].map((value) =>
          numberCell(value, write),
        ),
      ],
    })),
  };
}
