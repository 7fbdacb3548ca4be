import type { SlippageRow } from '#shared/results/changes';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, nameAxis, nameWidth, undecidedStyle, valueAxis } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type SlippageSelect = { part: 'won' | 'lost' | 'slipped' | 'still-due'; label: string };
type Part = SlippageSelect & { count: number; value: number };

const rowHeight = 42;

/** What became of the deals that were due: won, lost, slipped and still due, one bar each. */
export function slippageBars(
  row: SlippageRow,
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<SlippageSelect> {
  const { theme, format } = context;
  const parts = partsOf(row);
  const names = parts.map(({ label }) => label);
  const left = nameWidth(names, { max: 120 }) + 12;
  const size = (part: Part) => (weight === 'value' ? part.value : part.count);
  const all = weight === 'value' ? row.dueValue : row.due;
  const share = (part: Part) => format.percent(all > 0 ? size(part) / all : null);
  const write = weight === 'value' ? format.moneyShort : format.count;
  return {
    height: parts.length * rowHeight,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(parts, (part) => tooltipOf(part, row, context), context),
      grid: { left, right: 104, top: 0, bottom: 0, outerBoundsMode: 'none' },
      xAxis: { ...valueAxis(context, String), show: false },
      yAxis: nameAxis(names, left - 12, context),
      series: [
        {
          id: 'parts',
          type: 'bar',
          barWidth: 24,
          data: parts.map((part) => ({ value: size(part), itemStyle: styleOf(part.part, theme) })),
          itemStyle: { borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            distance: 8,
            formatter: (hit) => {
              const part = parts[hit.dataIndex];
              return part ? `{main|${write(size(part))}}  {side|${share(part)}}` : '';
            },
            rich: {
              main: { color: theme.text, fontSize: 13, fontWeight: 500 },
              side: { color: theme.muted, fontSize: 12 },
            },
          },
        },
      ],
    },
    select: ({ dataIndex }) => {
      const hit = parts[dataIndex];
      return hit ? { part: hit.part, label: hit.label } : null;
    },
    table: {
      columns: [
        { label: 'Deals that were due', numeric: false },
        { label: 'Deals', numeric: true },
        { label: 'Share', numeric: true },
        { label: 'Value', numeric: true },
        { label: 'Share of value', numeric: true },
      ],
      rows: parts.map(({ part, label, count, value }) => ({
        select: { part, label },
        cells: [
          textCell(label),
          numberCell(count, format.count),
          numberCell(row.due > 0 ? count / row.due : null, format.percent),
          numberCell(value, format.money),
          numberCell(row.dueValue > 0 ? value / row.dueValue : null, format.percent),
        ],
      })),
    },
  };
}

function partsOf(row: SlippageRow): Part[] {
  return [
    { part: 'won', label: 'Won', count: row.won, value: row.wonValue },
    { part: 'lost', label: 'Lost', count: row.lost, value: row.lostValue },
    { part: 'slipped', label: 'Slipped', count: row.slipped, value: row.slippedValue },
    { part: 'still-due', label: 'Still due', count: row.stillDue, value: row.stillDueValue },
  ];
}

/** Both of the open ones are blue; what may still come in time is the undecided one. */
function styleOf(part: SlippageSelect['part'], theme: ChartTheme) {
  return part === 'still-due'
    ? undecidedStyle(theme)
    : { color: { won: theme.won, lost: theme.lost, slipped: theme.open }[part] };
}

function tooltipOf(
  { label, count, value }: Part,
  { due }: SlippageRow,
  { format, theme }: ChartContext,
): string {
  const rows = [
    { label: 'Deals', value: `${format.count(count)} of ${format.count(due)}` },
    { label: 'Value', value: format.money(value) },
  ];
  return tooltipTable(label, rows, theme);
}
