import type { LineSeriesOption } from 'echarts';
import type { FanPoint, ForecastAnswer, PastPath } from '#shared/results/forecast';
import { daysBetween } from '#shared/time/day';
import { bandSeries } from './band';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { edgeLabels } from './edge-labels';
import { baseOption, fade, textWidth, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { targetLine } from './target-line';
import { tooltipTable } from './tooltip';

export type FanAnswer = Pick<
  ForecastAnswer,
  | 'fan'
  | 'past'
  | 'target'
  | 'asOf'
  | 'from'
  | 'to'
  | 'weeks'
  | 'week'
  | 'wonToDate'
  | 'p10'
  | 'p50'
  | 'p90'
  | 'grain'
>;
export type FanSelect = { part: 'won' };

const plotHeight = 300;
const top = 16;

/**
 * The period over its weeks: what was won, then the fan of what may have been won by each day (P10–P90 light, P25–P75 darker,
 * P50 as a line), past periods as thin grey paths behind, the target as a thin dark line.
 */
export function forecastFan(answer: FanAnswer, context: ChartContext): ChartModel<FanSelect> {
  const { theme, format, width } = context;
  const { fan, past, target, weeks } = answer;
  const place = (day: string) => placeOf(day, answer);
  const won = fan.filter((point) => point.won !== null);
  const ahead = fromToday(answer);
  const last = ahead.at(-1);
  const highest = niceEnd(
    Math.max(
      target ?? 0,
      answer.wonToDate,
      ...ahead.map(({ outlook }) => outlook?.p90 ?? 0),
      ...past.map(({ total }) => total),
    ),
  );
  const ends = endsOf(answer, context);
  const right = Math.max(64, ...ends.map(({ text }) => textWidth(text) * 0.95)) + 14;
  const yOf = (value: number) => top + plotHeight * (1 - value / highest);
  return {
    height: top + plotHeight + 44,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: theme.muted, type: 'solid' } },
        formatter: (hit) => {
          const first = Array.isArray(hit) ? hit[0] : hit;
          const x = Array.isArray(first?.value) ? Number(first.value[0]) : 0;
          return tooltipOf(x, answer, context);
        },
      },
      grid: { left: 60, right, top, height: plotHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        min: 0,
        max: weeks,
        interval: Math.max(1, Math.ceil(weeks / Math.max(4, Math.floor((width - right) / 46)))),
        name: weekWord(answer.grain),
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: theme.faint, fontSize: 11 },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: true, length: 4, lineStyle: { color: theme.line } },
        splitLine: { show: false },
        axisLabel: {
          color: theme.muted,
          fontSize: 11,
          formatter: (week: number) => (week === 0 ? '' : String(week)),
        },
      },
      yAxis: valueAxis(context, (v) => format.moneyShort(v), { max: highest, interval: highest / 4 }),
      graphic: edgeLabels(
        ends.map(({ text, value, color }) => ({ text, y: yOf(value), color })),
        { x: width - right + 8, min: top + 6, max: top + plotHeight - 6, font: theme.font },
      ),
      series: [
        ...past.map((path) => pathSeries(path, weeks, context)),
        bandSeries('wide', bandOf(ahead, place, 'p10', 'p90'), fade(theme.forecast, 0.12)),
        bandSeries('narrow', bandOf(ahead, place, 'p25', 'p75'), fade(theme.forecast, 0.24)),
        {
          id: 'median',
          type: 'line',
          symbol: 'none',
          data: ahead.map(({ day, outlook }) => [place(day), outlook?.p50 ?? 0]),
          lineStyle: { width: 2, color: theme.forecast },
          z: 5,
        },
        {
          id: 'won',
          type: 'line',
          symbol: 'none',
          triggerEvent: 'line',
          data: [[0, 0], ...won.map(({ day, won: value }) => [place(day), value ?? 0])],
          lineStyle: { width: 2.5, color: theme.won },
          z: 6,
          ...(last && won.length > 0 ? { markLine: todayLine(place(answer.asOf), context) } : {}),
        },
        {
          id: 'target',
          type: 'line',
          data: [],
          z: 7,
          ...targetLine(target, { axis: 'yAxis', position: 'insideStartTop' }, context),
        },
      ],
    },
    select: ({ seriesId }) => (seriesId === 'won' ? { part: 'won' } : null),
    table: fanTable(answer, context),
  };
}

