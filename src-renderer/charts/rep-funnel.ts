import type { FunnelLimits, RepRow } from '#shared/results/reps';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { edgeLabels } from './edge-labels';
import { baseOption, fade, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { flagMark, flagWords, ownerName } from './rep-cells';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type RepSelect = { owner: string | null };

export type RepFunnelOptions = {
  rate: number | null;
  limits: readonly FunnelLimits[];
  /** Limits widened by what reps really differ, where they do. */
  widened: readonly FunnelLimits[] | null;
  minimum: number;
  chosen: string | null;
};

const top = 16;
const right = 84;
const plotHeight = 320;

/** Adjusted rates by number of deals, with what chance does around the team's rate at that number. */
export function repFunnel(
  given: readonly RepRow[],
  options: RepFunnelOptions,
  context: ChartContext,
): ChartModel<RepSelect> {
  const { theme, format } = context;
  const rows = given.filter(({ n, adjusted }) => n > 0 && adjusted !== null);
  const most = Math.max(1, ...rows.map(({ n }) => n));
  const across = most < 8 ? { max: most + 1, interval: 1 } : quarters(niceEnd(most * 1.02));
  const highest = Math.max(
    options.rate ?? 0,
    ...rows.filter(({ n }) => n >= options.minimum).map(({ adjusted }) => adjusted ?? 0),
    ...options.limits.filter(({ n }) => n >= options.minimum).map(({ high95 }) => high95),
  );
  const withName = named(rows, options);
  const interval = highest > 0.5 ? 0.2 : highest > 0.16 ? 0.1 : 0.05;
  const end = Math.min(1, Math.ceil((highest + 0.02) / interval) * interval);
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const row = Array.isArray(hit) || hit.seriesId !== 'reps' ? undefined : rows[hit.dataIndex];
          return row ? tooltipOf(row, context) : '';
        },
      },
      grid: { left: 48, right, top, height: plotHeight, outerBoundsMode: 'none' },
      graphic: lineEnds(options, end, context),
      xAxis: {
        ...valueAxis(context, format.compact, across),
        splitLine: { show: false },
        name: 'Deals that were followed',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: theme.muted, fontSize: 12 },
      },
      yAxis: valueAxis(context, (value) => format.percent(value), {
        max: end,
        interval,
      }),
      series: [
        ...limitLines('limits', options.limits, theme, false),
        ...(options.widened ? limitLines('widened', options.widened, theme, true) : []),
        {
          id: 'reps',
          type: 'scatter' as const,
          symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
            rows[dataIndex]?.owner === options.chosen ? 13 : 9,
          z: 7,
          cursor: 'pointer',
          data: rows.map((row) => ({
            value: [row.n, row.adjusted ?? 0],
            itemStyle: dotStyle(row, options, theme),
            // Names at the right end would run into those of the lines.
            label: { position: row.n > across.max * 0.6 ? ('left' as const) : ('right' as const) },
          })),
          labelLayout: { hideOverlap: true },
          label: {
            show: true,
            position: 'right' as const,
            distance: 6,
            fontSize: 11,
            color: theme.text,
            textBorderColor: theme.surface,
            textBorderWidth: 2,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const row = rows[dataIndex];
              return row && withName.has(row) ? short(ownerName(row.owner)) : '';
            },
          },
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            lineStyle: { color: fade(theme.text, 0.45), type: [3, 3] },
            label: { show: false },
            data: options.rate === null ? [] : [{ yAxis: options.rate }],
          },
        },
      ],
    },
    select: ({ seriesId, dataIndex }) => {
      const row = seriesId === 'reps' ? rows[dataIndex] : undefined;
      return row ? { owner: row.owner } : null;
    },
    table: tableOf(rows, context),
  };
}

function quarters(max: number) {
  return { max, interval: max / 4 };
}

/** What the lines are, beside the plot, where no name of a rep can be. */
function lineEnds({ rate, limits }: RepFunnelOptions, end: number, context: ChartContext) {
  const { theme, format, width } = context;
  const last = limits.at(-1);
  const lines = [
    ...(last
      ? [
          { text: '99.8%', share: last.high998 },
          { text: '95%', share: last.high95 },
        ]
      : []),
    ...(rate === null ? [] : [{ text: `Team ${format.percent(rate)}`, share: rate }]),
  ];
  const labels = lines.map(({ text, share }) => ({
    text,
    y: top + plotHeight * (1 - Math.min(1, share / end)),
    color: theme.muted,
  }));
  return edgeLabels(labels, { x: width - right + 6, min: top, max: top + plotHeight, font: theme.font });
}

