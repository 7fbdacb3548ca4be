import type { FlowDirection, FlowRow } from '#shared/results/flow';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, nameWidth } from './marks';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

export type FlowSelect = Pick<FlowRow, 'from' | 'to' | 'count'>;
export type FlowStage = { stage: string; rank: number; kind: 'open' | 'won' | 'lost' | 'post' };

export const directionWords: Record<FlowDirection, string> = {
  forward: 'Forward',
  skip: 'Skips a stage',
  back: 'Back',
  won: 'Won',
  lost: 'Lost',
  open: 'Still there',
};

/** Room for the figure behind a name. */
const figureWidth = 64;

/**
 * Moves between stages as a Sankey diagram, left to right. A move back would close a circle, which no Sankey can draw:
 * it ends in a mark of its own, “back to” with its stage, from where the deals go on as visitors of that stage.
 */
export function flowSankey(
  rows: readonly FlowRow[],
  stages: readonly FlowStage[],
  weight: 'count' | 'value',
  context: ChartContext,
): ChartModel<FlowSelect> {
  const { theme, format } = context;
  const amount = (row: FlowRow) => (weight === 'value' ? row.value : row.count);
  const write = weight === 'value' ? format.moneyShort : format.count;
  const known = new Map(stages.map((stage) => [stage.stage, stage]));
  const last = Math.max(0, ...stages.filter(({ kind }) => kind === 'open').map(({ rank }) => rank));
  const drawn = rows.filter((row) => amount(row) > 0 && known.get(row.from)?.kind === 'open');
  const links = drawn.map((row) => ({
    row,
    source: `stage:${row.from}`,
    target: targetOf(row),
    value: amount(row),
    lineStyle: { color: colourOf(row.direction, theme), opacity: row.direction === 'forward' ? 0.45 : 0.55 },
  }));
  const depthOf = (id: string) => {
    if (!id.startsWith('stage:')) return id.startsWith('back:') ? backDepth(id) : last;
    const stage = known.get(id.slice(6));
    return stage?.kind === 'open' ? stage.rank - 1 : last;
  };
  const backDepth = (id: string) =>
    Math.max(
      1,
      ...links.filter(({ target }) => target === id).map(({ row }) => known.get(row.from)?.rank ?? 1),
    );
  const nodes = [...new Set(links.flatMap(({ source, target }) => [source, target]))].map((id) => ({
    name: id,
    depth: depthOf(id),
    itemStyle: { color: nodeColour(id, known, theme) },
  }));
  const ends = nodes.filter(({ depth }) => depth === last).map(({ name }) => labelOf(name));
  const right = nameWidth(ends, { min: 92, max: 220 }) + figureWidth;
  return {
    height: drawn.length === 0 ? 120 : Math.min(640, Math.max(360, nodes.length * 30)),
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          if (Array.isArray(hit) || hit.dataType !== 'edge') return '';
          const row = links[hit.dataIndex]?.row;
          return row ? tooltipOf(row, context) : '';
        },
      },
      series: [
        {
          id: 'flow',
          type: 'sankey',
          left: 4,
          right,
          top: 8,
          bottom: 8,
          nodeWidth: 10,
          nodeGap: 14,
          nodeAlign: 'left',
          draggable: false,
          emphasis: { focus: 'adjacency' },
          labelLayout: { hideOverlap: true },
          label: {
            color: theme.text,
            fontFamily: theme.font,
            fontSize: 12,
            // Names lie on bands of every colour.
            textBorderColor: theme.surface,
            textBorderWidth: 2,
            width: right - 6,
            overflow: 'truncate',
            formatter: ({ name, value }) => `${labelOf(name)}  ${write(Number(value))}`,
          },
          data: nodes,
          links: links.map(({ row: _, ...link }) => link),
        },
      ],
    },
    select: ({ dataIndex, isEdge }) => {
      const row = isEdge ? links[dataIndex]?.row : undefined;
      return row ? { from: row.from, to: row.to, count: row.count } : null;
    },
    table: flowTable(rows, context),
  };
}

function targetOf({ to, direction }: FlowRow): string {
  if (to === null) return 'open:Still open';
  return direction === 'back' ? `back:${to}` : `stage:${to}`;
}

function labelOf(id: string): string {
  const name = id.slice(id.indexOf(':') + 1);
  return id.startsWith('back:') ? `back to ${name}` : name;
}

function nodeColour(id: string, known: ReadonlyMap<string, FlowStage>, theme: ChartTheme): string {
  if (id.startsWith('open:')) return theme.open;
  if (id.startsWith('back:')) return theme.muted;
  const kind = known.get(id.slice(6))?.kind;
  return kind === 'lost' ? theme.lost : kind === 'open' ? theme.ink : theme.won;
}

function colourOf(direction: FlowDirection, theme: ChartTheme): string {
  if (direction === 'won') return theme.won;
  if (direction === 'lost') return theme.lost;
  if (direction === 'open') return theme.open;
  return direction === 'forward' ? theme.bar : direction === 'skip' ? theme.faint : fade(theme.muted, 0.9);
}

function tooltipOf(row: FlowRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.to === null ? `Still in ${row.from}` : `${row.from} to ${row.to}`,
    [
      {
        label: directionWords[row.direction],
        value: `${format.count(row.count)} ${row.to === null ? 'stays' : 'moves'}`,
      },
      { label: 'Deals', value: format.count(row.deals) },
      { label: 'Value', value: format.money(row.value) },
      { label: row.to === null ? 'Median so far' : 'Median before', value: format.days(row.medianDays) },
    ],
    theme,
  );
}

function flowTable(rows: readonly FlowRow[], { format }: ChartContext): ChartModel<FlowSelect>['table'] {
  return {
    columns: [
      { label: 'From', numeric: false },
      { label: 'To', numeric: false },
      { label: 'Direction', numeric: false },
      ...['Moves', 'Deals', 'Value', 'Median days'].map((label) => ({ label, numeric: true })),
    ],
    rows: rows.map((row) => ({
      select: { from: row.from, to: row.to, count: row.count },
      cells: [
        textCell(row.from),
        textCell(row.to ?? 'still there'),
        textCell(directionWords[row.direction]),
        numberCell(row.count, format.count),
        numberCell(row.deals, format.count),
        numberCell(row.value, format.money),
        numberCell(row.medianDays, format.fixed),
      ],
    })),
  };
}
