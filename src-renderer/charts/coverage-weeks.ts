import type { CoverageNeed, CoverageWeek } from '#shared/results/coverage';
import { bandSeries } from './band';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { edgeLabels } from './edge-labels';
import { baseOption, fade, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

const plotHeight = 220;
const top = 12;

/** Coverage by week, with what past periods needed with as many days left: a band from P20 to P80 and the median. */
export function coverageWeeks(
  weeks: readonly CoverageWeek[],
  need: 'needed' | 'neededWithRest',
  context: ChartContext,
): ChartModel<never> {
  const { theme, format, width } = context;
  const seen = weeks.filter(({ coverage }) => coverage !== null);
  const needed = weeks.filter((week) => week[need].needed !== null);
  const max = axisEnd(weeks, need);
  const right = 84;
  const place = (week: CoverageWeek) => -week.daysLeft / 7;
  const first = Math.min(0, ...weeks.map(place));
  const yOf = (value: number) => top + plotHeight * (1 - Math.min(1, value / max));
  const [lastSeen, lastNeed] = [seen.at(-1), needed.at(-1)];
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: theme.muted, type: 'solid' } },
        formatter: (hit) => {
          const one = Array.isArray(hit) ? hit[0] : hit;
          const x = Array.isArray(one?.value) ? Number(one.value[0]) : 0;
          const near = [...weeks].sort((a, b) => Math.abs(place(a) - x) - Math.abs(place(b) - x))[0];
          return near ? tooltipOf(near, need, context) : '';
        },
      },
      grid: { left: 44, right, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        min: first,
        max: 0,
        interval: Math.max(1, Math.ceil(-first / Math.max(4, Math.floor((width - right) / 46)))),
        name: 'weeks left',
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: theme.faint, fontSize: 11 },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: true, length: 4, lineStyle: { color: theme.line } },
        splitLine: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          formatter: (left: number) => format.number(Math.abs(left), 0),
        },
      },
      yAxis: valueAxis(context, (v) => times(v, context), { max, interval: max / 4 }),
      graphic: edgeLabels(
        [
          ...(lastSeen?.coverage == null
            ? []
            : [
                {
                  text: `Is ${times(lastSeen.coverage, context)}`,
                  y: yOf(lastSeen.coverage),
                  color: theme.open,
                },
              ]),
          ...(lastNeed?.[need].needed == null
            ? []
            : [{ text: 'Needed', y: yOf(lastNeed[need].needed), color: theme.muted }]),
        ],
        { x: width - right + 8, min: top + 6, max: top + plotHeight - 6, font: theme.font },
      ),
      series: [
        bandSeries(
          'band',
          needed.flatMap((week): [number, number, number][] => {
            const { low, high, needed: middle } = week[need];
            return middle === null ? [] : [[place(week), low ?? middle, Math.min(max, high ?? max)]];
          }),
          fade(theme.ink, 0.1),
        ),
        {
          id: 'needed',
          type: 'line',
          symbol: 'none',
          data: needed.map((week) => [place(week), Math.min(max, week[need].needed ?? max)]),
          lineStyle: { width: 1.5, color: theme.muted, type: [6, 3] },
          z: 4,
        },
        {
          id: 'coverage',
          type: 'line',
          symbol: 'circle',
          symbolSize: 5,
          data: seen.map((week) => [place(week), Math.min(max, week.coverage ?? 0)]),
          lineStyle: { width: 2.5, color: theme.open },
          itemStyle: { color: theme.open },
          z: 6,
        },
      ],
    },
    select: () => null,
    table: coverageTable(weeks, context),
  };
}

/** `3.2×`, without a digit after the point from 100 on. */
export function times(value: number | null, { format }: Pick<ChartContext, 'format'>): string {
  return value === null ? '–' : `${value >= 100 ? format.number(value, 0) : format.fixed(value)}×`;
}

/** Needs grow beyond all measure in the last days: the axis ends where most of what is shown lies. */
function axisEnd(weeks: readonly CoverageWeek[], need: 'needed' | 'neededWithRest'): number {
  const coverages = weeks.flatMap(({ coverage }) => coverage ?? []);
  const needs = weeks.flatMap((week) => week[need].needed ?? []).sort((a, b) => a - b);
  const usual = needs[Math.floor(needs.length * 0.6)] ?? 0;
  const recent = coverages.at(-1) ?? 0;
  return Math.max(4, Math.ceil((Math.max(usual * 1.6, recent * 1.25) / 4) * 1) * 4);
}

function tooltipOf(week: CoverageWeek, need: 'needed' | 'neededWithRest', context: ChartContext): string {
  const { format, theme } = context;
  const { needed, low, high, periods } = week[need];
  return tooltipTable(
    `${format.day(week.day)}, ${format.count(week.daysLeft)} days left`,
    [
      ...(week.coverage === null
        ? []
        : [{ label: 'Coverage', value: times(week.coverage, context), mark: theme.open }]),
      ...(week.due === null ? [] : [{ label: 'Open and due', value: format.money(week.due) }]),
      { label: `Needed, ${periods} past periods`, value: times(needed, context) },
      { label: 'P20–P80', value: low === null ? '–' : `${times(low, context)} – ${times(high, context)}` },
    ],
    theme,
  );
}

function coverageTable(weeks: readonly CoverageWeek[], context: ChartContext): ChartModel<never>['table'] {
  const { format } = context;
  const write = (value: number | null | undefined) => times(value ?? null, context);
  const needs = ({ needed, low, high }: CoverageNeed) =>
    [needed, low, high].map((value) => numberCell(value, write));
  const heads = [
    'Days left',
    'Open and due',
    'Won to date',
    'Coverage',
    'Needed',
    'P20',
    'P80',
    'With the rest',
    'P20 ',
    'P80 ',
  ];
  return {
    columns: [{ label: 'Day', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
    rows: weeks.map((week) => ({
      select: null,
      cells: [
        textCell(week.day),
        numberCell(week.daysLeft, format.count),
        numberCell(week.due, format.money),
        numberCell(week.wonToDate, format.money),
        numberCell(week.coverage, write),
        ...needs(week.needed),
        ...needs(week.neededWithRest),
      ],
    })),
  };
}
