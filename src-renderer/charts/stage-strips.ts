import type { ScatterSeriesOption } from 'echarts';
import type { StaleAnswer, StalePoint, StaleStage } from '#shared/results/health';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, inTwoLines, nameLimit, nameWidth, valueAxis } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type StripSelect = { stage: string; pipeline: string };

const stripHeight = 72;
const gap = 24;
const top = 20;
/** Ages from a day on; what is younger stands at its edge. */
const youngest = 1;

/**
 * One strip a stage: each open deal by its days in the stage (across, in steps of ten times) and its amount (up), with the limit
 * to warn (dashed) and the one beyond which it is stale. Full dots are stale, rings are not; the colour goes with the win odds.
 */
export function stageStrips(
  { stages: all, points }: Pick<StaleAnswer, 'stages' | 'points'>,
  context: ChartContext,
): ChartModel<StripSelect> {
  const { theme, format } = context;
  const stages = all.filter(({ deals }) => deals > 0);
  const left = nameWidth(
    stages.flatMap(({ stage, stale, deals }) => [stage, sideOf(stale, deals, format)]),
    { min: 90, max: nameLimit(context.width) },
  );
  const longest = Math.max(
    100,
    ...points.map(({ days }) => days),
    ...stages.map(({ staleDays }) => staleDays ?? 0),
  );
  const amounts = points.flatMap(({ amount }) => (amount !== null && amount > 0 ? [amount] : []));
  const [least, most] = amounts.length > 0 ? [Math.min(...amounts), Math.max(...amounts)] : [1, 10];
  const lanes = stages.map((stage, at) => ({
    stage,
    at,
    points: points.filter((point) => point.stage === stage.stage && point.pipeline === stage.pipeline),
  }));
  const last = stages.length - 1;
  const place = (at: number) => top + at * (stripHeight + gap);
  return {
    height: place(stages.length) + 22,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const lane = Array.isArray(hit) ? undefined : lanes[Number(hit.seriesId?.slice(6))];
          const point = Array.isArray(hit) ? undefined : lane?.points[hit.dataIndex];
          return point ? tooltipOf(point, context) : '';
        },
      },
      title: lanes.map(({ stage, at }) => ({
        text: headOf(stage, left, format),
        left: 0,
        top: place(at) + 12,
        padding: 0,
        textStyle: {
          width: left,
          overflow: 'truncate' as const,
          rich: {
            name: {
              color: theme.text,
              fontSize: 13,
              fontWeight: 500,
              lineHeight: 16,
              fontFamily: theme.font,
            },
            side: {
              color: theme.muted,
              fontSize: 12,
              fontWeight: 400,
              lineHeight: 20,
              fontFamily: theme.font,
            },
          },
        },
      })),
      grid: lanes.map(({ at }) => ({
        left: left + 68,
        right: 20,
        top: place(at),
        height: stripHeight,
        outerBoundsMode: 'none' as const,
      })),
      xAxis: lanes.map(({ at }) => ({
        ...valueAxis(context, (value) => (at === last ? format.number(value) : '')),
        type: 'log' as const,
        gridIndex: at,
        min: youngest,
        max: longest * 1.15,
        axisLabel: {
          ...valueAxis(context, (value) => (at === last ? format.number(value) : '')).axisLabel,
          showMaxLabel: false,
        },
        axisLine: { show: true, lineStyle: { color: theme.line } },
      })),
      yAxis: lanes.map(({ at }) => ({
        ...valueAxis(context, (value) => format.moneyShort(value)),
        type: 'log' as const,
        gridIndex: at,
        min: least * 0.7,
        max: most * 1.4,
        splitNumber: 2,
        axisLabel: {
          ...valueAxis(context, (value) => format.moneyShort(value)).axisLabel,
          show: amounts.length > 0,
          showMinLabel: false,
          showMaxLabel: false,
        },
        splitLine: { show: amounts.length > 0, lineStyle: { color: theme.grid, width: 1 } },
      })),
      series: lanes.map(({ stage, at, points: own }) => ({
        id: `strip-${at}`,
        type: 'scatter',
        xAxisIndex: at,
        yAxisIndex: at,
        symbolSize: own.length > 200 ? 6 : 8,
        data: own.map((point) => ({
          value: [
            Math.max(point.days, youngest),
            point.amount !== null && point.amount > 0 ? point.amount : least * 0.8,
          ],
          itemStyle: styleOf(point, theme),
        })),
        markLine: limitLines(stage, context),
      })) satisfies ScatterSeriesOption[],
    },
    select: ({ seriesId }) => {
      const stage = stages[Number(seriesId.slice(6))];
      return stage ? { stage: stage.stage, pipeline: stage.pipeline } : null;
    },
    table: tableOf(all, context),
  };
}

