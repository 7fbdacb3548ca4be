import type { BacktestMethod, BacktestSummary } from '#shared/results/forecast';
import { forecastMethodNames } from '#shared/results/forecast-method-names';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, valueAxis } from './marks';
import { tooltipTable } from './tooltip';
import { tickSeries, whiskerSeries } from './whiskers';

const rowHeight = 34;
const top = 6;
/** What is compared with, in the order of the key: each has a form of its own. */
const peers = [
  { method: 'conversion', symbol: 'triangle', mark: 'triangle' },
  { method: 'history', symbol: 'rect', mark: 'square' },
  { method: 'static', symbol: 'diamond', mark: 'diamond' },
] as const satisfies readonly { method: BacktestMethod; symbol: string; mark: string }[];

/** The simple methods that stand beside the one in use, each with the form it has. */
export function backtestPeers(summary: readonly BacktestSummary[], method: BacktestMethod) {
  return peers.filter(
    (peer) =>
      peer.method !== method &&
      summary.some((row) => row.method === peer.method && row.week !== null && row.wape !== null),
  );
}

/** Mean error by week, of the method in use and of simple ones, with the error that even a perfect forecast makes. */
export function backtestErrors(
  summary: readonly BacktestSummary[],
  method: BacktestMethod,
  context: ChartContext,
): ChartModel<never> {
  const { theme, format } = context;
  const own = summary
    .filter((row) => row.method === method && row.week !== null && row.wape !== null)
    .sort((a, b) => (a.week ?? 0) - (b.week ?? 0));
  const weeks = own.map(({ week }) => week ?? 0);
  const names = weeks.map((week) => `Week ${week}`);
  const name = nameWidth(names, { max: 90 });
  const of = (peer: BacktestMethod) =>
    summary.flatMap((row): [number, number][] =>
      row.method === peer && row.week !== null && row.wape !== null && weeks.includes(row.week)
        ? [[row.wape, weeks.indexOf(row.week)]]
        : [],
    );
  const shownPeers = peers.filter((peer) => peer.method !== method && of(peer.method).length > 0);
  const most = Math.max(
    0.1,
    ...[method, ...shownPeers.map((peer) => peer.method)].flatMap((m) => of(m).map(([wape]) => wape)),
  );
  const interval = most > 1 ? 0.5 : most > 0.5 ? 0.25 : most > 0.2 ? 0.1 : 0.05;
  const max = Math.ceil(most / interval - 1e-9) * interval;
  return {
    height: top + Math.max(1, weeks.length) * rowHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid } },
        formatter: (hit) => {
          const row = own[(Array.isArray(hit) ? hit[0] : hit)?.dataIndex ?? -1];
          return row ? tooltipOf(row, summary, context) : '';
        },
      },
      grid: { left: name + 12, right: 24, top, height: weeks.length * rowHeight, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (v) => format.percent(v), { max, interval }),
      yAxis: nameAxis(names, name, context),
      series: [
        // Gives the axis its rows to hover.
        { id: 'rows', type: 'bar', silent: true, data: own.map(() => 0) },
        whiskerSeries(
          'lead',
          own.flatMap((row, at): [number, number, number][] => {
            const simple = Math.min(...of('history').flatMap(([wape, y]) => (y === at ? [wape] : [])));
            return Number.isFinite(simple) && row.wape !== null
              ? [[Math.min(row.wape, simple), Math.max(row.wape, simple), at]]
              : [];
          }),
          { color: theme.line, width: 1, cap: 0 },
        ),
        tickSeries(
          'floor',
          own.flatMap(({ floor }, at): [number, number][] => (floor === null ? [] : [[floor, at]])),
          { color: theme.ink, half: 11, width: 1.5 },
        ),
        ...shownPeers.map((peer) => ({
          id: peer.method,
          type: 'scatter' as const,
          symbol: peer.symbol,
          symbolSize: 9,
          silent: true,
          data: of(peer.method),
          itemStyle: { color: theme.surface, borderColor: theme.muted, borderWidth: 1.5 },
        })),
        {
          id: 'own',
          type: 'scatter',
          symbolSize: 11,
          z: 7,
          data: of(method),
          itemStyle: { color: theme.forecast, borderColor: theme.surface, borderWidth: 1.5 },
        },
      ],
    },
    select: () => null,
    table: errorTable(summary, context),
  };
}

function tooltipOf(
  own: BacktestSummary,
  summary: readonly BacktestSummary[],
  { format, theme }: ChartContext,
): string {
  const others = summary.filter(
    (row) => row.week === own.week && row.method !== own.method && row.wape !== null,
  );
  return tooltipTable(
    `Week ${own.week}, ${own.n} forecasts`,
    [
      { label: forecastMethodNames[own.method], value: format.percent(own.wape, 1), mark: theme.forecast },
      ...others.map((row) => ({
        label: forecastMethodNames[row.method],
        value: format.percent(row.wape, 1),
      })),
      { label: 'Floor', value: format.percent(own.floor, 1) },
      { label: 'Bias', value: format.percent(own.bias, 1) },
    ],
    theme,
  );
}

function errorTable(
  summary: readonly BacktestSummary[],
  { format }: ChartContext,
): ChartModel<never>['table'] {
  const percent = (value: number | null) => numberCell(value, (v) => format.percent(v, 1));
  const heads = [
    'Week',
    'n',
    'Mean error',
    'Floor',
    'Bias',
    'By CRM percentages',
    'By past periods',
    'Inside 80%',
    'From',
    'To',
  ];
  return {
    columns: [{ label: 'Method', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
    rows: summary.map((row) => ({
      select: null,
      cells: [
        textCell(forecastMethodNames[row.method]),
        row.week === null ? textCell('all') : numberCell(row.week, format.count),
        numberCell(row.n, format.count),
        percent(row.wape),
        percent(row.floor),
        percent(row.bias),
        numberCell(row.relativeToStatic, (v) => format.fixed(v, 2)),
        numberCell(row.relativeToHistory, (v) => format.fixed(v, 2)),
        percent(row.coverage80),
        percent(row.coverageLow),
        percent(row.coverageHigh),
      ],
    })),
  };
}
