import type { LineSeriesOption } from 'echarts';
import type { CohortsAnswer } from '#shared/results/cohorts';
import { ageTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { type CohortCell, type CohortLine, cohortLines, type Weight } from './cohort-cells';
import { ageText, ageTick, ageUnit, cohortLabel } from './cohort-labels';
import { edgeLabels } from './edge-labels';
import { baseOption, fade, panelTitle, textWidth } from './marks';
import { shareAxis, shareEnd } from './share-axis';
import { tooltipTable } from './tooltip';

export type CurveOptions = {
  /** What became of the deals whose share is drawn. */
  outcome: 'won' | 'lost';
  weight: Weight;
  /** The cohort drawn strongly, with its band and what it is expected to come to. */
  chosen: string | null;
  /** Only the newest so many cohorts. */
  most: number;
};
export type CohortSelect = { cohort: string };

const plotHeight = 288;
const top = 12;

/**
 * Share of each cohort won, or lost, by age, all from age 0: solid as far as it was seen in full, and of the chosen one dashed as it is
 * expected to go on, with bands. Only what was seen is drawn of the others.
 */
export function cohortCurves(
  answer: CohortsAnswer,
  { outcome, weight, chosen, most }: CurveOptions,
  context: ChartContext,
): ChartModel<CohortSelect> {
  const { theme, format, width } = context;
  const hue = theme[outcome];
  const lines = cohortLines(answer, outcome === 'won' ? 'rate' : 'lost-rate', weight).slice(-most);
  const seen = lines.filter((line) => line.cells.some(({ observed }) => observed));
  const strong = lines.find(({ cohort }) => cohort === chosen) ?? null;
  const label = strong ? cohortLabel(strong.cohort, answer, format) : '';
  const right = textWidth(label) + 20;
  const ages = Math.max(1, ...lines.map((line) => line.cells.length));
  const drawn = [...seen.flatMap(solid), ...(strong?.cells ?? [])];
  const highest = shareEnd(
    drawn.flatMap(({ value, high }) => [value, Math.min(high ?? 0, 1)]),
    0.004,
  );
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: ageTooltip((step) => tooltipOf(step - 1, lines, strong, { answer, hue }, context), context),
      title: [panelTitle(`Age in ${ageUnit(answer)}`, 44, top + plotHeight + 26, context)],
      grid: { left: 44, right, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        min: 0,
        max: ages,
        interval: Math.max(1, Math.ceil(ages / Math.max(3, Math.floor(width / 56)))),
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: true, length: 4, lineStyle: { color: theme.line } },
        splitLine: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          showMaxLabel: false,
          formatter: (step: number) => (step === 0 ? '0' : ageTick(step - 1, answer, format)),
        },
      },
      yAxis: shareAxis(highest, context),
      graphic: strong
        ? edgeLabels([endLabel(strong, label, { highest, hue }, context)], {
            x: width - right + 8,
            min: top + 6,
            max: top + plotHeight - 6,
            font: theme.font,
          })
        : [],
      series: [
        ...seen
          .filter((line) => line !== strong)
          .map((line, at, all) => curve(line, (at + 1) / all.length, context)),
        ...(strong ? strongSeries(strong, hue, context) : []),
      ],
    },
    select: ({ seriesId }) => {
      const cohort = seriesId.replace(/^(cohort|strong)-/, '');
      return lines.some((line) => line.cohort === cohort) ? { cohort } : null;
    },
    table: curveTable(lines, ages, answer, context),
  };
}

function solid(line: CohortLine): CohortCell[] {
  return line.cells.filter(({ observed }) => observed);
}

/** The younger a cohort, the darker its curve. */
function curve(line: CohortLine, youth: number, { theme }: ChartContext): LineSeriesOption {
  return {
    id: `cohort-${line.cohort}`,
    type: 'line',
    symbol: 'circle',
    symbolSize: 3,
    showSymbol: solid(line).length < 3,
    triggerEvent: 'line',
    data: [[0, 0], ...solid(line).map((cell) => [cell.bucket + 1, cell.value])],
    lineStyle: { width: 1.25, color: fade(theme.ink, 0.16 + 0.34 * youth) },
    itemStyle: { color: fade(theme.ink, 0.16 + 0.34 * youth) },
    emphasis: { focus: 'series', lineStyle: { width: 2 } },
    z: 2,
  };
}

