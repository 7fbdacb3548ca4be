import type { CustomSeriesOption } from 'echarts';
import type { CohortsAnswer } from '#shared/results/cohorts';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import {
  type CohortCell,
  type CohortLine,
  type CohortMeasure,
  cohortLines,
  seen,
  type Weight,
} from './cohort-cells';
import { ageText, ageTick, ageUnit, cohortLabel } from './cohort-labels';
import { hatchLines } from './hatch-lines';
import { baseOption, fade, nameWidth, panelTitle, textWidth } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type TriangleSelect = { cohort: string; bucket: number | null };
export type TriangleOptions = {
  measure: CohortMeasure;
  weight: Weight /** Only the newest so many cohorts, and as many ages. */;
  most: number;
};

const rowHeight = 26;
const lowRow = 18;
const top = 40;
const gap = 16;

/**
 * Cohorts by age as a heat map, the oldest on top: the more, the deeper. Solid cells were seen in full; hatched ones are what is
 * expected, or where nothing is projected what has come so far.
 */
export function cohortTriangle(
  answer: CohortsAnswer,
  options: TriangleOptions,
  context: ChartContext,
): ChartModel<TriangleSelect> {
  const { theme, format, width } = context;
  const lines = cohortLines(answer, options.measure, options.weight).slice(-options.most);
  const ages = Math.min(Math.max(1, ...lines.map((line) => line.cells.length)), options.most);
  const cells = lines.flatMap((line, row) => line.cells.slice(0, ages).map((cell) => ({ cell, row })));
  const names = lines.map((line) => cohortLabel(line.cohort, answer, format));
  const sizes = lines.map((line) => sizeText(line, options.weight, context));
  const name = nameWidth(names, { max: 96 });
  const left = name + gap + nameWidth(sizes, { max: 80 });
  const cellWidth = (width - left) / ages;
  const height = lines.length > 30 ? lowRow : rowHeight;
  const labels = cells.map(({ cell }) => cellText(cell, options, context));
  const isLabelled = height === rowHeight && cellWidth >= Math.max(0, ...labels.map(textWidth)) + 4;
  const most = Math.max(0, ...cells.map(({ cell }) => cell.value ?? 0));
  return {
    height: top + lines.length * height + 8,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(
        cells,
        (found) => tooltipOf(found.cell, lines[found.row]!, answer, options, context),
        context,
      ),
      title: [
        panelTitle(`Age in ${ageUnit(answer)}`, left, 2, context),
        panelTitle(options.weight === 'value' ? 'Value' : 'Deals', left - gap + 4, 2, context, true),
      ],
      grid: { left, right: 0, top, height: lines.length * height, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        position: 'top',
        data: Array.from({ length: ages }, (_, bucket) => ageTick(bucket, answer, format)),
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          margin: 6,
          interval: Math.max(0, Math.ceil(28 / cellWidth) - 1),
        },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          interval: 0,
          align: 'left',
          margin: left,
          formatter: (label: string, at: number) => `{name|${label}}{size|${sizes[at] ?? ''}}`,
          rich: {
            name: { color: theme.text, fontSize: 13, width: name, align: 'left' },
            size: { color: theme.muted, fontSize: 12, width: left - name - gap + 4, align: 'right' },
          },
        },
      },
      series: [
        {
          id: 'cells',
          type: 'custom',
          data: cells.map(({ cell, row }) => [cell.bucket, row]),
          renderItem: cellMark(
            cells.map(({ cell }) => cell),
            isLabelled ? labels : [],
            most,
            options.measure,
            theme,
          ),
        },
      ],
    },
    select: ({ dataIndex }) => {
      const cell = cells[dataIndex]?.cell;
      return cell?.row ? { cohort: cell.cohort, bucket: cell.bucket } : null;
    },
    table: triangleTable(lines, ages, answer, options, context),
  };
}

function sizeText(line: CohortLine, weight: Weight, { format }: ChartContext): string {
  return weight === 'value' ? format.moneyShort(line.value) : format.count(line.deals);
}

/** The deepest tint on which the text of the theme can still be read. */
const deepest = { light: 0.78, dark: 0.46 };

function cellMark(
  cells: readonly CohortCell[],
  labels: readonly string[],
  most: number,
  measure: CohortMeasure,
  theme: ChartTheme,
): NonNullable<CustomSeriesOption['renderItem']> {
  const hue = measure === 'lost' ? theme.lost : theme.won;
  return ({ dataIndex }, api) => {
    const cell = cells[dataIndex];
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const [w = 0, h = 0] = [api.size?.([1, 1])].flat() as number[];
    const shape = {
      x: x - w / 2 + 0.5,
      y: y - h / 2 + 0.5,
      width: Math.max(0, w - 1),
      height: Math.max(0, h - 1),
    };
    const heat = most > 0 ? Math.max(0, cell?.value ?? 0) / most : 0;
    const tint = 0.05 + heat * (deepest[theme.mode] - 0.05);
    const observed = cell?.observed ?? false;
    const rect = {
      type: 'rect' as const,
      shape: { ...shape, r: 2 },
      style: { fill: fade(hue, observed ? tint : tint * 0.5) },
      emphasis: { style: { stroke: theme.text, lineWidth: 1.5 } },
    };
    const hatching = observed
      ? []
      : [
          {
            type: 'path' as const,
            shape: { pathData: hatchLines(shape, 7) },
            style: { stroke: fade(hue, 0.22 + 0.3 * heat), lineWidth: 1, fill: 'none' },
            silent: true,
          },
        ];
    const text = labels[dataIndex];
    const label = text
      ? [
          {
            type: 'text' as const,
            silent: true,
            style: {
              text,
              x: shape.x + shape.width / 2,
              y: shape.y + shape.height / 2 + 0.5,
              align: 'center' as const,
              verticalAlign: 'middle' as const,
              fill: theme.text,
              font: `${observed ? 500 : 400} 12px ${theme.font}`,
            },
          },
        ]
      : [];
    return { type: 'group' as const, children: [rect, ...hatching, ...label] };
  };
}

