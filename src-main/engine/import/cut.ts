import Papa from 'papaparse';
import type { Mapping } from '#shared/model/mapping';
import { lineEndWalker } from './line-ends';
import { commonWidth, isFilled } from './rows';
import { quoteEvener } from './structure/even-quotes';

/** How the text of a file is cut into records and cells. */
export type Cut = {
  delimiter: string;
  quote: string;
  /** What precedes a quote inside quotes: the quote itself, a backslash, or nothing where such quotes stand bare. */
  escape: string;
  newline: '\n' | '\r\n' | '\r';
};

/** How the copy in scratch is cut that is read: quotes inside quotes are doubled there. */
export function readCut(cut: Cut): Cut {
  return { ...cut, escape: cut.quote };
}

/** Whether the copy has to be written anew for that; where blanks divide cells, to see cells that slipped. */
export function needsEvenQuotes({ quote, escape: before, delimiter }: Cut): boolean {
  return before !== quote || delimiter === ' ';
}

/** One record of a text: the line it begins on, from 1, and its cells. */
export type TextRecord = { line: number; cells: string[] };

const usual = [', ', '; ', ',', ';', '\t', '|'];
/** Delimiters that ordinary text is full of: believed only where the whole text bears them out. */
const unusual = ['^', '~', ' ', ':'];
const rowsToTry = 200;

/**
 * Finds delimiter, quote, escape and line ends in the first part of a file. `whole` says that the text is the whole
 * file. A delimiter that the override names is taken as given, and so is one that Excel's first line `sep=;` states.
 */
export function detectCut(text: string, override: Pick<Mapping, 'delimiter'>, whole: boolean): Cut {
  const quote = quoteOf(text);
  const rest = { quote, escape: escapeOf(text, quote), newline: newlineOf(text) };
  const score = (delimiter: string) => regularity(head(text, { delimiter, ...rest }, whole));
  const given = override.delimiter ?? statedDelimiter(text);
  const cut = { ...rest, delimiter: given ?? bestDelimiter(text, rest, whole, score) };
  if (!hasBareQuotes(text.replaceAll(`\\${quote}`, ''), cut)) return cut;
  const doubled = { ...cut, escape: quote };
  const bare = { ...cut, escape: '' };
  return regularity(head(text, bare, whole)) >= regularity(head(text, doubled, whole)) ? bare : doubled;
}

/** The delimiter in the line `sep=;` with which Excel is told of it. */
export function statedDelimiter(text: string): string | undefined {
  return /^"?sep=([^\r\n"])"?[\r\n]/i.exec(text)?.[1];
}

/** The same cut in PapaParse's words, for text whose quotes are even. */
export function papaConfig({ delimiter, quote, newline }: Cut) {
  return { delimiter, quoteChar: quote, escapeChar: quote, newline, skipEmptyLines: false } as const;
}

/** The records of a text, blank lines included; of a text that is cut off, without the last one. */
export function textRecords(text: string, cut: Cut, whole: boolean, limit = 0): TextRecord[] {
  const even = cut.escape === cut.quote ? text : evened(text, cut);
  const { data } = Papa.parse<string[]>(even, { ...papaConfig(cut), preview: limit });
  const complete = !whole && data.length > 1 && (limit === 0 || data.length < limit);
  let line = 1;
  return (complete ? data.slice(0, -1) : data).map((cells) => {
    const record = { line, cells };
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return record;
  });
}

function evened(text: string, cut: Cut): string {
  const evener = quoteEvener(cut, 0);
  return evener.push(text) + evener.end();
}

function head(text: string, cut: Cut, whole: boolean): string[][] {
  return textRecords(text, cut, whole, rowsToTry).map(({ cells }) => cells);
}

function bestDelimiter(
  text: string,
  rest: Omit<Cut, 'delimiter'>,
  whole: boolean,
  score: (delimiter: string) => number,
): string {
  const scored = usual.map((delimiter) => ({ delimiter, score: score(delimiter) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const rows = (delimiter: string) => head(text, { delimiter, ...rest }, whole);
  if (best.score >= 0.8) return best.delimiter;
  const odd = unusual.find(
    (delimiter) => isBorneOut(rows(delimiter), delimiter, text, rest.quote) && score(delimiter) > best.score,
  );
  return odd ?? best.delimiter;
}

/** The first record has as many cells as most others, and all of them say something. */
function isBorneOut(rows: string[][], delimiter: string, text: string, quote: string): boolean {
  const filled = rows.filter(isFilled);
  const [first = []] = filled;
  if (first.length < 3 || first.length !== commonWidth(filled)) return false;
  if (first.some((cell) => cell.trim() === '') || new Set(first).size < first.length) return false;
  const share = filled.filter((row) => row.length === first.length).length / filled.length;
  const enclosing = text.includes(`${quote}${delimiter}${quote}`);
  return share >= (delimiter === ' ' && enclosing ? 0.2 : 0.95);
}

/** High where most rows have the same number of columns, and that number is large. */
function regularity(rows: string[][]): number {
  const filled = rows.filter(isFilled);
  const width = commonWidth(filled);
  if (width < 2) return 0;
  const share = filled.filter((row) => row.length === width).length / filled.length;
  return share ** 2 * Math.log2(width);
}

function newlineOf(text: string): Cut['newline'] {
  const walk = lineEndWalker(false);
  walk.push(Buffer.from(text));
  const { lf, crlf, cr } = walk.seen;
  return crlf ? '\r\n' : cr && !lf ? '\r' : '\n';
}

/** Single quotes only where they enclose whole cells and double quotes do not: names have apostrophes. */
function quoteOf(text: string): string {
  const enclosed = (quote: string) =>
    text.match(new RegExp(`(?:^|[,;\\t|^~\\n])${quote}[^${quote}\\n]*${quote}(?=[,;\\t|^~\\r\\n]|$)`, 'g'))
      ?.length ?? 0;
  return enclosed("'") > 2 && enclosed('"') === 0 ? "'" : '"';
}

function escapeOf(text: string, quote: string): string {
  const backslashed = text.split(`\\${quote}`).length - 1;
  if (backslashed === 0) return quote;
  const others = text.replaceAll(`\\${quote}`, '');
  const doubled = others.match(new RegExp(`[^,;\\t|\\n]${quote}${quote}`, 'g'))?.length ?? 0;
  const endsCell = text.match(new RegExp(`\\\\${quote}[,;\\t|\\r\\n]`, 'g'))?.length ?? 0;
  return backslashed > endsCell && doubled === 0 ? '\\' : quote;
}

/** Whether quotes stand inside quoted cells without being doubled, and none that is. */
function hasBareQuotes(text: string, { quote, delimiter }: Cut): boolean {
  const [divider = ','] = delimiter;
  const ends = new Set([divider, '\n', '\r', undefined]);
  let quoted = false;
  let atStart = true;
  let bare = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (!quoted) {
      if (char === quote && atStart) quoted = true;
      else if (char !== ' ') atStart = ends.has(char);
    } else if (char === quote) {
      if (text[i + 1] === quote && !ends.has(text[i + 2])) return false;
      let next = i + 1;
      if (divider !== ' ') while (text[next] === ' ') next++;
      if (ends.has(text[next])) quoted = atStart = false;
      else if (text[next] !== quote) bare++;
    }
  }
  return bare > 0;
}
