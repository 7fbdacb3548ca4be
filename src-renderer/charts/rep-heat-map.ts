import type { CustomSeriesOption } from 'echarts';
import type { RepStage, RepStageRow } from '#shared/results/reps';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, nameLimit, nameWidth, panelTitle, textWidth } from './marks';
import { distanceOf, flagMark, flagWords, isolated, ownerName, stageName } from './rep-cells';
import type { ChartTheme } from './theme';
import { tooltipTable } from './tooltip';

/** A cell, or with no rank the rep of a row. */
export type HeatSelect = { owner: string | null; rank: number | null };

export type HeatMapOptions = {
  stages: readonly RepStage[];
  /** Under this many deals a cell is grey. */
  minimum: number;
  /** The rep whose row is marked. */
  chosen: string | null;
};

const rowHeight = 28;
/** A column holds "100% ↑" and most names of stages word by word. */
const leastCell = 72;
const mostLines = 4;

type Cell = { row: RepStageRow; stage: RepStage; line: number; column: number };

/** Reps by stage against the team: the further from it, the deeper; above and below it in two hues and with a mark where chance does not explain it. */
export function repHeatMap(
  rows: readonly RepStageRow[],
  options: HeatMapOptions,
  context: ChartContext,
): ChartModel<HeatSelect> {
  const { theme, format, width } = context;
  const owners = [...new Set(rows.map(({ owner }) => owner))];
  const names = owners.map(ownerName);
  const left = nameWidth(names, { min: 90, max: nameLimit(width) }) + 16;
  const stages = mostFollowed(options.stages, Math.max(2, Math.floor((width - left) / leastCell)));
  const cells = stages.flatMap((stage, column) =>
    rows.flatMap((row): Cell[] =>
      row.rank === stage.rank ? [{ row, stage, line: owners.indexOf(row.owner), column }] : [],
    ),
  );
  const cellWidth = (width - left) / Math.max(1, stages.length);
  const heads = stages.map((stage) => headLines(stageName(stage), cellWidth));
  const top = 46 + Math.max(1, ...heads.map(({ length }) => length)) * 14;
  const body = Math.max(1, owners.length) * rowHeight;
  const isCut = stages.length < options.stages.length;
  return {
    height: top + body + (isCut ? 34 : 8),
    option: {
      ...baseOption(context),
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const cell = Array.isArray(hit) || hit.seriesId !== 'cells' ? undefined : cells[hit.dataIndex];
          return cell ? tooltipOf(cell, options, context) : '';
        },
      },
      title: isCut
        ? panelTitle(
            `The ${stages.length - 1} of ${options.stages.length - 1} stages with most deals; the table has all`,
            0,
            top + body + 12,
            context,
          )
        : [],
      grid: { left, right: 0, top, height: body, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        position: 'top',
        data: stages.map(stageName),
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          interval: 0,
          margin: 8,
          formatter: (_: string, at: number) =>
            `${(heads[at] ?? []).map((line) => `{name|${line}}`).join('\n')}\n{team|${format.percent(stages[at]?.rate)}}\n{n|${format.compact(stages[at]?.n)} deals}`,
          rich: {
            name: { color: theme.text, fontSize: 11, fontWeight: 500, lineHeight: 14 },
            team: { color: theme.text, fontSize: 12, lineHeight: 16 },
            n: { color: theme.muted, fontSize: 11, lineHeight: 14 },
          },
        },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { show: false },
      },
      series: [
        {
          id: 'names',
          type: 'custom',
          data: owners.map((_, line) => [0, line]),
          clip: false,
          tooltip: { show: false },
          renderItem: nameMark(names, left, owners.indexOf(options.chosen), theme),
        },
        {
          id: 'cells',
          type: 'custom',
          data: cells.map(({ column, line }) => [column, line]),
          renderItem: cellMark(cells, options, context),
        },
      ],
    },
    select: ({ seriesId, dataIndex }) => {
      if (seriesId === 'names') {
        const owner = owners[dataIndex];
        return owner === undefined ? null : { owner, rank: null };
      }
      const cell = cells[dataIndex];
      return cell && cell.row.n > 0 ? { owner: cell.row.owner, rank: cell.stage.rank } : null;
    },
    table: tableOf(owners, rows, options.stages, context),
  };
}

/** The deepest tint on which the text of the theme can still be read, reached this far from the team. */
const deepest = { light: 0.5, dark: 0.42 };
const farthest = 0.2;

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

function cellMark(
  cells: readonly Cell[],
  { minimum }: HeatMapOptions,
  { theme, format }: ChartContext,
): RenderItem {
  return ({ dataIndex }, api) => {
    const cell = cells[dataIndex];
    if (!cell) return { type: 'group' as const, children: [] };
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const [width = 0] = (api.size?.([1, 1]) ?? [0]) as number[];
    const { row, stage } = cell;
    const enough = row.n >= minimum;
    const distance = enough ? (distanceOf(row, stage.rate) ?? 0) : 0;
    const depth = Math.min(1, Math.abs(distance) / farthest) * deepest[theme.mode];
    const fill = enough ? fade(distance < 0 ? theme.lost : theme.won, depth) : fade(theme.faint, 0.06);
    const text =
      row.n === 0 ? '' : `${format.percent(row.adjusted)}${row.flag ? ` ${flagMark(row.flag)}` : ''}`;
    return {
      type: 'group' as const,
      children: [
        {
          type: 'rect' as const,
          shape: {
            x: x - width / 2 + 1,
            y: y - rowHeight / 2 + 1,
            width: width - 2,
            height: rowHeight - 2,
            r: 3,
          },
          style: { fill },
        },
        {
          type: 'text' as const,
          silent: true,
          style: {
            text,
            x,
            y: y + 0.5,
            align: 'center' as const,
            verticalAlign: 'middle' as const,
            fill: enough ? theme.text : theme.faint,
            font: `${row.flag ? 700 : 500} 12px ${theme.font}`,
          },
        },
      ],
    };
  };
}