/** So many names stand beside dots; those of all would cover each other. */
const mostNames = 8;

/** The most unusual of the flagged reps, measured by the limits at their number of deals, and the rep that was chosen. */
function named(rows: readonly RepRow[], { rate, chosen }: RepFunnelOptions): ReadonlySet<RepRow> {
  const distance = (row: RepRow) =>
    Math.abs((row.adjusted ?? 0) - (rate ?? 0)) / Math.max(1e-9, row.limitHigh95 - row.limitLow95);
  const flagged = rows.filter(({ flag }) => flag !== null).toSorted((a, b) => distance(b) - distance(a));
  return new Set([...flagged.slice(0, mostNames), ...rows.filter(({ owner }) => owner === chosen)]);
}

function short(name: string): string {
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  return parts.length <= 22
    ? name
    : `${parts
        .slice(0, 21)
        .map(({ segment }) => segment)
        .join('')}…`;
}

function dotStyle({ flag, n, owner }: RepRow, { minimum, chosen }: RepFunnelOptions, theme: ChartTheme) {
  const ring = owner === chosen ? { borderColor: theme.open, borderWidth: 3 } : null;
  if (n < minimum) return { color: theme.surface, borderColor: theme.faint, borderWidth: 1.5, ...ring };
  const color = flag === null ? theme.bar : theme[flag === 'high' ? 'won' : 'lost'];
  return { color, borderColor: theme.surface, borderWidth: 1.5, ...ring };
}

function limitLines(id: string, limits: readonly FunnelLimits[], theme: ChartTheme, dashed: boolean) {
  const line = (name: 'low95' | 'high95' | 'low998' | 'high998', strong: boolean) => ({
    id: `${id}-${name}`,
    type: 'line' as const,
    silent: true,
    showSymbol: false,
    z: 3,
    data: limits.map((limit) => [limit.n, limit[name]]),
    lineStyle: {
      color: fade(theme.text, strong ? 0.5 : 0.28),
      width: 1,
      type: dashed ? ([2, 3] as number[]) : ('solid' as const),
    },
  });
  return [line('low95', true), line('high95', true), line('low998', false), line('high998', false)];
}

function tooltipOf(row: RepRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    ownerName(row.owner),
    [
      { label: 'Went on', value: `${format.count(row.k)} of ${format.count(row.n)}` },
      { label: 'Expected of the team', value: format.number(row.expected, 1) },
      { label: 'Rate', value: format.percent(row.rate, 1) },
      { label: 'At the team’s mix of deals', value: format.percent(row.adjusted, 1) },
      { label: '95% limits', value: format.percentRange(row.limitLow95, row.limitHigh95, 1) },
      ...(row.flag ? [{ label: 'Unusual', value: flagWords[row.flag] }] : []),
    ],
    theme,
  );
}

function tableOf(rows: readonly RepRow[], { format }: ChartContext): ChartModel<RepSelect>['table'] {
  const percent = (value: number | null | undefined) => format.percent(value, 1);
  return {
    columns: [
      { label: 'Rep', numeric: false },
      ...[
        'Deals',
        'Went on',
        'Rate',
        'Expected',
        'Adjusted',
        '95% low',
        '95% high',
        '99.8% low',
        '99.8% high',
      ].map((label) => ({ label, numeric: true })),
      { label: 'Unusual', numeric: false },
    ],
    rows: rows.map((row) => ({
      select: { owner: row.owner },
      cells: [
        textCell(ownerName(row.owner)),
        numberCell(row.n, format.count),
        numberCell(row.k, format.count),
        numberCell(row.rate, percent),
        numberCell(row.expected, (value) => format.number(value, 1)),
        ...[row.adjusted, row.limitLow95, row.limitHigh95, row.limitLow998, row.limitHigh998].map((value) =>
          numberCell(value, percent),
        ),
        textCell(row.flag ? `${flagMark(row.flag)} ${row.flag}` : ''),
      ],
    })),
  };
}
