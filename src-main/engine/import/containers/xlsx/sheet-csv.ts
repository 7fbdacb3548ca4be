import { createHash } from 'node:crypto';
import { createIn } from '../../chunks';
import type { ChunkWriter, FileAccess } from '../../file-access';
import type { UnpackBudget } from '../limits';
import type { Merge } from './cell-place';
import type { XmlOptions } from './read-xml';
import { type SheetNotes, type SheetRow, scanSheet } from './scan-sheet';
import { headRows, mergeSpreader } from './spread-merges';
import type { SheetPart, Workbook } from './workbook';

/** A sheet as CSV in scratch: row n of the sheet is record n of the file. */
export type SheetCsv = {
  file: string;
  sha256: string;
  bytes: number;
  notes: SheetNotes;
  /** Rows with content that the sheet hides. */
  hiddenRows: number;
  /** The first rows, as they were read. */
  head: SheetRow[];
};

/** Where the text of a sheet goes, and what it may weigh. */
export type SheetTarget = { name: string; scratch: string; files: FileAccess; budget: UnpackBudget };

/** Rows held back until it is known how wide the table is. */
const rowsHeld = 500;
const flushAt = 1 << 18;

type Layout = { width: number; merges: readonly Merge[]; typedRows: ReadonlySet<number> };

/**
 * Writes a sheet as CSV, in one pass for nearly all sheets: a second one is made where a late row is wider than those
 * before it, or where cells are merged. Null for a sheet without content.
 */
export async function sheetCsv(
  sheet: SheetPart,
  workbook: Workbook,
  target: SheetTarget,
  options: XmlOptions,
): Promise<SheetCsv | null> {
  const { files } = target;
  const first = await onePass(sheet, workbook, target, options, null);
  if (first.width === 0) {
    await files.remove(first.file);
    return null;
  }
  if (first.width === first.written && first.notes.merges.length === 0) return first;
  await files.remove(first.file);
  const typedRows = new Set(first.head.filter((row) => row.typed.includes(true)).map((row) => row.row));
  const layout = { width: widthWith(first.width, first.notes.merges), merges: first.notes.merges, typedRows };
  return onePass(sheet, workbook, target, options, layout);
}

/** Merged cells of a header may reach beyond the last filled one, though hardly by much. */
function widthWith(width: number, merges: readonly Merge[]): number {
  const heads = merges.filter(({ top, left }) => top <= headRows && left < width);
  return Math.max(width, ...heads.map(({ right }) => Math.min(right + 1, width + 20)));
}

async function onePass(
  sheet: SheetPart,
  workbook: Workbook,
  { name, scratch, files, budget }: SheetTarget,
  options: XmlOptions,
  layout: Layout | null,
): Promise<SheetCsv & { width: number; written: number }> {
  const reader = await sheet.entry.open();
  const { file, writer } = await createIn(scratch, files);
  try {
    const csv = csvRows(writer, layout?.width ?? null, budget);
    const spread = mergeSpreader(layout?.merges ?? [], layout?.typedRows ?? new Set());
    const head: SheetRow[] = [];
    let hiddenRows = 0;
    const onRow = (row: SheetRow) => {
      if (row.row <= headRows + 1) head.push({ ...row, cells: [...row.cells], typed: [...row.typed] });
      const width = csv.push(spread(row));
      if (row.hidden && width > 0) hiddenRows++;
    };
    const read = async (into: Buffer) => {
      await csv.flush();
      return reader.read(into);
    };
    const flushing = { ...reader, read };
    const notes = await scanSheet(flushing, name, workbook, onRow, options);
    const ended = await csv.end();
    await writer.close();
    return { file, notes, hiddenRows, head, ...ended };
  } catch (error) {
    await reader.close();
    await writer.close().catch(() => undefined);
    await files.remove(file);
    throw error;
  }
}

/** Builds the text of the rows; what is built goes to the disk between two pieces of the sheet. */
function csvRows(writer: ChunkWriter, known: number | null, budget: UnpackBudget) {
  const hash = createHash('sha256');
  let held: SheetRow[] | null = known === null ? [] : null;
  let written = known ?? 0;
  let width = 0;
  let lastRow = 0;
  let text = '';
  let bytes = 0;

  function write(row: SheetRow): void {
    text += '\n'.repeat(row.row - lastRow - 1);
    lastRow = row.row;
    let commas = 0;
    for (const column of filledColumns(row)) {
      text += ','.repeat(column - commas) + quoted(row.cells[column] ?? '');
      commas = column;
    }
    const columns = Math.max(written, row.cells.length);
    text += `${','.repeat(Math.max(0, columns - 1 - commas))}\n`;
  }

  function release(): void {
    if (held === null) return;
    written = width;
    for (const row of held) write(row);
    held = null;
  }

  /** Returns the number of columns up to the last filled one; rows without any become blank lines. */
  function push(row: SheetRow): number {
    const filled = row.cells.length;
    if (filled === 0) return 0;
    width = Math.max(width, filled);
    if (held === null) write(row);
    else if (held.push(row) === rowsHeld) release();
    return filled;
  }

  async function flush(least = flushAt): Promise<void> {
    if (text.length < least || text === '') return;
    const chunk = Buffer.from(text);
    text = '';
    bytes += chunk.length;
    hash.update(chunk);
    // Two letters of a far column make a row of thousands of commas.
    budget.spend(chunk.length);
    await writer.write(chunk);
  }

  async function end() {
    release();
    await flush(0);
    return { sha256: hash.digest('hex'), bytes, width, written };
  }

  return { push, flush, end };
}

/** Columns with a text, ascending. In a row of thousands hardly any has one, and arrays are slow at holes. */
function filledColumns({ cells }: SheetRow): number[] {
  if (cells.length > 1000) return Object.keys(cells).map(Number);
  const columns: number[] = [];
  for (let column = 0; column < cells.length; column++) if (cells[column] !== undefined) columns.push(column);
  return columns;
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