function cellText(cell: CohortCell, { measure, weight }: TriangleOptions, { format }: ChartContext): string {
  if (cell.value === null) return '';
  if (measure === 'rate') return format.percent(cell.value);
  return weight === 'value' ? format.compact(cell.value) : format.count(Math.round(cell.value));
}

const words = { won: 'won', lost: 'lost', rate: 'won' } as const;

function tooltipOf(
  cell: CohortCell,
  line: CohortLine,
  answer: CohortsAnswer,
  { measure, weight }: TriangleOptions,
  { format, theme }: ChartContext,
): string {
  const write = (value: number | null) =>
    weight === 'value' ? format.money(value) : format.number(value, 1);
  const rate = (value: number | null) => format.percent(value, 1);
  const shown = measure === 'rate' ? rate : write;
  const { row, projected } = cell;
  const title = `${cohortLabel(cell.cohort, answer, format)}, by the end of ${ageText(cell.bucket, answer, format)}`;
  const soFar = row ? seen(row, measure, weight) : null;
  const band =
    cell.low !== null && cell.high !== null
      ? [{ label: '95% interval', value: `${shown(cell.low)}–${shown(cell.high)}` }]
      : [];
  const state = row && !cell.observed ? ', not seen in full' : '';
  return tooltipTable(
    title + state,
    [
      ...(row && measure !== 'rate'
        ? [
            {
              label: cell.observed ? `Deals ${words[measure]}` : `${words[measure]} so far`,
              value: shown(soFar),
              mark: measure === 'lost' ? theme.lost : theme.won,
            },
          ]
        : []),
      ...(row && measure === 'rate'
        ? [{ label: 'Share won', value: rate(row.wonRate), mark: theme.won }]
        : []),
      ...(row && !cell.observed && measure === 'rate' ? [{ label: 'So far', value: rate(row.naive) }] : []),
      ...(projected && !cell.observed ? [{ label: 'Expected', value: shown(cell.value) }] : []),
      ...band,
      ...(row ? outcomes(row, format) : []),
      { label: 'Deals created', value: format.count(line.deals) },
    ],
    theme,
  );
}

function outcomes(row: NonNullable<CohortCell['row']>, format: ChartContext['format']) {
  return [
    {
      label: 'Won · lost · open',
      value: [row.won, row.lost, row.open].map((n) => format.count(n)).join(' · '),
    },
  ];
}

/** One row a cohort; what was not seen in full has its band, and how far it was seen stands in a column of its own. */
function triangleTable(
  lines: readonly CohortLine[],
  ages: number,
  answer: CohortsAnswer,
  options: TriangleOptions,
  context: ChartContext,
): ChartModel<TriangleSelect>['table'] {
  const { format } = context;
  const buckets = Array.from({ length: ages }, (_, bucket) => bucket);
  return {
    columns: [
      { label: 'Cohort', numeric: false },
      { label: 'Deals', numeric: true },
      { label: 'Seen in full to', numeric: true },
      ...buckets.map((bucket) => ({ label: `By ${ageText(bucket, answer, format)}`, numeric: true })),
    ],
    rows: lines.map((line) => {
      const last = line.cells.filter((cell) => cell.observed).at(-1);
      return {
        select: { cohort: line.cohort, bucket: null },
        cellSelects: [
          null,
          null,
          null,
          ...buckets.map((bucket) => (line.cells[bucket]?.row ? { cohort: line.cohort, bucket } : null)),
        ],
        cells: [
          { text: cohortLabel(line.cohort, answer, format), value: line.cohort },
          numberCell(line.deals, format.count),
          textCell(last ? ageText(last.bucket, answer, format) : null),
          ...buckets.map((bucket) => {
            const cell = line.cells[bucket];
            const value = cell?.value ?? null;
            return { value, text: cell && value !== null ? tableText(cell, options, context) : '' };
          }),
        ],
      };
    }),
  };
}

function tableText(cell: CohortCell, options: TriangleOptions, context: ChartContext): string {
  const text = cellText(cell, options, context);
  if (cell.observed) return text;
  if (cell.low === null || cell.high === null) return `${text} so far`;
  const bound = (value: number) => cellText({ ...cell, value }, options, context);
  return `${text} (${bound(cell.low)}–${bound(cell.high)})`;
}
