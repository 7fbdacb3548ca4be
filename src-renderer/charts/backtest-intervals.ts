import type { CustomSeriesOption } from 'echarts';
import type { BacktestRow } from '#shared/results/forecast';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, panelTitle, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { tooltipTable } from './tooltip';

const panelHeight = 150;
const between = 64;
const top = 28;

/** Whether what came lies in the interval; null where the method gives none. */
export function isHit({ actual, p10, p90 }: BacktestRow): boolean | null {
  return p10 === null || p90 === null ? null : actual >= p10 && actual <= p90;
}

/** A panel for each week: of every past period the interval that was forecast and what came, misses in their own colour. */
export function backtestIntervals(rows: readonly BacktestRow[], context: ChartContext): ChartModel<never> {
  const { format, theme, width } = context;
  const weeks = [...new Set(rows.map(({ week }) => week))].sort((a, b) => a - b);
  const periods = [...new Set(rows.map(({ period }) => period))].sort();
  const columns = Math.min(weeks.length || 1, width < 620 ? 2 : 3);
  const lines = Math.max(1, Math.ceil(weeks.length / columns));
  const left = 56;
  const panel = (width - left) / columns;
  const highest = niceEnd(Math.max(0, ...rows.flatMap(({ actual, p90, mean }) => [actual, p90 ?? 0, mean])));
  const placeOf = (at: number) => ({ column: at % columns, line: Math.floor(at / columns) });
  return {
    height: top + lines * (panelHeight + between) - 28,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const one = Array.isArray(hit) ? undefined : hit;
          const week = weeks[Number(one?.seriesId?.split('-')[1] ?? -1)];
          const row = rows.filter((entry) => entry.week === week)[one?.dataIndex ?? -1];
          return row ? tooltipOf(row, context) : '';
        },
      },
      title: weeks.map((week, at) => {
        const { column, line } = placeOf(at);
        return panelTitle(
          titleOf(rows, week),
          left + column * panel,
          4 + line * (panelHeight + between),
          context,
        );
      }),
      grid: weeks.map((_, at) => {
        const { column, line } = placeOf(at);
        return {
          left: left + column * panel,
          width: panel - 28,
          top: top + line * (panelHeight + between),
          height: panelHeight,
          outerBoundsMode: 'none' as const,
        };
      }),
      xAxis: weeks.map((_, at) => ({
        type: 'category' as const,
        gridIndex: at,
        data: periods,
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          hideOverlap: true,
          interval: Math.max(0, Math.ceil(periods.length / Math.max(2, Math.floor(panel / 74))) - 1),
        },
      })),
      yAxis: weeks.map((_, at) => ({
        ...valueAxis(context, (v) => (at % columns === 0 ? format.moneyShort(v) : ''), {
          max: highest,
          interval: highest / 4,
        }),
        gridIndex: at,
      })),
      series: weeks.flatMap((week, at) => {
        const ofWeek = rows.filter((row) => row.week === week);
        const place = ({ period }: BacktestRow) => periods.indexOf(period);
        const axes = { xAxisIndex: at, yAxisIndex: at };
        return [
          standingBars(
            `range-${at}`,
            ofWeek.flatMap((row): [number, number, number][] =>
              row.p10 === null || row.p90 === null ? [] : [[place(row), row.p10, row.p90]],
            ),
            theme.forecast,
            axes,
          ),
          {
            id: `actual-${at}`,
            type: 'scatter' as const,
            ...axes,
            symbolSize: 8,
            z: 6,
            data: ofWeek.map((row) => ({
              value: [place(row), row.actual],
              // A miss has its own form too.
              symbol: isHit(row) === false ? 'diamond' : 'circle',
              symbolSize: isHit(row) === false ? 11 : 8,
              itemStyle: {
                color: isHit(row) === false ? theme.lost : theme.ink,
                borderColor: theme.surface,
                borderWidth: 1,
              },
            })),
          },
        ];
      }),
    },
    select: () => null,
    table: intervalTable(rows, context),
  };
}

function titleOf(rows: readonly BacktestRow[], week: number): string {
  const hits = rows.filter((row) => row.week === week).map(isHit);
  const known = hits.filter((hit) => hit !== null);
  if (known.length === 0) return `Week ${week}`;
  return `Week ${week}: ${known.filter(Boolean).length} of ${known.length} inside`;
}

/** Thick faint bars from low to high, standing over their periods. Items are [place, low, high]. */
function standingBars(
  id: string,
  data: readonly [number, number, number][],
  color: string,
  axes: { xAxisIndex: number; yAxisIndex: number },
): CustomSeriesOption {
  return {
    id,
    type: 'custom',
    silent: true,
    ...axes,
    data: data.map((item) => [...item]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x = 0, y1 = 0] = api.coord([api.value(0), api.value(1)]);
      const [, y2 = 0] = api.coord([api.value(0), api.value(2)]);
      return {
        type: 'line' as const,
        shape: { x1: x, y1, x2: x, y2 },
        style: { stroke: color, lineWidth: 6, lineCap: 'round' as const, opacity: 0.35 },
      };
    },
  };
}

function tooltipOf(row: BacktestRow, { format, theme }: ChartContext): string {
  const hit = isHit(row);
  return tooltipTable(
    `${row.period}, week ${row.week}`,
    [
      { label: 'As of', value: format.day(row.asOf) },
      { label: 'What came', value: format.money(row.actual) },
      { label: 'Forecast', value: format.money(row.mean), mark: theme.forecast },
      {
        label: 'P10–P90',
        value: row.p10 === null ? '–' : `${format.money(row.p10)} – ${format.money(row.p90)}`,
      },
      { label: 'Won by then', value: format.money(row.wonToDate), mark: theme.won },
      ...(hit === null ? [] : [{ label: 'Inside', value: hit ? 'yes' : 'no' }]),
    ],
    theme,
  );
}

function intervalTable(rows: readonly BacktestRow[], { format }: ChartContext): ChartModel<never>['table'] {
  const heads = ['Week', 'What came', 'Forecast', 'P10', 'P50', 'P90', 'Won by then'];
  return {
    columns: [
      { label: 'Period', numeric: false },
      ...heads.map((label) => ({ label, numeric: true })),
      { label: 'Inside', numeric: false },
    ],
    rows: rows.map((row) => ({
      select: null,
      cells: [
        textCell(row.period),
        numberCell(row.week, format.count),
        ...[row.actual, row.mean, row.p10, row.p50, row.p90, row.wonToDate].map((value) =>
          numberCell(value, format.money),
        ),
        textCell({ true: 'yes', false: 'no', null: null }[`${isHit(row)}`] ?? null),
      ],
    })),
  };
}
