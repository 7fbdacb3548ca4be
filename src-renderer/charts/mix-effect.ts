import type { BarSeriesOption } from 'echarts';
import { type MixSplit, smallerGroups } from '#shared/results/compare';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, nameAxis, nameWidth, panelTitle, valueAxis } from './marks';
import { tooltipTable } from './tooltip';

export type MixSelect = { key: string };

const rowHeight = 32;
const top = 26;

/** For all deals and each group: what its rate did to the total, and what its share of all deals did. */
export function mixEffect(split: MixSplit | null, context: ChartContext): ChartModel<MixSelect> {
  const { theme, format, width } = context;
  const rows = [
    ...(split ? [{ key: 'All deals', rateEffect: split.rateEffect, mixEffect: split.mixEffect }] : []),
    ...(split?.cells ?? []),
  ];
  const names = rows.map(({ key }) => key);
  const name = nameWidth(names, { max: Math.min(240, width * 0.34) });
  const left = { left: name + 12, width: (width - name - 12) / 2 - 84 };
  const right = { left: name + 12 + (width - name - 12) / 2, width: left.width };
  const most = Math.max(0.001, ...rows.flatMap((row) => [Math.abs(row.rateEffect), Math.abs(row.mixEffect)]));
  const end = Math.ceil(most * 110) / 100;
  const effects = [
    { id: 'rate', of: (row: (typeof rows)[number]) => row.rateEffect, color: theme.ink },
    { id: 'mix', of: (row: (typeof rows)[number]) => row.mixEffect, color: theme.faint },
  ];
  return {
    height: Math.max(1, rows.length) * rowHeight + top + 28,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, split, context), context),
      title: [
        panelTitle('by its rate, points', left.left, 2, context),
        panelTitle('by its share of deals, points', right.left, 2, context),
      ],
      grid: [left, right].map((place) => ({
        ...place,
        top,
        height: Math.max(1, rows.length) * rowHeight,
        outerBoundsMode: 'none' as const,
      })),
      xAxis: [0, 1].map((gridIndex) => ({
        ...valueAxis(context, (v) => format.number(v * 100, 1)),
        gridIndex,
        min: -end,
        max: end,
        interval: end,
      })),
      yAxis: [0, 1].flatMap((gridIndex) => [
        {
          ...nameAxis(names, name, context),
          gridIndex,
          ...(gridIndex === 1 ? { axisLabel: { show: false } } : {}),
        },
        {
          ...nameAxis(names, 70, context),
          gridIndex,
          position: 'right' as const,
          axisLabel: {
            interval: 0,
            margin: 10,
            color: theme.text,
            fontSize: 13,
            formatter: (_: string, at: number) => {
              const row = rows[at];
              return row ? format.points(effects[gridIndex]!.of(row)) : '';
            },
          },
        },
      ]),
      series: effects.map(
        ({ id, of, color }, at): BarSeriesOption => ({
          id,
          type: 'bar',
          xAxisIndex: at,
          yAxisIndex: at * 2,
          barWidth: 12,
          data: rows.map((row, i) => ({
            value: of(row),
            itemStyle: { color: i === 0 ? color : fade(color, 0.55) },
          })),
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            label: { show: false },
            lineStyle: { color: fade(theme.text, 0.45), width: 1, type: 'solid' },
            data: [{ xAxis: 0 }],
          },
        }),
      ),
    },
    select: ({ dataIndex }) => selectOf(split?.cells[dataIndex - (split ? 1 : 0)]?.key),
    table: {
      columns: [
        { label: split?.labels.join(' and ') ?? 'Group', numeric: false },
        ...[
          'By rate',
          'By mix',
          'Rate before',
          'Rate after',
          'Share before',
          'Share after',
          'n before',
          'n after',
        ].map((label) => ({ label, numeric: true })),
      ],
      rows: (split?.cells ?? []).map((cell) => ({
        select: selectOf(cell.key),
        cells: [
          textCell(cell.key),
          numberCell(cell.rateEffect, format.points),
          numberCell(cell.mixEffect, format.points),
          ...[cell.rate0, cell.rate1, cell.share0, cell.share1].map((v) =>
            numberCell(v, (x) => format.percent(x, 1)),
          ),
          numberCell(cell.n0, format.count),
          numberCell(cell.n1, format.count),
        ],
      })),
    },
  };
}

function selectOf(key: string | undefined): MixSelect | null {
  return key === undefined || key === smallerGroups ? null : { key };
}

function tooltipOf(
  row: { key: string; rateEffect: number; mixEffect: number },
  split: MixSplit | null,
  { format, theme }: ChartContext,
): string {
  const cell = split?.cells.find(({ key }) => key === row.key);
  return tooltipTable(
    row.key,
    [
      { label: 'By its rate', value: format.points(row.rateEffect) },
      { label: 'By its share', value: format.points(row.mixEffect) },
      ...(cell
        ? [
            { label: 'Won', value: `${format.percent(cell.rate0, 1)} to ${format.percent(cell.rate1, 1)}` },
            {
              label: 'Share of deals',
              value: `${format.percent(cell.share0, 1)} to ${format.percent(cell.share1, 1)}`,
            },
          ]
        : []),
    ],
    theme,
  );
}