function strongSeries(line: CohortLine, hue: string, { theme }: ChartContext): LineSeriesOption[] {
  const known = solid(line);
  const later = line.cells.filter(({ observed, projected }) => !observed && projected !== null);
  const last = known.at(-1);
  const from = last ? [last.bucket + 1, last.value] : [0, 0];
  const area = (
    id: string,
    color: string,
    cells: readonly CohortCell[],
    begin: readonly (number | null)[],
  ): LineSeriesOption[] => {
    const drawn = cells.filter(({ low, high }) => low !== null && high !== null);
    const base = {
      type: 'line' as const,
      silent: true,
      symbol: 'none',
      stack: id,
      lineStyle: { opacity: 0 },
      z: 3,
    };
    const start = begin[1] ?? 0;
    return [
      {
        ...base,
        id: `${id}-low`,
        data: [[begin[0] ?? 0, start], ...drawn.map((cell) => [cell.bucket + 1, cell.low])],
      },
      {
        ...base,
        id: `${id}-high`,
        areaStyle: { color },
        data: [
          [begin[0] ?? 0, 0],
          ...drawn.map((cell) => [cell.bucket + 1, (cell.high ?? 0) - (cell.low ?? 0)]),
        ],
      },
    ];
  };
  return [
    ...area('seen', fade(hue, 0.16), known, [0, 0]),
    ...area('expected', fade(theme.forecast, 0.2), later, from),
    {
      id: `strong-${line.cohort}`,
      type: 'line',
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: known.length < 8,
      data: [[0, 0], ...known.map((cell) => [cell.bucket + 1, cell.value])],
      lineStyle: { width: 2.5, color: hue },
      itemStyle: { color: hue },
      z: 5,
    },
    {
      id: `expected-${line.cohort}`,
      type: 'line',
      symbol: 'none',
      silent: true,
      data: later.length > 0 ? [[...from], ...later.map((cell) => [cell.bucket + 1, cell.value])] : [],
      lineStyle: { width: 2, color: theme.forecast, type: [5, 4] },
      itemStyle: { color: theme.forecast },
      z: 5,
    },
  ];
}

function endLabel(
  line: CohortLine,
  text: string,
  { highest, hue }: { highest: number; hue: string },
  { theme }: ChartContext,
) {
  const end = line.cells.filter(({ observed, projected }) => observed || projected !== null).at(-1);
  const y = top + plotHeight * (1 - Math.min(1, (end?.value ?? 0) / highest));
  return { text, y, color: end && !end.observed ? theme.forecast : hue };
}

function tooltipOf(
  at: number,
  lines: readonly CohortLine[],
  strong: CohortLine | null,
  { answer, hue }: { answer: CohortsAnswer; hue: string },
  { format, theme }: ChartContext,
): string {
  if (at < 0) return '';
  const others = lines
    .filter((line) => line !== strong && line.cells[at]?.observed)
    .slice(-6)
    .reverse();
  const cell = strong?.cells[at];
  const band =
    cell && cell.low !== null && cell.high !== null
      ? ` (${format.percentRange(cell.low, cell.high, 1)})`
      : '';
  return tooltipTable(
    `By the end of ${ageText(at, answer, format)}`,
    [
      ...(strong && cell
        ? [
            {
              label: `${cohortLabel(strong.cohort, answer, format)}${cell.observed ? '' : ', expected'}`,
              value: `${format.percent(cell.value, 1)}${band}`,
              mark: cell.observed ? hue : theme.forecast,
            },
          ]
        : []),
      ...others.map((line) => ({
        label: cohortLabel(line.cohort, answer, format),
        value: format.percent(line.cells[at]?.value, 1),
        mark: theme.faint,
      })),
    ],
    theme,
  );
}

function curveTable(
  lines: readonly CohortLine[],
  ages: number,
  answer: CohortsAnswer,
  { format }: ChartContext,
): ChartModel<CohortSelect>['table'] {
  const buckets = Array.from({ length: ages }, (_, bucket) => bucket);
  const share = (value: number | null | undefined) => format.percent(value, 1);
  return {
    columns: [
      { label: 'Cohort', numeric: false },
      ...buckets.map((bucket) => ({ label: `By ${ageText(bucket, answer, format)}`, numeric: true })),
    ],
    rows: lines.map((line) => ({
      select: { cohort: line.cohort },
      cells: [
        textCell(cohortLabel(line.cohort, answer, format)),
        ...buckets.map((bucket) => {
          const cell = line.cells[bucket];
          if (!cell || cell.value === null) return { text: '', value: null };
          const band =
            cell.low === null || cell.high === null
              ? ''
              : ` (${format.percentRange(cell.low, cell.high, 0)})`;
          return {
            ...numberCell(cell.value, share),
            text: `${share(cell.value)}${band}${cell.observed ? '' : cell.projected ? ' expected' : ' so far'}`,
          };
        }),
      ],
    })),
  };
}