/** The name, in two lines where it is long, over how many of its deals are stale. */
function headOf({ stage, stale, deals }: StaleStage, width: number, format: ChartContext['format']): string {
  const lines = inTwoLines(stage.replaceAll(/[{}|]/g, ' '), width).split('\n');
  return [...lines.map((line) => `{name|${line}}`), `{side|${sideOf(stale, deals, format)}}`].join('\n');
}

function sideOf(stale: number, deals: number, format: ChartContext['format']): string {
  return `${format.count(stale)} of ${format.count(deals)} stale`;
}

function limitLines({ warnDays, staleDays }: StaleStage, { theme, format }: ChartContext) {
  const line = (days: number, type: 'solid' | number[], text: string) => ({
    xAxis: Math.max(days, youngest),
    lineStyle: { color: theme.ink, width: 1.2, type },
    label: {
      show: text !== '',
      formatter: text,
      position: 'end' as const,
      distance: 3,
      color: theme.muted,
      fontSize: 11,
    },
  });
  const warns = warnDays !== null && warnDays !== staleDays;
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: [
      ...(warns && warnDays !== null ? [line(warnDays, [4, 3], '')] : []),
      ...(staleDays !== null ? [line(staleDays, 'solid', format.days(Math.round(staleDays)))] : []),
    ],
  };
}

/** From the blue of open deals, odds as at the beginning, to the red of lost ones, none left. */
function styleOf({ winOdds, stale }: StalePoint, theme: ChartTheme) {
  const color =
    winOdds === null ? theme.faint : mixed(theme.lost, theme.open, Math.min(1, Math.max(0, winOdds)));
  return stale
    ? { color: fade(color, 0.62), borderWidth: 0 }
    : { color: 'transparent', borderColor: fade(color, 0.75), borderWidth: 1.3 };
}

function mixed(from: string, to: string, share: number): string {
  const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const part = (at: number) => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share);
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`;
}

function tooltipOf(point: StalePoint, { format, theme }: ChartContext): string {
  return tooltipTable(
    point.name ?? point.id,
    [
      { label: 'Days in the stage', value: format.number(point.days, 0) },
      { label: 'Amount', value: format.money(point.amount) },
      { label: 'Win odds', value: format.fixed(point.winOdds, 2) },
      { label: 'Stale', value: point.stale ? 'yes' : 'no' },
    ],
    theme,
  );
}

function tableOf(stages: readonly StaleStage[], { format }: ChartContext) {
  const counts = ['Open', 'Stale', 'No move', 'No touch', 'Low odds', 'Snoozed', 'Warned'];
  const money = ['Stale amount', 'Still expected'];
  const days = ['Warn, days', 'Stale, days', 'Touch, days', 'Won stays'];
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...[...counts, ...money, ...days].map((label) => ({ label, numeric: true })),
    ],
    rows: stages.map((stage) => ({
      select: { stage: stage.stage, pipeline: stage.pipeline },
      cells: [
        textCell(stage.stage),
        ...[
          stage.deals,
          stage.stale,
          stage.noMove,
          stage.noTouch,
          stage.lowOdds,
          stage.snoozed,
          stage.warned,
        ].map((n) => numberCell(n, format.count)),
        ...[stage.staleAmount, stage.staleExpected].map((n) => numberCell(n, format.money)),
        ...[stage.warnDays, stage.staleDays].map((n) => numberCell(n, (v) => format.number(v, 0))),
        ...[stage.touchLimit, stage.n].map((n) => numberCell(n, format.count)),
      ],
    })),
  };
}
