import type { CustomSeriesOption } from 'echarts';
import type { ChangeBucket, ChangeRow } from '#shared/results/changes';
import { bucketLabels } from './bucket-labels';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, valueAxis } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type WaterfallSelect = { bucket: ChangeBucket };
type Step = ChangeRow & { size: number; before: number; after: number };

const rowHeight = 34;
/** These change no number of deals. */
const amountsOnly: readonly ChangeBucket[] = ['increased', 'decreased'];
const leavings: readonly ChangeBucket[] = ['moved-out', 'owner-out', 'won', 'lost', 'deleted'];

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
  const base = waterfallBase(rows, weight);
  const top = Math.max(base, ...steps.flatMap(({ before, after }) => [before, after]));
  return {
    height: steps.length * rowHeight + 28,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const step = Array.isArray(hit) ? undefined : steps[hit.dataIndex];
          return step ? tooltipOf(step, context) : '';
        },
      },
      grid: { left, right: 132, top: 0, bottom: 28, outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(context, weight === 'value' ? format.moneyShort : format.compact),
        min: base,
        max: top,
      },
      yAxis: nameAxis(names, left - 12, context),
      series: [
        {
          id: 'steps',
          type: 'custom',
          encode: { x: [1, 2], y: 0 },
          data: steps.map(({ before, after }, at) => [at, Math.max(base, before), after]),
          renderItem: (_, api) => drawStep(api, steps, write, theme),
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

/** Where the axis starts: at zero, unless the moves are small beside what was open all along. */
export function waterfallBase(rows: readonly ChangeRow[], weight: 'count' | 'value'): number {
  const levels = stepsOf(rows, weight).flatMap(({ bucket, before, after }) =>
    bucket === 'start' || bucket === 'end' ? [after] : [before, after],
  );
  const low = Math.min(0, ...levels) < 0 ? Math.min(...levels) : levels.length > 0 ? Math.min(...levels) : 0;
  const high = Math.max(0, ...levels);
  if (low < 0) return low;
  return low > 0.6 * high ? Math.max(0, low - (high - low) * 0.5 - high * 0.01) : 0;
}

function stepsOf(rows: readonly ChangeRow[], weight: 'count' | 'value'): Step[] {
  let level = 0;
  return rows
    .filter(({ bucket, count }) => count > 0 || bucket === 'start' || bucket === 'end')
    .filter(({ bucket }) => weight === 'value' || !amountsOnly.includes(bucket))
    .map((row) => {
      const size = weight === 'value' ? row.amount : leavings.includes(row.bucket) ? -row.count : row.count;
      const isTotal = row.bucket === 'start' || row.bucket === 'end';
      const before = isTotal ? 0 : level;
      level = isTotal ? size : level + size;
      return { ...row, size, before, after: level };
    });
}

type RenderApi = Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1];

function drawStep(
  api: RenderApi,
  steps: readonly Step[],
  write: (value: number) => string,
  theme: ChartTheme,
) {
  const at = Number(api.value(0));
  const step = steps[at];
  if (!step) return null;
  const [from = 0, y = 0] = api.coord([api.value(1), at]);
  const [to = 0] = api.coord([api.value(2), at]);
  const x = Math.min(from, to);
  const height = rowHeight - 12;
  const isLast = at === steps.length - 1;
  const isTotal = step.bucket === 'start' || step.bucket === 'end';
  const sign = !isTotal && step.size > 0 ? '+' : '';
  return {
    type: 'group' as const,
    children: [
      {
        type: 'rect' as const,
        shape: { x, y: y - height / 2, width: Math.max(1, Math.abs(to - from)), height, r: 2 },
        style: { fill: colorOf(step.bucket, theme) },
      },
      ...(isLast
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
          text: `${sign}${write(step.size)}`,
          fill: theme.text,
          font: `${isTotal ? 600 : 500} 13px ${theme.font}`,
          verticalAlign: 'middle' as const,
        },
      },
    ],
  };
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
