import stringWidth from 'string-width';
import { emptyCell } from './cells';
import { plainText } from './plain-text';

/** One column of a printed table. Numbers go right, text left. */
export type Column<Row> = {
  header: string;
  align?: 'left' | 'right';
  cell(row: Row): string | null | undefined;
};

const gap = '  ';
const widestText = 60;

/** Rows as aligned columns under one header line; wide characters (CJK) count as two. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => cellText(column.cell(row))));
  const widths = columns.map((column, i) => Math.max(stringWidth(column.header), ...widthsOf(cells, i)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => padded(text, widths[i] ?? 0, columns[i]?.align ?? 'left'))
      .join(gap)
      .trimEnd();
  return [line(columns.map((column) => column.header)), ...cells.map(line)]
    .map((text) => `${text}\n`)
    .join('');
}

function widthsOf(cells: readonly string[][], column: number): number[] {
  // A spread of a million arguments overflows the stack, so only the widest is passed on.
  return [cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0)];
}

function cellText(text: string | null | undefined): string {
  if (text == null || text === '') return emptyCell;
  return shortened(plainText(text));
}

function shortened(text: string): string {
  if (stringWidth(text) <= widestText) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += stringWidth(segment);
    if (width >= widestText) break;
    kept += segment;
  }
  return `${kept}…`;
}

function padded(text: string, width: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? fill + text : text + fill;
}
