import type { ForecastAnswer } from '#shared/results/forecast';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { targetLine } from './target-line';
import { tooltipTable } from './tooltip';
import { whiskerSeries } from './whiskers';

export type OutlookBarAnswer = Pick<
  ForecastAnswer,
  'wonToDate' | 'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'target'
>;

/** Won as a bar, the outlook as a band from P10 to P90 with P50 in it, the target as a line. */
export function outlookBar(answer: OutlookBarAnswer, context: ChartContext): ChartModel<never> {
  const { theme, format } = context;
  const { wonToDate, p10, p25, p50, p75, p90, target } = answer;
  const highest = niceEnd(Math.max(p90, wonToDate, target ?? 0));
  const hasBand = p90 > p10;
  return {
    height: 84,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: () => tooltipTable('Outlook', rowsOf(answer, context), theme),
      },
      grid: { left: 8, right: 20, top: 22, height: 30, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (v) => format.moneyShort(v), { max: highest, interval: highest / 4 }),
      yAxis: { type: 'category', data: [''], show: false },
      series: [
        {
          id: 'won',
          type: 'bar',
          barWidth: 22,
          data: [wonToDate],
          itemStyle: { color: theme.won, borderRadius: [0, 3, 3, 0] },
          ...targetLine(target, { axis: 'xAxis', position: 'end' }, context),
        },
        whiskerSeries('wide', hasBand ? [[p10, p90, 0]] : [], {
          color: fade(theme.forecast, 0.24),
          width: 22,
          cap: 0,
        }),
        whiskerSeries('narrow', hasBand ? [[p25, p75, 0]] : [], {
          color: fade(theme.forecast, 0.4),
          width: 22,
          cap: 0,
        }),
        {
          id: 'median',
          type: 'scatter',
          symbol: 'rect',
          symbolSize: [3, 22],
          z: 8,
          data: hasBand ? [[p50, 0]] : [],
          itemStyle: { color: theme.forecast },
        },
      ],
    },
    select: () => null,
    table: {
      columns: [
        { label: 'Figure', numeric: false },
        { label: 'Amount', numeric: true },
      ],
      rows: rowsOf(answer, context).map(({ label, value }) => ({
        select: null,
        cells: [textCell(label), { text: value, value }],
      })),
    },
  };
}

function rowsOf({ wonToDate, p10, p50, p90, target }: OutlookBarAnswer, { format, theme }: ChartContext) {
  const row = (label: string, amount: number | null, mark?: string) => ({
    label,
    value: numberCell(amount, format.money).text,
    ...(mark ? { mark } : {}),
  });
  return [
    row('Won to date', wonToDate, theme.won),
    row('P10', p10),
    row('P50', p50, theme.forecast),
    row('P90', p90),
    ...(target === null ? [] : [row('Target', target)]),
  ];
}
