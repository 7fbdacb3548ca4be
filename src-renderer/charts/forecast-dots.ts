import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, valueAxis } from './marks';
import { targetLine } from './target-line';
import { tooltipTable } from './tooltip';

const dot = 17;
const mostBins = 14;
const top = 26;

/** Equally likely outcomes as one dot each, stacked where they are near each other; those that reach the target are filled. */
export function forecastDots(
  { dots, target }: { dots: readonly number[]; target: number | null },
  context: ChartContext,
): ChartModel<never> {
  const { theme, format, width } = context;
  const left = 16;
  const plot = Math.max(120, width - 2 * left);
  const { low, high } = span(dots, target);
  const bins = Math.min(mostBins, Math.max(1, Math.floor(plot / (dot + 1))));
  const columns = stacked(dots, low, high, bins);
  const tallest = Math.max(4, ...columns.map(({ at }) => at + 1));
  const reaches = (value: number) => target !== null && value >= target;
  return {
    height: top + tallest * (dot + 1) + 30,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const value = Array.isArray(hit) ? undefined : columns[hit.dataIndex]?.value;
          return value === undefined
            ? ''
            : tooltipTable(format.money(value), rowsOf(value, target, context), theme);
        },
      },
      grid: { left, right: left, top, height: tallest * (dot + 1), outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(context, (v) => format.moneyShort(v)),
        min: low,
        max: high,
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.line } },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          hideOverlap: true,
          formatter: (v: number) => format.moneyShort(v),
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      yAxis: { type: 'value', min: 0, max: tallest, show: false },
      series: [
        {
          id: 'dots',
          type: 'scatter',
          symbolSize: dot - 1,
          data: columns.map(({ x, at, value }) => ({
            value: [x, at + 0.5],
            itemStyle: reaches(value)
              ? { color: theme.forecast }
              : {
                  color: fade(theme.forecast, 0.14),
                  borderColor: fade(theme.forecast, 0.7),
                  borderWidth: 1.25,
                },
          })),
          ...targetLine(
            target,
            { axis: 'xAxis', position: 'end', align: sideOf(target, low, high) },
            context,
          ),
        },
      ],
    },
    select: () => null,
    table: {
      columns: [
        { label: 'Equally likely outcome', numeric: false },
        { label: 'Amount', numeric: true },
        { label: 'Reaches the target', numeric: false },
      ],
      rows: dots.map((value, at) => ({
        select: null,
        cells: [
          textCell(`${at + 1} of ${dots.length}`),
          numberCell(value, format.money),
          textCell(target === null ? null : reaches(value) ? 'yes' : 'no'),
        ],
      })),
    },
  };
}

/** At the edges the words would be cut. */
function sideOf(target: number | null, low: number, high: number): 'left' | 'center' | 'right' {
  const place = target === null ? 0.5 : (target - low) / (high - low);
  return place < 0.2 ? 'left' : place > 0.8 ? 'right' : 'center';
}

/** From the lowest to the highest dot or the target, with room at both ends. */
function span(dots: readonly number[], target: number | null): { low: number; high: number } {
  const all = target === null ? dots : [...dots, target];
  const [min, max] = [Math.min(...all), Math.max(...all)];
  if (!Number.isFinite(min)) return { low: 0, high: 1 };
  const room = Math.max((max - min) * 0.08, Math.abs(max) * 0.01, 1);
  return { low: min - room, high: max + room };
}

/** Each dot moved to the middle of its bin, above those that are there already. */
function stacked(dots: readonly number[], low: number, high: number, bins: number) {
  const step = (high - low) / bins;
  const heights = new Map<number, number>();
  return dots.map((value) => {
    const bin = Math.min(bins - 1, Math.floor((value - low) / step));
    const at = heights.get(bin) ?? 0;
    heights.set(bin, at + 1);
    return { x: low + (bin + 0.5) * step, at, value };
  });
}

function rowsOf(value: number, target: number | null, { format }: ChartContext) {
  if (target === null) return [];
  const away = value - target;
  return [{ label: away < 0 ? 'Under the target' : 'Over the target', value: format.money(Math.abs(away)) }];
}