function nameMark(names: readonly string[], left: number, chosen: number, theme: ChartTheme): RenderItem {
  return ({ dataIndex, coordSys }, api) => {
    const [, y = 0] = api.coord([0, api.value(1)]);
    const from = ('x' in coordSys ? Number(coordSys.x) : left) - left;
    const isChosen = dataIndex === chosen;
    return {
      type: 'group' as const,
      children: [
        {
          type: 'rect' as const,
          shape: { x: from, y: y - rowHeight / 2 + 1, width: left - 4, height: rowHeight - 2, r: 3 },
          style: { fill: isChosen ? fade(theme.open, 0.18) : fade(theme.open, 0.001) },
        },
        {
          type: 'text' as const,
          silent: true,
          style: {
            text: cut(names[dataIndex] ?? '', left - 12),
            x: from + 6,
            y: y + 0.5,
            align: 'left' as const,
            verticalAlign: 'middle' as const,
            fill: theme.text,
            font: `${isChosen ? 600 : 400} 13px ${theme.font}`,
          },
        },
      ],
    };
  };
}

/** The whole sale, and as many stages as have room: those with most deals, in their order. */
function mostFollowed(stages: readonly RepStage[], room: number): readonly RepStage[] {
  const [whole, ...others] = stages;
  if (!whole || stages.length <= room) return stages;
  const most = new Set(others.toSorted((a, b) => b.n - a.n).slice(0, room - 1));
  return [whole, ...others.filter((stage) => most.has(stage))];
}

/** The name of a stage in lines of 11 px, broken between words; the last one is cut where more do not fit. */
function headLines(name: string, cellWidth: number): string[] {
  const room = (cellWidth - 4) / 0.76;
  const lines: string[] = [];
  for (const word of name.replaceAll(/[{}|]/g, ' ').split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const rest = lines.slice(mostLines - 1).join(' ');
  return [...lines.slice(0, mostLines - 1), rest]
    .filter((line) => line !== '')
    .map((line) => cut(line, room));
}

/** Nearer to the truth for thin letters: heads are so narrow that a word of many would be cut though it fits. */
function wordWidth(text: string): number {
  const [thin, broad] = [/[fijlrtI.,'’ ]/g, /[mwMW]/g].map((letters) => text.match(letters)?.length ?? 0);
  return textWidth(text) - 2.5 * (thin ?? 0) + 3 * (broad ?? 0);
}

/** Cut to a width by whole characters, so that no emoji and no mark of direction is torn. */
function cut(text: string, width: number): string {
  if (wordWidth(text) <= width) return text;
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  while (parts.length > 1 && wordWidth(`${parts.join('')}…`) > width) parts.pop();
  return `${parts.join('')}…`;
}

function tooltipOf(
  { row, stage }: Cell,
  { minimum }: HeatMapOptions,
  { format, theme }: ChartContext,
): string {
  if (row.n === 0) return '';
  return tooltipTable(
    `${isolated(ownerName(row.owner))}: ${stageName(stage)}`,
    [
      {
        label: `Went on within ${format.days(stage.withinDays)}`,
        value: `${format.count(row.k)} of ${format.count(row.n)}`,
      },
      { label: 'Rate', value: format.percent(row.rate, 1) },
      { label: 'At the team’s mix of deals', value: format.percent(row.adjusted, 1) },
      { label: 'Team', value: format.percent(stage.rate, 1) },
      ...(row.shrunk === null
        ? []
        : [
            { label: 'Shrunk', value: format.percent(row.shrunk, 1) },
            { label: '80% interval', value: format.percentRange(row.low, row.high, 1) },
          ]),
      ...(row.flag ? [{ label: 'Unusual', value: flagWords[row.flag] }] : []),
      ...(row.n < minimum ? [{ label: 'Few deals', value: `under ${minimum}` }] : []),
    ],
    theme,
  );
}

function tableOf(
  owners: readonly (string | null)[],
  rows: readonly RepStageRow[],
  stages: readonly RepStage[],
  { format }: ChartContext,
): ChartModel<HeatSelect>['table'] {
  const at = (owner: string | null, stage: RepStage) =>
    rows.find((row) => row.owner === owner && row.rank === stage.rank);
  return {
    columns: [
      { label: 'Rep', numeric: false },
      ...stages.flatMap((stage) => [
        { label: stageName(stage), numeric: true },
        { label: `${stageName(stage)}: 80% interval`, numeric: true },
        { label: `${stageName(stage)}: deals`, numeric: true },
        { label: `${stageName(stage)}: unusual`, numeric: false },
      ]),
    ],
    rows: owners.map((owner) => ({
      select: { owner, rank: null },
      cellSelects: [
        { owner, rank: null },
        ...stages.flatMap((stage) => {
          const own = (at(owner, stage)?.n ?? 0) > 0 ? { owner, rank: stage.rank } : null;
          return [own, own, own, own];
        }),
      ],
      cells: [
        textCell(ownerName(owner)),
        ...stages.flatMap((stage) => {
          const row = at(owner, stage);
          return [
            numberCell(row?.adjusted, (value) => format.percent(value, 1)),
            textCell(row?.low == null ? null : format.percentRange(row.low, row.high, 1)),
            numberCell(row?.n ?? 0, format.count),
            textCell(row?.flag ?? ''),
          ];
        }),
      ],
    })),
  };
}
