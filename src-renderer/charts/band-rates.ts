import type { CustomSeriesOption } from 'echarts';
import type { Band, Share } from '#shared/results/leads';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type BandSelect = { band: number };
export type BandOptions = {
  /** Heading of the bands: "First touch". */
  field: string;
  /** What the share is of: "leads", "deals closed". */
  unit: string;
  /** What it is: "Converted". */
  measure: string;
  shareOf: (band: Band) => Share;
  /** Under so many a bar is grey. */
  minimum: number;
  /** Place of the band that a rule of thumb names. */
  marked?: number | undefined;
};

const plotHeight = 190;
const top = 12;

/** A share by bands in their order, with its interval and how many it rests on. */
export function bandRates(
  bands: readonly Band[],
  { field, unit, measure, shareOf, minimum, marked }: BandOptions,
  context: ChartContext,
): ChartModel<BandSelect> {
  const { theme, format } = context;
  const highest = Math.max(0.1, ...bands.map((band) => shareOf(band).high ?? 0));
  const end = [0.1, 0.2, 0.4, 0.6, 0.8].find((one) => highest <= one) ?? 1;
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const band = Array.isArray(hit) ? undefined : bands[hit.dataIndex];
          return band ? tooltipOf(band, shareOf(band), { unit, measure }, context) : '';
        },
      },
      grid: { left: 44, right: 8, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: bands.map(({ label }) => label),
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: {
          color: theme.text,
          fontSize: 12,
          interval: 0,
          lineHeight: 17,
          formatter: (label: string, at: number) =>
            `${label}\n{n|${format.compact(bands[at] ? shareOf(bands[at]).n : 0)}}`,
          rich: { n: { color: theme.muted, fontSize: 11, lineHeight: 17 } },
        },
      },
      yAxis: valueAxis(context, (v) => format.percent(v), { max: end, interval: end / 2 }),
      series: [
        {
          id: 'share',
          type: 'bar',
          barMaxWidth: 40,
          barCategoryGap: '36%',
          data: bands.map((band, at) => ({
            value: shareOf(band).rate ?? 0,
            itemStyle: {
              color: shareOf(band).n < minimum ? fade(theme.bar, 0.5) : theme.won,
              ...(at === marked ? { borderColor: theme.text, borderWidth: 1.5 } : {}),
            },
          })),
          itemStyle: { borderRadius: [2, 2, 0, 0] },
        },
        uprights(bands.map(shareOf), minimum, theme.ink),
      ],
    },
    select: ({ dataIndex }) => {
      const band = bands[dataIndex];
      return band ? { band: band.band } : null;
    },
    table: {
      columns: [
        { label: field, numeric: false },
        ...[unit, measure, 'Share', 'Low', 'High'].map((label) => ({ label, numeric: true })),
      ],
      rows: bands.map((band) => {
        const { k, n, rate, low, high } = shareOf(band);
        return {
          select: n > 0 ? { band: band.band } : null,
          cells: [
            textCell(band.label),
            numberCell(n, format.count),
            numberCell(k, format.count),
            ...[rate, low, high].map((value) => numberCell(value, (v) => format.percent(v, 1))),
          ],
        };
      }),
    },
  };
}

/** Upright intervals, in pixels that do not scale; of a few they would be as high as the chart. */
function uprights(shares: readonly Share[], minimum: number, color: string): CustomSeriesOption {
  return {
    id: 'interval',
    type: 'custom',
    silent: true,
    z: 5,
    encode: { x: 0, y: [1, 2] },
    data: shares.flatMap(({ low, high, n }, at) =>
      low === null || high === null || n < minimum ? [] : [[at, low, high]],
    ),
    renderItem: (_, api) => {
      const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
      const [, high = 0] = api.coord([api.value(0), api.value(2)]);
      return {
        type: 'line' as const,
        shape: { x1: x, y1: low, x2: x, y2: high },
        style: { stroke: color, lineWidth: 1.25 },
      };
    },
  };
}

function tooltipOf(
  { label }: Band,
  { k, n, rate, low, high }: Share,
  { unit, measure }: { unit: string; measure: string },
  { format, theme }: ChartContext,
): string {
  return tooltipTable(
    label,
    [
      { label: measure, value: `${format.count(k)} of ${format.count(n)} ${unit}` },
      { label: 'Share', value: format.percent(rate, 1) },
      { label: '95% interval', value: format.percentRange(low, high, 1) },
    ],
    theme,
  );
}
