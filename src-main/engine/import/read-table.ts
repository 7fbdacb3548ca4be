import { WeirError } from '#shared/contract/errors';
import type { Mapping } from '#shared/model/mapping';
import type { TableReport } from '#shared/results/workspace';
import type { Connection } from '../query/connection';
import { tooLarge } from './containers/container-errors';
import { limits } from './containers/limits';
import type { TableFile } from './containers/table-file';
import { type Cut, detectCut, needsEvenQuotes, readCut, type TextRecord, textRecords } from './cut';
import { type Dialect, type DialectOverride, dialectOf, type Numbering, tablesOf } from './dialect';
import { diskAccess } from './file-access';
import { empty } from './file-errors';
import { type RaggedRows, raggedRows } from './history/ragged-rows';
import { createRawTable, type MalformedRow } from './raw-table';
import { type Head, readHead } from './read-head';
import { commonWidth, isFilled } from './rows';
import { chooseTable } from './structure/choose-table';
import { clearRows } from './structure/clear-rows';
import { cutLines } from './structure/cut-lines';
import { evenQuotes } from './structure/even-quotes';
import { evenRows } from './structure/even-rows';
import type { TextTable } from './structure/find-tables';
import { refuseReport } from './structure/refuse-report';
import { rowShape } from './structure/row-shape';
import { strayReason } from './structure/stray-rows';

/** One table of a decoded file in its raw table. */
export type ReadTable = {
  /** The copy in scratch that was read: of a file with odd quotes or several tables another than the decoded one. */
  file: string;
  dialect: Omit<Dialect, 'sample'>;
  rows: number;
  malformed: MalformedRow[];
  tables: TableReport[];
  table: number;
  /** Lines below the header that are no data, such as units. */
  notes: { line: number; text: string }[];
  /** Rows that lacked cells at their end, which count as empty. */
  shortRows: number;
  /** Columns of groups that were written into every row of a grouped report. */
  groups: string[];
};

/** Where a decoded file is, and the raw table that it is read into. */
export type Place = {
  raw: string;
  /** What the user calls the table. */
  name: string;
  file: string;
  scratch: string;
  signal: AbortSignal | undefined;
  /** What the table was taken out of; of anything but text Weir wrote the copy itself. */
  format: TableFile['format'];
};

const numberings: Partial<Record<TableFile['format'], Numbering>> = { text: 'lines', xlsx: 'rows' };

/** How Weir writes the copy of a sheet or of records. */
const ownCut: Cut = { delimiter: ',', quote: '"', escape: '"', newline: '\n' };

/** Files up to this size are looked at as a whole for several tables, where their first part or their rows are odd. */
const wholeSize = 16 * 1024 * 1024;

/**
 * Reads a decoded file into a raw table: finds how it is cut and where its table is, leaves out what is no row of it.
 * What the mapping says of delimiter, header and table is taken as given.
 */
export async function readTable(connection: Connection, place: Place, given: Mapping): Promise<ReadTable> {
  const head = await readHead(place.file);
  const numbering = numberings[place.format] ?? 'records';
  const mapping = { ...given, numbering };
  const cut = numbering === 'lines' ? detectCut(head.text, mapping, head.whole) : ownCut;
  const uneven = needsEvenQuotes(cut);
  if (!uneven) {
    try {
      return await readCutTable(connection, place, head, cut, mapping);
    } catch (error) {
      if (!isCutWrongly(error)) throw error;
    }
  }
  try {
    return await readEvened(connection, place, head, uneven ? cut : { ...cut, escape: '' }, mapping);
  } catch (error) {
    throw isCutWrongly(error) ? quotesAstray(place.name, error) : error;
  }
}

async function readEvened(
  connection: Connection,
  place: Place,
  head: Head,
  cut: Cut,
  mapping: DialectOverride,
): Promise<ReadTable> {
  const { scratch, signal } = place;
  const width = commonWidth(textRecords(head.text, cut, head.whole, 1).map(({ cells }) => cells));
  const file = await evenQuotes(place.file, scratch, { cut, width }, diskAccess, signal);
  return readCutTable(connection, { ...place, file }, await readHead(file), cut, mapping);
}

/** DuckDB gives up a whole file where quotes and line ends follow each other in ways that no dialect knows. */
function isCutWrongly(error: unknown): boolean {
  return error instanceof WeirError && error.code === 'sql-error' && error.message.includes('CSV');
}

function quotesAstray(name: string, cause: unknown): WeirError {
  const message = `${name} cannot be cut into rows: quotes open or end in the middle of cells.`;
  const hint = 'Export it again, or repair the quotes in a text editor.';
  return new WeirError({ code: 'file-unreadable', message, hint }, { cause });
}

async function readCutTable(
  connection: Connection,
  place: Place,
  head: Head,
  cut: Cut,
  mapping: DialectOverride,
): Promise<ReadTable> {
  const records = textRecords(head.text, readCut(cut), head.whole);
  // A line that goes on behind the first part is no record yet, and may be the wide one.
  refuseTooWide(place.name, head.whole ? records : textRecords(head.text, readCut(cut), true));
  const free = mapping.headerLine === undefined && mapping.table === undefined;
  const ragged = free && mapping.numbering === 'lines' ? raggedRows(records.map(({ cells }) => cells)) : null;
  if (ragged) return loadRagged(connection, place, cut, records, ragged);
  if (free)
    refuseReport(
      place.name,
      records.map(({ cells }) => cells),
    );
  const tables = tablesOf(head.text, records, mapping);
  const first = await loadTable(connection, place, cut, records, tables, mapping);
  const odd =
    tables.length > 1 ||
    first.malformed.length > 2 ||
    first.malformed.some(({ reason }) => reason.includes('names'));
  if (head.whole || !odd) return first;
  const all = await readHead(place.file, wholeSize);
  if (!all.whole) return first;
  const allRecords = textRecords(all.text, readCut(cut), true);
  const allTables = tablesOf(all.text, allRecords, mapping);
  if (allTables.length < 2) return first;
  return loadTable(connection, place, cut, allRecords, allTables, mapping);
}

