import type { ForecastAnswer, ForecastComponent } from '#shared/results/forecast';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, hatch, nameAxis, nameLimit, nameWidth, ticksFor, valueAxis } from './marks';
import { niceEnd } from './nice-end';
import { targetLine } from './target-line';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';
import { whiskerSeries } from './whiskers';

export type CompositionAnswer = Pick<ForecastAnswer, 'components' | 'mean' | 'p10' | 'p90' | 'target'>;
export type CompositionSelect = { component: 'won' | 'open'; stage: string | null };
type Step = { name: string; from: number; to: number; component: ForecastComponent | null };

const rowHeight = 34;
const top = 20;

/** How the mean is built up: won, open by stage, still to be created, each bar from where the one before ends. */
export function forecastComposition(
  answer: CompositionAnswer,
  context: ChartContext,
): ChartModel<CompositionSelect> {
  const { theme, format, width } = context;
  const { mean, p10, p90, target } = answer;
  const steps = stepsOf(answer);
  const names = steps.map(({ name }) => name);
  const left = nameWidth(names, { max: nameLimit(width) }) + 12;
  const highest = niceEnd(Math.max(p90, mean, target ?? 0, ...steps.map(({ to }) => to)));
  return {
    height: top + steps.length * rowHeight + 28,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const step = Array.isArray(hit) ? undefined : steps[hit.dataIndex];
          return step ? tooltipOf(step, answer, context) : '';
        },
      },
      grid: { left, right: 92, top, height: steps.length * rowHeight, outerBoundsMode: 'none' },
      xAxis: valueAxis(context, (v) => format.moneyShort(v), {
        max: highest,
        interval: highest / (ticksFor(width - left - 92, format.moneyShort(highest)) < 4 ? 2 : 4),
      }),
      yAxis: nameAxis(names, left - 12, context),
      series: [
        {
          id: 'before',
          type: 'bar',
          stack: 'all',
          barWidth: 18,
          silent: true,
          itemStyle: { color: 'transparent' },
          data: steps.map(({ from }) => from),
        },
        {
          id: 'part',
          type: 'bar',
          stack: 'all',
          barWidth: 18,
          data: steps.map((step) => ({ value: step.to - step.from, itemStyle: styleOf(step, theme) })),
          label: {
            show: true,
            position: 'right',
            distance: 8,
            color: theme.text,
            fontSize: 13,
            fontWeight: 500,
            textBorderColor: theme.surface,
            textBorderWidth: 3,
            formatter: (hit) => {
              const step = steps[hit.dataIndex];
              // The mean stands behind its whisker.
              return step?.component ? format.moneyShort(step.to - step.from) : '';
            },
          },
          ...targetLine(target, { axis: 'xAxis', position: 'start' }, context),
        },
        whiskerSeries('range', p90 > p10 ? [[p10, p90, steps.length - 1]] : [], { color: theme.ink }),
        {
          id: 'mean',
          type: 'bar',
          barWidth: 18,
          barGap: '-100%',
          silent: true,
          itemStyle: { color: 'transparent' },
          data: steps.map((step) => (step.component ? null : Math.max(p90, mean))),
          label: {
            show: true,
            position: 'right',
            distance: 8,
            color: theme.text,
            fontSize: 13,
            fontWeight: 600,
            formatter: () => format.moneyShort(mean),
          },
        },
      ],
    },
    select: ({ dataIndex }) => {
      const component = steps[dataIndex]?.component;
      return component && component.component !== 'new'
        ? { component: component.component, stage: component.stage }
        : null;
    },
    table: compositionTable(answer, context),
  };
}

function nameOf({ component, stage }: ForecastComponent): string {
  if (component === 'won') return 'Won to date';
  return component === 'new' ? 'Not yet created' : (stage ?? 'Open');
}

function stepsOf({ components, mean }: CompositionAnswer): Step[] {
  let at = 0;
  const steps = components.map((component): Step => {
    const from = at;
    at += component.mean;
    return { name: nameOf(component), from, to: at, component };
  });
  return [...steps, { name: 'Mean', from: 0, to: mean, component: null }];
}

function styleOf({ component }: Step, theme: ChartTheme) {
  const borderRadius = [0, 3, 3, 0];
  switch (component?.component) {
    case 'won':
      return { color: theme.won, borderRadius };
    case 'open':
      return { color: fade(theme.forecast, 0.75), borderRadius };
    case 'new':
      return { color: fade(theme.forecast, 0.14), decal: hatch(fade(theme.forecast, 0.8)), borderRadius };
    default:
      return { color: fade(theme.forecast, 0.24), borderRadius };
  }
}

function tooltipOf(
  { name, component }: Step,
  { mean, p10, p90 }: CompositionAnswer,
  { format, theme }: ChartContext,
): string {
  if (!component) {
    const range = `${format.money(p10)} – ${format.money(p90)}`;
    return tooltipTable(
      'Mean',
      [
        { label: 'All parts', value: format.money(mean) },
        { label: 'P10–P90', value: range },
      ],
      theme,
    );
  }
  const isOpen = component.component === 'open';
  const rows = [
    {
      label: component.component === 'won' ? 'Won' : 'Expected by the end',
      value: format.money(component.mean),
    },
    ...(component.component === 'new' ? [] : [{ label: 'Deals', value: format.count(component.deals) }]),
    ...(isOpen
      ? [
          { label: 'Open amount', value: format.money(component.amount) },
          {
            label: 'Share expected',
            value: format.percent(component.amount > 0 ? component.mean / component.amount : null),
          },
        ]
      : []),
  ];
  return tooltipTable(name, rows, theme);
}

function compositionTable(
  { components, mean }: CompositionAnswer,
  { format }: ChartContext,
): ChartModel<CompositionSelect>['table'] {
  const share = (value: number) => numberCell(mean > 0 ? value / mean : null, (v) => format.percent(v));
  return {
    columns: [
      { label: 'Part', numeric: false },
      { label: 'Deals', numeric: true },
      { label: 'Amount', numeric: true },
      { label: 'Mean', numeric: true },
      { label: 'Of the mean', numeric: true },
    ],
    rows: [
      ...components.map((component) => ({
        select:
          component.component === 'new' ? null : { component: component.component, stage: component.stage },
        cells: [
          textCell(nameOf(component)),
          numberCell(component.component === 'new' ? null : component.deals, format.count),
          numberCell(component.component === 'new' ? null : component.amount, format.money),
          numberCell(component.mean, format.money),
          share(component.mean),
        ],
      })),
      {
        select: null,
        cells: [
          textCell('Mean'),
          numberCell(null, format.count),
          numberCell(null, format.money),
          numberCell(mean, format.money),
          share(mean),
        ],
      },
    ],
  };
}
