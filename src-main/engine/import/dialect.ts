import Papa from 'papaparse';
import type { Mapping } from '#shared/model/mapping';
import { headerNames, headerRow } from './header';
import { lineEndWalker } from './line-ends';
import { commonWidth, isFilled } from './rows';

/** How the text of a file is cut into columns and rows. */
export type Dialect = {
  delimiter: string;
  quote: string;
  /** What precedes a quote inside quotes: the quote itself, or a backslash. */
  escape: string;
  newline: '\n' | '\r\n' | '\r';
  /** Records before the first row of data: notes, blank lines and the header. */
  skip: number;
  /** Line of the header in the file, from 1; 0 when there is none. */
  headerLine: number;
  numbering: Numbering;
  headers: string[];
  /** Rows of data in the part that was looked at, as text. */
  sample: string[][];
};

/**
 * What “line” means to the user: a line of a text file, a row of a sheet (a cell may hold line breaks), or a record of
 * a format that has no header to count. The last two are read as CSV that Weir wrote itself.
 */
export type Numbering = 'lines' | 'rows' | 'records';

export type DialectOverride = Pick<Mapping, 'delimiter' | 'headerLine'> & { numbering?: Numbering };

const delimiters = [',', ';', '\t', '|'] as const;
const rowsToTry = 200;

/**
 * Finds delimiter, quote, header and line ends in the first part of a file. `whole` says that the text is the
 * whole file; otherwise its last, cut record is left out. What the override names is taken as given.
 */
export function detectDialect(head: string, override: DialectOverride = {}, whole = true): Dialect {
  const { numbering = 'lines' } = override;
  const cut = numbering === 'lines' ? cutOf(head) : ownCut;
  const given = numbering === 'lines' ? override.delimiter : ',';
  const candidates = given ? [given] : delimiters;
  const tried = candidates.map((delimiter) => {
    const rows = parse(head, { delimiter, ...cut }, rowsToTry, whole);
    return { delimiter, rows, score: regularity(rows) };
  });
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  const found = headerRow(best.rows, numbering === 'records' ? 1 : override.headerLine, numbering);
  const data = best.rows.slice(found.index + 1).filter(isFilled);
  const width = widthOf(found.cells, data);
  return {
    delimiter: best.delimiter,
    ...cut,
    skip: found.index + 1,
    headerLine: numbering === 'records' ? 0 : found.line,
    numbering,
    headers: headerNames(found.cells, width),
    sample: data.map((row) => row.slice(0, width)),
  };
}

const ownCut = { quote: '"', escape: '"', newline: '\n' } as const;

function cutOf(head: string): Omit<Cut, 'delimiter'> {
  const quote = quoteOf(head);
  return { quote, escape: escapeOf(head, quote), newline: newlineOf(head) };
}

/** Columns of the header, and more where rows have values beyond it; a delimiter at the line's end is no column. */
function widthOf(header: string[], data: string[][]): number {
  const common = commonWidth(data);
  const beyond = data.some((row) => row.length === common && isFilled(row.slice(header.length)));
  return beyond || header.length === 0 ? Math.max(header.length, common) : header.length;
}

export type Cut = Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'newline'>;

function parse(text: string, cut: Cut, limit: number, whole: boolean): string[][] {
  const { data } = Papa.parse<string[]>(text, { ...papaConfig(cut), preview: limit });
  return !whole && data.length > 1 && data.length < limit ? data.slice(0, -1) : data;
}

/** The same dialect in PapaParse's words. */
export function papaConfig(cut: Cut) {
  return {
    delimiter: cut.delimiter,
    quoteChar: cut.quote,
    escapeChar: cut.escape,
    newline: cut.newline,
    skipEmptyLines: false,
  } as const;
}

/** High where most rows have the same number of columns, and that number is large. */
function regularity(rows: string[][]): number {
  const filled = rows.filter(isFilled);
  const width = commonWidth(filled);
  if (width < 2) return 0;
  const share = filled.filter((row) => row.length === width).length / filled.length;
  return share ** 2 * Math.log2(width);
}

function newlineOf(head: string): Dialect['newline'] {
  const walk = lineEndWalker(false);
  walk.push(Buffer.from(head));
  const { lf, crlf, cr } = walk.seen;
  return crlf ? '\r\n' : cr && !lf ? '\r' : '\n';
}

/** Single quotes only where they enclose whole cells and double quotes do not: names have apostrophes. */
function quoteOf(head: string): string {
  const enclosed = (quote: string) =>
    head.match(new RegExp(`(?:^|[,;\\t|\\n])${quote}[^${quote}\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, 'g'))
      ?.length ?? 0;
  return enclosed("'") > 2 && enclosed('"') === 0 ? "'" : '"';
}

function escapeOf(head: string, quote: string): string {
  const backslashed = head.split(`\\${quote}`).length - 1;
  const doubled = head.match(new RegExp(`[^,;\\t|\\n]${quote}${quote}`, 'g'))?.length ?? 0;
  const endsCell = head.match(new RegExp(`\\\\${quote}[,;\\t|\\r\\n]`, 'g'))?.length ?? 0;
  return backslashed > endsCell && doubled === 0 ? '\\' : quote;
}
