import type { ByteReader } from '../bytes';
import { damagedContainer } from '../container-errors';
import { limits } from '../limits';
import { columnOfCell, type Merge, mergeOf } from './cell-place';
import { cellText } from './cell-text';
import { numberText } from './number-text';
import { type Attributes, readXml, type XmlOptions, type XmlVisitor } from './read-xml';
import { isTrue, type Workbook } from './workbook';

/** One row of a sheet: texts by column, undefined where a cell is empty. `typed` says which are no text. */
export type SheetRow = { row: number; cells: (string | undefined)[]; typed: boolean[]; hidden: boolean };

/** What a row cannot say: cells without a value that should have one, and how the sheet is laid out. */
export type SheetNotes = {
  merges: Merge[];
  hiddenColumns: [from: number, to: number][];
  errors: { count: number; samples: { line: number; value: string }[] };
  /** Formulas whose value was never stored. */
  uncomputed: { count: number; samples: { line: number; value: string }[] };
};

const samplesKept = 5;
const mostMerges = 200_000;

type Cell = {
  column: number;
  type: string;
  style: number;
  value: string;
  inline: string;
  formula: boolean;
  filled: boolean;
};

/** Hands the rows of a sheet to `onRow`, one after the other, and returns what only the whole sheet tells. */
export async function scanSheet(
  reader: ByteReader,
  name: string,
  workbook: Workbook,
  onRow: (row: SheetRow) => void,
  options: XmlOptions,
): Promise<SheetNotes> {
  const scan = sheetScan(name, workbook, onRow);
  await readXml(reader, name, scan.visitor, options);
  return scan.notes;
}

function sheetScan(name: string, workbook: Workbook, onRow: (row: SheetRow) => void) {
  const notes: SheetNotes = {
    merges: [],
    hiddenColumns: [],
    errors: { count: 0, samples: [] },
    uncomputed: { count: 0, samples: [] },
  };
  let row: SheetRow = { row: 0, cells: [], typed: [], hidden: false };
  let cell: Cell | null = null;
  let nextColumn = 0;
  let into: 'value' | 'inline' | null = null;
  let inReading = false;

  function startRow(attributes: Attributes): void {
    const number = attributes.r === undefined ? row.row + 1 : Number(attributes.r);
    if (!(Number.isInteger(number) && number > row.row && number <= limits.rows))
      throw damagedContainer(name, 'sheet', new Error(`row ${attributes.r} is out of order`));
    row = { row: number, cells: [], typed: [], hidden: isTrue(attributes.hidden) };
    nextColumn = 0;
  }

  function startCell({ r, t = 'n', s }: Attributes): void {
    const column = r === undefined ? nextColumn : columnOfCell(r);
    if (column < 0 || column >= limits.columns)
      throw damagedContainer(name, 'sheet', new Error(`there is no cell ${r}`));
    nextColumn = column + 1;
    cell = { column, type: t, style: Number(s ?? 0), value: '', inline: '', formula: false, filled: false };
  }

  function endCell({ column, type, style, value, inline, formula, filled }: Cell): void {
    const place = { line: row.row, value };
    if (type === 'e') note(notes.errors, place);
    else if (formula && !filled) note(notes.uncomputed, place);
    else keepCell(column, type, textOf(type, style, value, inline));
  }

  function keepCell(column: number, type: string, text: string | undefined): void {
    if (text === undefined || text === '') return;
    row.cells[column] = text;
    row.typed[column] = type !== 's' && type !== 'str' && type !== 'inlineStr';
  }

  function textOf(type: string, style: number, value: string, inline: string): string | undefined {
    if (type === 's') return value === '' ? undefined : workbook.texts.at(Number(value));
    if (type === 'inlineStr') return cellText(inline);
    if (type === 'str') return cellText(value);
    if (type === 'b') return value === '' ? undefined : isTrue(value) ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace('T', ' ').replace(/ 00:00:00(\.0+)?Z?$/, '');
    return value === '' ? undefined : numberText(value, workbook.styles[style] ?? 'number', workbook.dates);
  }

  const visitor: XmlVisitor = {
    open(tag, attributes) {
      if (tag === 'c') startCell(attributes);
      else if (tag === 'v') {
        into = 'value';
        if (cell) cell.filled = true;
      } else if (tag === 't') into = inReading ? null : 'inline';
      else if (tag === 'f') {
        if (cell) cell.formula = true;
      } else if (tag === 'row') startRow(attributes);
      else if (tag === 'rPh') inReading = true;
      else if (tag === 'mergeCell') addMerge(notes.merges, attributes.ref);
      else if (tag === 'col' && isTrue(attributes.hidden))
        notes.hiddenColumns.push([Number(attributes.min) - 1, Number(attributes.max) - 1]);
    },
    text(part) {
      if (cell && into) cell[into] += part;
    },
    close(tag) {
      if (tag === 'v' || tag === 't') into = null;
      else if (tag === 'rPh') inReading = false;
      else if (tag === 'c' && cell) {
        endCell(cell);
        cell = null;
      } else if (tag === 'row') onRow(row);
    },
  };
  return { visitor, notes };
}

function note(kept: SheetNotes['errors'], place: { line: number; value: string }): void {
  kept.count++;
  if (kept.samples.length < samplesKept) kept.samples.push(place);
}

function addMerge(merges: Merge[], reference: string | undefined): void {
  const merge = mergeOf(reference ?? '');
  if (merge && merges.length < mostMerges) merges.push(merge);
}
