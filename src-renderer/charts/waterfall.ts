import type { CustomSeriesOption } from 'echarts';
import type { ChangeBucket, ChangeRow } from '#shared/results/changes';
import { markTooltip } from './axis-tooltip';
import { bucketLabels, leavings } from './bucket-labels';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, textWidth, valueAxis } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type WaterfallSelect = { bucket: ChangeBucket };
type Step = ChangeRow & { size: number; before: number; after: number };

const rowHeight = 34;
/** These change no number of deals. */
const amountsOnly: readonly ChangeBucket[] = ['increased', 'decreased'];

/**
 * Start, what came and went, and end of the open pipeline: one bar a bucket, each from where the one before ended, with a
 * line from bar to bar. Buckets without deals are left out.
 */
export function waterfall(
  rows: readonly ChangeRow[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<WaterfallSelect> {
  const { theme, format, width } = context;
  const steps = stepsOf(rows, weight);
  const names = steps.map(({ bucket }) => bucketLabels[bucket]);
  const left = nameWidth(names, { max: Math.min(180, width * 0.36) }) + 12;
  const write = weight === 'value' ? format.moneyShort : format.count;
  const { base, top, interval } = extentOf(steps);
  const label = (step: Step) => `${!isTotal(step) && step.size > 0 ? '+' : ''}${write(step.size)}`;
  const right = Math.max(48, ...steps.map((step) => textWidth(label(step)))) + 20;
  const cut = base > 0;
  // Where bars are cut the axis tells nothing that the figures beside the bars do not.
  const bottom = cut ? 4 : 28;
  return {
    height: steps.length * rowHeight + bottom,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(steps, (step) => tooltipOf(step, context), context),
      grid: { left, right, top: 0, bottom, outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(context, weight === 'value' ? format.moneyShort : format.compact),
        min: base,
        max: top,
        interval,
        show: !cut,
      },
      yAxis: nameAxis(names, left - 12, context),
      series: [
        {
          id: 'steps',
          type: 'custom',
          encode: { x: [1, 2], y: 0 },
          data: steps.map(({ before, after }, at) => [at, Math.max(base, before), after]),
          renderItem: (_, api) => drawStep(api, { steps, label, cut }, theme),
        },
      ],
    },
    select: ({ dataIndex }) => {
      const step = steps[dataIndex];
      return step ? { bucket: step.bucket } : null;
    },
    table: {
      columns: [
        { label: 'Change', numeric: false },
        { label: 'Deals', numeric: true },
        { label: 'Amount', numeric: true },
      ],
      rows: steps.map(({ bucket, count, amount }) => ({
        select: { bucket },
        cells: [
          textCell(bucketLabels[bucket]),
          numberCell(count, format.count),
          numberCell(amount, format.money),
        ],
      })),
    },
  };
}

/** Whether bars of what was open are cut, because the moves are small beside it. */
export function isCut(rows: readonly ChangeRow[], weight: 'count' | 'value'): boolean {
  return extentOf(stepsOf(rows, weight)).base > 0;
}

/** Ends of the axis on human steps: from zero, unless the moves take up little of what was open all along. */
function extentOf(steps: readonly Step[]): { base: number; top: number; interval: number } {
  const levels = steps.flatMap((step) => (isTotal(step) ? [step.after] : [step.before, step.after]));
  const low = Math.min(...levels, Number.POSITIVE_INFINITY);
  const high = Math.max(0, ...levels);
  const isSmall = low > 0.6 * high && high > low;
  const from = isSmall ? low - (high - low) * 0.4 : Math.min(0, low);
  const interval = humanStep((high - from) / 6);
  return {
    base: Math.floor(from / interval) * interval,
    top: Math.ceil(high / interval) * interval,
    interval,
  };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least as large. */
function humanStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].find((times) => times * power >= least) ?? 10;
  return Math.max(1, step * power);
}

function isTotal({ bucket }: Step): boolean {
  return bucket === 'start' || bucket === 'end';
}

function stepsOf(rows: readonly ChangeRow[], weight: 'count' | 'value'): Step[] {
  let level = 0;
  return rows
    .filter(({ bucket, count }) => count > 0 || bucket === 'start' || bucket === 'end')
    .filter(({ bucket }) => weight === 'value' || !amountsOnly.includes(bucket))
    .map((row) => {
      const size = weight === 'value' ? row.amount : leavings.includes(row.bucket) ? -row.count : row.count;
      const total = row.bucket === 'start' || row.bucket === 'end';
      const before = total ? 0 : level;
      level = total ? size : level + size;
      return { ...row, size, before, after: level };
    });
}

type RenderApi = Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1];

type Drawn = { steps: readonly Step[]; label: (step: Step) => string; cut: boolean };

function drawStep(api: RenderApi, { steps, label, cut }: Drawn, theme: ChartTheme) {
  const at = Number(api.value(0));
  const step = steps[at];
  if (!step) return null;
  const [from = 0, y = 0] = api.coord([api.value(1), at]);
  const [to = 0] = api.coord([api.value(2), at]);
  const x = Math.min(from, to);
  const height = rowHeight - 12;
  return {
    type: 'group' as const,
    children: [
      {
        type: 'rect' as const,
        shape: { x, y: y - height / 2, width: Math.max(1, Math.abs(to - from)), height, r: 2 },
        style: { fill: colorOf(step.bucket, theme) },
      },
      ...(cut && isTotal(step) && to - from > 40 ? [breakMark(from + 14, y, height, theme)] : []),
      ...(at === steps.length - 1
        ? []
        : [
            {
              type: 'line' as const,
              silent: true,
              shape: { x1: to, x2: to, y1: y - height / 2, y2: y + rowHeight + height / 2 },
              style: { stroke: theme.faint, lineWidth: 1 },
            },
          ]),
      {
        type: 'text' as const,
        silent: true,
        x: Math.max(from, to) + 8,
        y,
        style: {
          text: label(step),
          fill: theme.text,
          font: `${isTotal(step) ? 600 : 500} 13px ${theme.font}`,
          verticalAlign: 'middle' as const,
        },
      },
    ],
  };
}

/** Two slanted gaps: the bar is longer than drawn. */
function breakMark(x: number, y: number, height: number, theme: ChartTheme) {
  const stroke = (at: number) => ({
    type: 'line' as const,
    silent: true,
    shape: { x1: at - 4, y1: y + height / 2 + 1, x2: at + 4, y2: y - height / 2 - 1 },
    style: { stroke: theme.surface, lineWidth: 2.5 },
  });
  return { type: 'group' as const, silent: true, children: [stroke(x), stroke(x + 7)] };
}

function colorOf(bucket: ChangeBucket, theme: ChartTheme): string {
  if (bucket === 'won') return theme.won;
  if (bucket === 'lost') return theme.lost;
  return bucket === 'start' || bucket === 'end' ? theme.open : theme.bar;
}

function tooltipOf({ bucket, count, amount }: Step, { format, theme }: ChartContext): string {
  const rows = [
    { label: 'Deals', value: format.count(count) },
    { label: 'Amount', value: format.money(amount) },
  ];
  return tooltipTable(bucketLabels[bucket], rows, theme);
}
