import type { CustomSeriesOption } from 'echarts';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, nameAxis, nameWidth, textWidth } from './marks';
import type { ChartTheme } from './theme';

/** What a cell counts, its colour by meaning, and what it opens. */
export type MatrixCell<Select> = {
  value: number;
  tone: 'won' | 'lost' | 'open' | 'bar' | 'muted';
  select: Select;
};

export type Matrix<Select> = {
  /** Heading of the rows' names. */
  corner: string;
  columns: readonly string[];
  rows: readonly { name: string; total: number; cells: readonly (MatrixCell<Select> | null)[] }[];
  /** Heading of the sums of the rows. */
  total: string;
};

const rowHeight = 30;
const top = 52;
const totalWidth = 84;

/** Counts in rows and columns, the larger the deeper the tint, with the sum of each row behind it. */
export function heatMatrix<Select>(
  matrix: Matrix<Select>,
  write: (value: number) => string,
  context: ChartContext,
): ChartModel<Select> {
  const { theme, width } = context;
  const { columns, rows, corner, total } = matrix;
  const left = nameWidth([corner, ...rows.map(({ name }) => name)], { max: width * 0.3 }) + 12;
  const across = [...columns, total];
  const cellWidth = Math.max(1, (width - left - totalWidth) / Math.max(1, columns.length));
  const cells = rows.flatMap(({ cells: own }, row) =>
    own.flatMap((cell, column) => (cell === null ? [] : [{ cell, row, column }])),
  );
  return {
    height: top + Math.max(1, rows.length) * rowHeight + 8,
    option: {
      ...baseOption(context),
      tooltip: { show: false },
      grid: { left, right: 0, top, height: Math.max(1, rows.length) * rowHeight, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        min: 0,
        max: width - left,
        show: false,
      },
      yAxis: nameAxis(
        rows.map(({ name }) => name),
        left - 12,
        context,
      ),
      series: [
        {
          id: 'cells',
          type: 'custom',
          data: cells.map(({ row, column }) => [(column + 0.5) * cellWidth, row]),
          renderItem: cellMark(
            cells.map(({ cell }) => cell),
            cellWidth,
            write,
            theme,
          ),
        },
        {
          id: 'totals',
          type: 'custom',
          silent: true,
          data: rows.map((_, row) => [width - left - 4, row]),
          renderItem: textMark(
            rows.map((row) => write(row.total)),
            { color: theme.text, align: 'right', width: totalWidth },
            theme,
          ),
        },
        {
          id: 'heads',
          type: 'custom',
          silent: true,
          clip: false,
          data: across.map((_, at) => [at === columns.length ? width - left - 4 : (at + 0.5) * cellWidth, 0]),
          renderItem: textMark(
            across,
            { color: theme.muted, align: 'center', width: cellWidth - 8, above: rowHeight / 2 + 10 },
            theme,
          ),
        },
      ],
    },
    select: ({ seriesId, dataIndex }) =>
      seriesId === 'cells' ? (cells[dataIndex]?.cell.select ?? null) : null,
    table: {
      columns: [{ label: corner, numeric: false }, ...across.map((label) => ({ label, numeric: true }))],
      rows: rows.map((row) => ({
        select: null,
        cellSelects: [null, ...row.cells.map((cell) => cell?.select ?? null), null],
        cells: [
          textCell(row.name),
          ...row.cells.map((cell) =>
            cell === null ? { text: '', value: null } : numberCell(cell.value, (value) => write(value ?? 0)),
          ),
          numberCell(row.total, (value) => write(value ?? 0)),
        ],
      })),
    },
  };
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

/** The deepest tint on which the text of the theme can still be read. */
const deepest = { light: 0.62, dark: 0.46 };

function cellMark<Select>(
  cells: readonly MatrixCell<Select>[],
  width: number,
  write: (value: number) => string,
  theme: ChartTheme,
): RenderItem {
  const most = Math.max(1, ...cells.map(({ value }) => value));
  return ({ dataIndex }, api) => {
    const cell = cells[dataIndex];
    if (!cell) return { type: 'group' as const, children: [] };
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    // Square roots, so that rare moves are seen beside the usual ones.
    const tint = 0.06 + Math.sqrt(Math.max(0, cell.value) / most) * (deepest[theme.mode] - 0.06);
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
          style: { fill: fade(theme[cell.tone], tint) },
        },
        {
          type: 'text' as const,
          silent: true,
          style: {
            text: write(cell.value),
            x,
            y: y + 0.5,
            align: 'center' as const,
            verticalAlign: 'middle' as const,
            fill: theme.text,
            font: `500 12px ${theme.font}`,
          },
        },
      ],
    };
  };
}

type TextStyle = { color: string; align: 'center' | 'right'; width: number; above?: number };

/** Texts at their places; the last of centred ones, the heading of the sums, stands at the right. */
function textMark(texts: readonly string[], style: TextStyle, theme: ChartTheme): RenderItem {
  return ({ dataIndex }, api) => {
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const isSum = style.align === 'center' && dataIndex === texts.length - 1;
    return {
      type: 'text' as const,
      style: {
        text: inLines(texts[dataIndex] ?? '', isSum ? totalWidth - 12 : style.width),
        x,
        y: y - (style.above ?? 0),
        align: isSum ? ('right' as const) : style.align,
        verticalAlign: style.above === undefined ? ('middle' as const) : ('bottom' as const),
        fill: style.color,
        font: `${style.above === undefined ? 500 : 400} 12px ${theme.font}`,
        lineHeight: 14,
      },
    };
  };
}

/** A heading in at most two lines of the width, cut with an ellipsis. */
function inLines(text: string, width: number): string {
  const fits = (part: string) => textWidth(part) * 0.86 <= width;
  if (fits(text)) return text;
  const words = text.split(' ');
  let first = words.shift() ?? '';
  while (words.length > 0 && fits(`${first} ${words[0]}`)) first += ` ${words.shift()}`;
  return [cut(first, fits), ...(words.length > 0 ? [cut(words.join(' '), fits)] : [])].join('\n');
}

function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let end = text.length;
  while (end > 1 && !fits(`${text.slice(0, end)}…`)) end -= 1;
  return `${text.slice(0, end)}…`;
}