/** One row of very many cells takes DuckDB as long as very many rows: it keeps the whole line for each cell too many. */
function refuseTooWide(name: string, records: readonly TextRecord[]): void {
  const wide = records.find(({ cells }) => cells.length > limits.tableColumns);
  if (!wide) return;
  const cells = wide.cells.length.toLocaleString('en');
  const most = limits.tableColumns.toLocaleString('en');
  const hint = `Export at most ${most} columns; where the table has fewer, repair that line.`;
  throw tooLarge(name, `has ${cells} cells in line ${wide.line.toLocaleString('en')}`, hint);
}

async function loadTable(
  connection: Connection,
  { raw, name, file: whole, scratch, signal }: Place,
  cut: Cut,
  records: TextRecord[],
  tables: TextTable[],
  mapping: DialectOverride,
): Promise<ReadTable> {
  const reports = tables.map((table, i) => tableReport(records, table, i));
  const chosen = chooseTable(reports, mapping.table);
  const table = tables[chosen - 1]!;
  let file = whole;
  let dialect = dialectOf(cut, records, table, mapping.numbering);
  if (dialect.headers.length === 0) throw empty({ name, path: null });
  if (tables.length > 1) {
    const from = records[table.from]?.line ?? 1;
    const to = records[table.end]?.line ?? null;
    file = await cutLines(whole, scratch, { from, to }, diskAccess, signal);
    dialect = { ...dialect, skip: table.data - table.from, linesBefore: from - 1 };
  }
  const names = records[table.index]?.cells ?? [];
  const rows = records.slice(table.data, table.end).map(({ cells }) => cells);
  const loaded = await loadEvened(connection, { raw, file, scratch, signal }, dialect, { names, rows });
  file = loaded.file;
  const malformed = loaded.malformed.map((row) => ({
    ...row,
    reason: strayReason(row.cells, names) ?? row.reason,
  }));
  const read = { rows: loaded.rows, malformed };
  const { headers, ...cleared } = await clearRows(connection, raw, file, { dialect, names }, read);
  const { sample: _sample, ...kept } = dialect;
  return {
    file,
    dialect: { ...kept, headers },
    ...cleared,
    shortRows: loaded.short,
    tables: reports.length > 1 ? reports : [],
    table: chosen,
    notes: table.notes.flatMap((at) => {
      const record = records[at];
      return record
        ? [{ line: record.line, text: record.cells.filter((cell) => cell.trim()).join(' ') }]
        : [];
    }),
  };
}

type Seen = { names: readonly string[]; rows: readonly string[][] };

/**
 * Loads the rows, after those with too few cells, or with empty ones too many, were evened: at once where the first part
 * of the file has such rows, else where DuckDB finds some.
 */
async function loadEvened(
  connection: Connection,
  { raw, file, scratch, signal }: Pick<Place, 'raw' | 'file' | 'scratch' | 'signal'>,
  dialect: Dialect,
  { names, rows }: Seen,
): Promise<{ file: string; rows: number; malformed: MalformedRow[]; short: number }> {
  const shape = rowShape(dialect, names);
  const width = dialect.headers.length;
  // Where blanks divide cells, a short row may as well have lost a cell in the middle.
  const mayBeUneven = dialect.numbering === 'lines' && dialect.delimiter !== ' ' && width > 1;
  const isMended = (cells: readonly string[]) => mayBeUneven && shape.mended('', cells) !== null;
  const evened = async () => {
    const even = await evenRows(file, scratch, { dialect, shape }, diskAccess, signal);
    return { ...(await createRawTable(connection, raw, even.file, dialect)), ...even };
  };
  if (rows.some((cells) => cells.length < width && isMended(cells))) return evened();
  const loaded = await createRawTable(connection, raw, file, dialect);
  const uneven = loaded.malformed.filter(({ cells }) => cells.length !== width);
  return uneven.some(({ cells }) => isMended(cells)) ? evened() : { ...loaded, file, short: 0 };
}

/** Rows that are each as long as the history they hold; one that is longer than those seen makes the table wider. */
async function loadRagged(
  connection: Connection,
  { raw, file }: Place,
  cut: Cut,
  records: TextRecord[],
  first: RaggedRows,
): Promise<ReadTable> {
  const rows = records.map(({ cells }) => cells);
  const read = async ({ header: index, names: cells }: RaggedRows) => {
    const table = { index, from: index, data: index + 1, end: records.length, notes: [], cells };
    const { sample: _sample, ...dialect } = dialectOf(cut, records, table);
    return { dialect, ...(await createRawTable(connection, raw, file, dialect, true)) };
  };
  const narrow = await read(first);
  const wider = raggedRows([...rows, ...narrow.malformed.map(({ cells }) => cells)]);
  const isWider = wider !== null && wider.names.length > first.names.length;
  const loaded = isWider ? await read(wider) : narrow;
  return { file, ...loaded, tables: [], table: 1, notes: [], shortRows: 0, groups: [] };
}

function tableReport(records: readonly TextRecord[], table: TextTable, i: number): TableReport {
  const rows = records.slice(table.data, table.end).filter(({ cells }) => isFilled(cells)).length;
  const line = records[Math.max(table.index, 0)]?.line ?? 1;
  return { table: i + 1, line, rows, headers: table.cells.map((cell) => cell.trim()) };
}
