import type { LineSeriesOption } from 'echarts';
import { bestLimit, netGain, type SweepRow } from '#shared/results/rules';
import { type ChartContext, type ChartModel, numberCell } from './chart-model';
import { baseOption, panelTitle, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type SweepOptions = {
  /** What a wrongly taken win costs, in recycled dead deals. */
  cost: number;
  /** The limit of the rule as it is. */
  current: number;
  /** What the limit counts: "days", "customers". */
  unit: string;
};
export type SweepSelect = { limit: number; part: 'won' | 'lost' };

const plotHeight = 240;
const top = 24;

/** Deals taken at each limit of a rule that were lost and won later, and the gain at the chosen cost. */
export function ruleSweep(
  all: readonly SweepRow[],
  { cost, current, unit }: SweepOptions,
  context: ChartContext,
): ChartModel<SweepSelect> {
  const { theme, format } = context;
  const rows = shownLimits(all, current);
  const best = bestLimit(all, cost);
  const gain = (row: SweepRow) => netGain(row, cost);
  const most = Math.max(1, ...rows.map((row) => Math.max(row.won, row.lost)));
  const lines = [
    { id: 'lost', color: theme.lost, value: (row: SweepRow) => row.lost },
    { id: 'won', color: theme.won, value: (row: SweepRow) => row.won },
    // What costs more than the most of either line is not drawn: the scale would be nothing but that.
    { id: 'gain', color: theme.ink, value: (row: SweepRow) => Math.max(gain(row), -most) },
  ];
  const lowest = Math.min(0, ...rows.map((row) => Math.max(gain(row), -most)));
  const step = humanStep((most - lowest) / 4);
  const last = rows.at(-1);
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: theme.muted, type: 'solid' } },
        formatter: (hits) => {
          const row = rows[(Array.isArray(hits) ? hits[0] : hits)?.dataIndex ?? -1];
          return row ? tooltipOf(row, gain(row), unit, context) : '';
        },
      },
      title: [panelTitle(`Limit in ${unit}`, 52, top + plotHeight + 26, context)],
      grid: { left: 52, right: 40, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        min: rows[0]?.limit ?? 0,
        max: Math.max(last?.limit ?? 1, (rows[0]?.limit ?? 0) + 1),
        splitLine: { show: false },
        axisLine: { lineStyle: { color: theme.line }, onZero: false },
        axisTick: { show: true, length: 4, lineStyle: { color: theme.line } },
        axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true, showMaxLabel: false },
      },
      yAxis: {
        ...valueAxis(context, (v) => format.compact(v)),
        min: Math.floor(lowest / step) * step,
        max: Math.ceil(most / step) * step,
        interval: step,
      },
      series: lines.map(
        ({ id, color, value }, i): LineSeriesOption => ({
          id,
          type: 'line',
          symbol: 'circle',
          symbolSize: 5,
          showSymbol: rows.length < 40,
          triggerEvent: true,
          lineStyle: { width: id === 'gain' ? 2.5 : 1.5, color, type: id === 'gain' ? 'solid' : [6, 3] },
          itemStyle: { color },
          data: rows.map((row) => [row.limit, value(row)]),
          ...(i === 2 ? { markLine: marksOf(current, best?.row.limit ?? null, context) } : {}),
        }),
      ),
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      return row ? { limit: row.limit, part: seriesId === 'won' ? 'won' : 'lost' } : null;
    },
    table: {
      columns: [
        { label: `Limit in ${unit}`, numeric: true },
        ...['Taken', 'Lost', 'Won later', 'Value won', 'Still open', 'Gain'].map((label) => ({
          label,
          numeric: true,
        })),
      ],
      rows: rows.map((row) => ({
        select: null,
        cellSelects: [null, null, { limit: row.limit, part: 'lost' }, { limit: row.limit, part: 'won' }],
        cells: [
          numberCell(row.limit, format.count),
          numberCell(row.taken, format.count),
          numberCell(row.lost, format.count),
          numberCell(row.won, format.count),
          numberCell(row.wonValue, format.money),
          numberCell(row.open, format.count),
          numberCell(gain(row), format.number),
        ],
      })),
    },
  };
}

/** The next of 1, 2 and 5 by a power of ten. */
function humanStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, step)));
  return ([1, 2, 5].find((one) => one * power >= step) ?? 10) * power;
}

/** The limits up to where hardly a deal comes, but the rule's own at least. */
function shownLimits(rows: readonly SweepRow[], current: number): SweepRow[] {
  const sorted = [...rows].sort((a, b) => a.limit - b.limit);
  const most = sorted[0]?.taken ?? 0;
  return sorted.filter((row) => row.limit <= current || row.taken >= most * 0.02);
}

function marksOf(
  current: number,
  best: number | null,
  { theme }: ChartContext,
): NonNullable<LineSeriesOption['markLine']> {
  const label = (text: string) => ({
    formatter: text,
    color: theme.muted,
    fontSize: 11,
    position: 'end' as const,
    distance: 6,
  });
  const same = best === current;
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: theme.faint, width: 1, type: 'solid' },
    data: [
      { xAxis: current, label: label(same ? `now and best: ${current}` : `now ${current}`) },
      ...(best === null || same
        ? []
        : [{ xAxis: best, label: label(`best ${best}`), lineStyle: { color: theme.forecast } }]),
    ],
  };
}

function tooltipOf(row: SweepRow, gain: number, unit: string, { format, theme }: ChartContext): string {
  return tooltipTable(
    `${format.count(row.limit)} ${unit}`,
    [
      { label: 'Taken', value: format.count(row.taken) },
      { label: 'Lost', value: format.count(row.lost), mark: theme.lost },
      {
        label: 'Won later',
        value: `${format.count(row.won)} · ${format.moneyShort(row.wonValue)}`,
        mark: theme.won,
      },
      { label: 'Still open', value: format.count(row.open), mark: theme.open },
      { label: 'Gain', value: format.number(gain) },
    ],
    theme,
  );
}
