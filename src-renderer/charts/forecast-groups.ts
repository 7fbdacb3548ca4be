import type { ForecastRow } from '#shared/results/forecast';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { emptyKey, type GroupSelect } from './dot-interval';
import { baseOption, fade, hatch, nameAxis, nameLimit, nameWidth, roomForNames, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { tooltipTable } from './tooltip';
import { tickSeries, whiskerSeries } from './whiskers';

/** A group's outlook with its target and the call on it, where there are. */
export type ForecastGroup = ForecastRow & { target: number | null; call: number | null };

const usualRow = 30;
const top = 4;

/** Each group: won, then what is expected up to its mean, the range P10–P90, its target as a tick and the call as a dot. */
export function forecastGroups(
  groups: readonly ForecastGroup[],
  field: string,
  context: ChartContext,
): ChartModel<GroupSelect> {
  const { theme, format, width } = context;
  const names = groups.map(({ key }) => key ?? emptyKey);
  const write = format.moneyShort;
  const labels = groups.map((row) => `${write(row.mean)} (${write(row.p10)}–${write(row.p90)})`);
  const name = nameWidth(names, { max: nameLimit(width) });
  const rowHeight = roomForNames(usualRow, names, name);
  const right = nameWidth(labels, { max: width * 0.34 });
  const highest = niceEnd(
    Math.max(0, ...groups.flatMap(({ p90, target, call }) => [p90, target ?? 0, call ?? 0])),
  );
  return {
    height: top + Math.max(1, groups.length) * rowHeight + 30,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid } },
        formatter: (hit) => {
          const row = groups[(Array.isArray(hit) ? hit[0] : hit)?.dataIndex ?? -1];
          return row ? tooltipOf(row, context) : '';
        },
      },
      grid: {
        left: name + 12,
        right: right + 12,
        top,
        height: groups.length * rowHeight,
        outerBoundsMode: 'none',
      },
      xAxis: valueAxis(context, write, { max: highest, interval: highest / 4 }),
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
          id: 'won',
          type: 'bar',
          stack: 'all',
          barWidth: 14,
          data: groups.map(({ wonToDate }) => wonToDate),
          itemStyle: { color: theme.won },
        },
        {
          id: 'expected',
          type: 'bar',
          stack: 'all',
          barWidth: 14,
          data: groups.map(({ mean, wonToDate }) => Math.max(0, mean - wonToDate)),
          itemStyle: {
            color: fade(theme.forecast, 0.14),
            decal: hatch(fade(theme.forecast, 0.8)),
            borderRadius: [0, 2, 2, 0],
          },
        },
        { id: 'labels', type: 'bar', yAxisIndex: 1, data: groups.map(() => 0), silent: true },
        whiskerSeries(
          'range',
          groups.flatMap(({ p10, p90 }, at): [number, number, number][] =>
            p90 > p10 ? [[p10, p90, at]] : [],
          ),
          { color: theme.forecast },
        ),
        tickSeries(
          'target',
          groups.flatMap(({ target }, at): [number, number][] => (target === null ? [] : [[target, at]])),
          { color: theme.ink, half: 10, width: 1.5 },
        ),
        {
          id: 'call',
          type: 'scatter',
          symbolSize: 9,
          symbol: 'diamond',
          silent: true,
          z: 8,
          data: groups.flatMap(({ call }, at) => (call === null ? [] : [[call, at]])),
          itemStyle: { color: theme.surface, borderColor: theme.ink, borderWidth: 1.5 },
        },
      ],
    },
    select: ({ dataIndex }) => {
      const row = groups[dataIndex];
      return row ? { key: row.key } : null;
    },
    table: {
      columns: [
        { label: field, numeric: false },
        ...[
          'Won to date',
          'Open',
          'Deals open',
          'From open',
          'From new',
          'Mean',
          'P10',
          'P50',
          'P90',
          'Target',
          'Call',
        ].map((label) => ({ label, numeric: true })),
      ],
      rows: groups.map((row) => ({
        select: { key: row.key },
        cells: [
          textCell(row.key ?? emptyKey),
          numberCell(row.wonToDate, format.money),
          numberCell(row.openAmount, format.money),
          numberCell(row.openDeals, format.count),
          ...[row.openMean, row.newMean, row.mean, row.p10, row.p50, row.p90, row.target, row.call].map(
            (value) => numberCell(value, format.money),
          ),
        ],
      })),
    },
  };
}

function tooltipOf(row: ForecastGroup, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.key ?? emptyKey,
    [
      { label: 'Won to date', value: format.money(row.wonToDate), mark: theme.won },
      {
        label: `Expected from ${format.count(row.openDeals)} open`,
        value: format.money(row.openMean),
        mark: theme.forecast,
      },
      { label: 'Expected from new', value: format.money(row.newMean) },
      { label: 'Mean', value: format.money(row.mean) },
      { label: 'P10–P90', value: `${format.money(row.p10)} – ${format.money(row.p90)}` },
      ...(row.target === null ? [] : [{ label: 'Target', value: format.money(row.target) }]),
      ...(row.call === null ? [] : [{ label: 'Call', value: format.money(row.call) }]),
    ],
    theme,
  );
}
