import type { VariationSplit } from '#shared/results/reps';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

const parts = [
  { part: 'stages', label: 'Between stages', kind: 'process' },
  { part: 'mix', label: 'Between kinds of deals', kind: 'process' },
  { part: 'reps', label: 'Between reps', kind: 'execution' },
  { part: 'repStages', label: 'Between reps, by stage', kind: 'execution' },
] as const;

/** Where the variation lies, process in grey and execution in the ink of the theme. */
export function variationBars(split: NonNullable<VariationSplit>, context: ChartContext): ChartModel<never> {
  const { theme, format, width } = context;
  const names = parts.map(({ label }) => label);
  const name = nameWidth(names, { max: width * 0.6 });
  const most = Math.max(0.1, ...parts.map(({ part }) => split[part]));
  return {
    height: parts.length * 34 + 8,
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const hitPart = Array.isArray(hit) ? undefined : parts[hit.dataIndex];
          if (!hitPart) return '';
          const rows = [
            { label: 'Share of the variation beyond chance', value: format.percent(split[hitPart.part], 1) },
            { label: 'Speaks of', value: hitPart.kind },
          ];
          return tooltipTable(hitPart.label, rows, theme);
        },
      },
      grid: { left: name + 12, right: 52, top: 4, bottom: 4, outerBoundsMode: 'none' },
      xAxis: { ...valueAxis(context, (value) => format.percent(value), { max: most }), show: false },
      yAxis: nameAxis(names, name, context),
      series: [
        {
          id: 'shares',
          type: 'bar',
          barWidth: 16,
          data: parts.map(({ part, kind }) => ({
            value: split[part],
            itemStyle: { color: kind === 'process' ? theme.bar : theme.ink, borderRadius: [0, 2, 2, 0] },
          })),
          label: {
            show: true,
            position: 'right',
            color: theme.text,
            fontSize: 13,
            fontWeight: 500,
            formatter: ({ dataIndex }) => format.percent(split[parts[dataIndex]!.part]),
          },
        },
      ],
    },
    select: () => null,
    table: {
      columns: [
        { label: 'Variation', numeric: false },
        { label: 'Share', numeric: true },
        { label: 'Speaks of', numeric: false },
      ],
      rows: parts.map(({ part, label, kind }) => ({
        select: null,
        cells: [
          textCell(label),
          numberCell(split[part], (value) => format.percent(value, 1)),
          textCell(kind),
        ],
      })),
    },
  };
}
