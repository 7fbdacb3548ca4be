import type { Mapping } from '#shared/model/mapping';
import { type Cut, detectCut, statedDelimiter, type TextRecord, textRecords } from './cut';
import { headerNames } from './header';
import { commonWidth, isFilled } from './rows';
import { findTables, type TextTable } from './structure/find-tables';

/** How the text of a file is cut into columns and rows. */
export type Dialect = Cut & {
  /** Records before the first row of data: notes, blank lines and the header. */
  skip: number;
  /** Line of the header in the file, from 1; 0 when there is none. */
  headerLine: number;
  numbering: Numbering;
  headers: string[];
  /** Lines of the file before the part that is read, where it holds several tables. */
  linesBefore: number;
  /** Rows of data in the part that was looked at, as text. */
  sample: string[][];
};

/**
 * What “line” means to the user: a line of a text file, a row of a sheet (a cell may hold line breaks), or a record of
 * a format that has no header to count. The last two are read as CSV that Weir wrote itself.
 */
export type Numbering = 'lines' | 'rows' | 'records';

export type DialectOverride = Pick<Mapping, 'delimiter' | 'headerLine' | 'table'> & { numbering?: Numbering };

/**
 * Finds delimiter, quote, header and line ends in the first part of a file. `whole` says that the text is the
 * whole file; otherwise its last, cut record is left out. What the override names is taken as given.
 */
export function detectDialect(head: string, override: DialectOverride = {}, whole = true): Dialect {
  const cut = detectCut(head, override, whole);
  const records = textRecords(head, cut, whole);
  const tables = tablesOf(head, records, override);
  return dialectOf(cut, records, tables[(override.table ?? 1) - 1] ?? tables[0]!, override.numbering);
}

/** The tables among the records of a text whose first line may state the delimiter. */
export function tablesOf(
  text: string,
  records: readonly TextRecord[],
  override: DialectOverride,
): TextTable[] {
  return findTables(
    statedDelimiter(text)
      ? records.map((record, i) => (i === 0 ? { ...record, cells: [''] } : record))
      : records,
    override.numbering === 'records' ? 0 : headerRecord(records, override.headerLine),
  );
}

/** Whether the table has nothing that names its columns; records of JSON and Parquet always do. */
export function hasNoHeader({ headerLine, numbering }: Pick<Dialect, 'headerLine' | 'numbering'>): boolean {
  return headerLine === 0 && numbering !== 'records';
}

function headerRecord(records: readonly TextRecord[], headerLine: number | undefined): number | undefined {
  if (headerLine === undefined) return undefined;
  return headerLine === 0 ? -1 : records.findIndex(({ line }) => line >= headerLine);
}

/** The dialect that reads one table, from the beginning of the text. */
export function dialectOf(
  cut: Cut,
  records: readonly TextRecord[],
  table: TextTable,
  numbering: Numbering = 'lines',
): Dialect {
  const rows = records.slice(table.data, table.end).map(({ cells }) => cells);
  const data = rows.filter(isFilled);
  const width = widthOf(table.cells, data);
  return {
    ...cut,
    skip: table.data,
    headerLine: table.index < 0 || numbering === 'records' ? 0 : (records[table.index]?.line ?? 0),
    numbering,
    headers: headerNames(table.cells, width),
    linesBefore: 0,
    sample: data.map((row) => row.slice(0, width)),
  };
}

/** Columns of the header, and more where rows have values beyond it; a delimiter at the line's end is no column. */
function widthOf(header: string[], data: string[][]): number {
  const common = commonWidth(data);
  const beyond = data.some((row) => row.length === common && isFilled(row.slice(header.length)));
  return beyond || header.length === 0 ? Math.max(header.length, common) : header.length;
}