/** What may come, from what is known on the as-of day on: there the fan has no width yet. */
function fromToday({ fan, asOf, wonToDate, week, from }: FanAnswer): FanPoint[] {
  const ahead = fan.filter((point) => point.outlook !== null && point.day > asOf);
  if (ahead.length === 0 || asOf < from) return ahead;
  const known = {
    mean: wonToDate,
    p10: wonToDate,
    p25: wonToDate,
    p50: wonToDate,
    p75: wonToDate,
    p90: wonToDate,
  };
  return [{ week, day: asOf, won: wonToDate, outlook: known }, ...ahead];
}

function weekWord(grain: FanAnswer['grain']): string {
  return grain === 'days' ? 'week' : `week of the ${grain}`;
}

/** Weeks from the beginning of the period to the end of a day. */
function placeOf(day: string, { from, to, weeks }: FanAnswer): number {
  const length = daysBetween(from, to) + 1;
  return Math.min(weeks, Math.max(0, ((daysBetween(from, day) + 1) / length) * weeks));
}

function bandOf(
  points: readonly FanPoint[],
  place: (day: string) => number,
  low: 'p10' | 'p25',
  high: 'p75' | 'p90',
): [number, number, number][] {
  return points.flatMap(({ day, outlook }): [number, number, number][] =>
    outlook ? [[place(day), outlook[low], outlook[high]]] : [],
  );
}

function pathSeries({ period, won }: PastPath, weeks: number, { theme }: ChartContext): LineSeriesOption {
  const step = weeks / Math.max(1, won.length);
  return {
    id: `past-${period}`,
    type: 'line',
    silent: true,
    symbol: 'none',
    data: [[0, 0], ...won.map((value, at) => [(at + 1) * step, value])],
    lineStyle: { width: 1, color: fade(theme.ink, 0.16) },
    z: 2,
  };
}

/** Where the fan ends, in figures; of a period that is over what it came to. */
function endsOf({ p10, p50, p90, wonToDate, fan }: FanAnswer, { theme, format }: ChartContext) {
  const write = format.moneyShort;
  if (fan.every(({ outlook }) => outlook === null) || p90 === p10)
    return [{ text: write(wonToDate), value: wonToDate, color: theme.won }];
  return [
    { text: `P90 ${write(p90)}`, value: p90, color: theme.muted },
    { text: `P50 ${write(p50)}`, value: p50, color: theme.forecast },
    { text: `P10 ${write(p10)}`, value: p10, color: theme.muted },
  ];
}

function todayLine(x: number, { theme }: ChartContext): NonNullable<LineSeriesOption['markLine']> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: theme.faint, type: [3, 3], width: 1 },
    label: { show: false },
    data: [{ xAxis: x }],
  };
}

function tooltipOf(x: number, answer: FanAnswer, { format, theme }: ChartContext): string {
  const near = [...answer.fan].sort(
    (a, b) => Math.abs(placeOf(a.day, answer) - x) - Math.abs(placeOf(b.day, answer) - x),
  )[0];
  if (!near) return '';
  const { won, outlook } = near;
  const rows = [
    ...(won === null ? [] : [{ label: 'Won', value: format.money(won), mark: theme.won }]),
    ...(outlook === null
      ? []
      : [
          { label: 'P90', value: format.money(outlook.p90) },
          { label: 'P50', value: format.money(outlook.p50), mark: theme.forecast },
          { label: 'P10', value: format.money(outlook.p10) },
        ]),
    ...pastAt(near.week, answer.past, format.money),
  ];
  return tooltipTable(`${format.day(near.day)}, week ${near.week}`, rows, theme);
}

/** What past periods had won by the end of the same week. */
function pastAt(week: number, past: readonly PastPath[], write: (value: number) => string) {
  const values = past.flatMap(({ won }) => won[week - 1] ?? []).sort((a, b) => a - b);
  const middle = values[Math.floor(values.length / 2)];
  return middle === undefined
    ? []
    : [{ label: `Past periods, middle of ${values.length}`, value: write(middle) }];
}

function fanTable({ fan }: FanAnswer, { format }: ChartContext): ChartModel<FanSelect>['table'] {
  const heads = ['Won', 'P10', 'P25', 'P50', 'P75', 'P90'];
  return {
    columns: [
      { label: 'Day', numeric: false },
      { label: 'Week', numeric: true },
      ...heads.map((label) => ({ label, numeric: true })),
    ],
    rows: fan.map(({ day, week, won, outlook }) => ({
      select: null,
      cells: [
        textCell(day),
        numberCell(week, format.count),
        numberCell(won, format.money),
        ...(['p10', 'p25', 'p50', 'p75', 'p90'] as const).map((name) =>
          numberCell(outlook?.[name], format.money),
        ),
      ],
    })),
  };
}
