import { currencyOfSign, currencySigns, isCurrencyCode } from './currencies';

/** What is written around the digits of a number column: decimal mark, and all that has to go before a cast. */
export type NumberFormat = {
  decimal: '.' | ',';
  /** Characters to drop: grouping marks, blanks, percent. */
  drop: string;
  /** Currency signs and codes to drop, as written, the longest first. */
  words?: string[];
  /** Words that multiply, as written: `K`, `Mio.`, `万`. The longest first. */
  scales?: string[];
  /** Amounts in parentheses are negative, as accountants write them. */
  parentheses: boolean;
  /** Minus signs behind the number, or of other kinds than the hyphen. */
  minus?: boolean;
  /** Digits and marks of full width, as East Asian keyboards give them. */
  wide?: boolean;
  /** Every value ends in %, or lies between 1 and 100 where a fraction is meant. */
  percent: boolean;
  /** ISO code, when one currency is written in the values. */
  currency: string | null;
};

/** What the parts of a number text are. */
export type NumberText = { digits: string; word: string; scale: string; sign: string; percent: boolean };

const factors: readonly (readonly [factor: number, ...words: string[]])[] = [
  [1e3, 'k', 'tsd.', 'tsd', 'thousand', 'mil', 'тыс.', 'тыс', '千', '천'],
  [1e4, '万', '萬', '만'],
  [1e6, 'm', 'mm', 'mn', 'mln', 'mio.', 'mio', 'million', 'millions', 'млн.', 'млн', '百万'],
  [1e8, '亿', '億', '억'],
  [1e9, 'b', 'bn', 'mrd.', 'mrd', 'billion', 'млрд.', 'млрд'],
];
const factorOf = new Map(
  factors.flatMap(([factor, ...words]) => words.map((word) => [word, factor] as const)),
);

const byLength = (a: string, b: string) => b.length - a.length || (a < b ? -1 : 1);
const either = (words: readonly string[]) =>
  [...words]
    .sort(byLength)
    .map((word) => word.replace(/[.$^*+?()[\]{}|\\]/g, '\\$&'))
    .join('|');
const currency = `[A-Z]{3}\\$?|${either(currencySigns)}`;
const blank = '[\\s\\u00a0\\u202f\\u2009]*';
const minus = '[-−–－]';
/** Groups of three, or of two as in India; a lone mark is a decimal mark. */
const digits = `\\d{1,3}(?:[ \\u00a0\\u202f\\u2009'’]\\d{3})+(?:[.,]\\d+)?|\\d[\\d.,]*|[.,]\\d+`;
const dressed = new RegExp(
  `^(\\(?)(${minus}|\\+)?${blank}(${currency})?${blank}(${minus}|\\+)?${blank}(${digits})(?:[eE][-+]?\\d{1,3})?${blank}` +
    `((?:${either([...factorOf.keys()])})(?![\\p{L}]{2}))?${blank}(%|${currency})?(\\)?)(${minus})?$`,
  'iu',
);
const plain = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/;

const wide = '０１２３４５６７８９．，％（）－＋';
const narrow = '0123456789.,%()-+';

/** Takes a number apart as a person would; null for any other text. */
export function readNumber(value: string): NumberText | null {
  const text = narrowed(value).trim();
  if (plain.test(text)) return { digits: text, word: '', scale: '', sign: '', percent: false };
  const found = dressed.exec(text);
  if (!found) return null;
  const [, open, , before, , figures = '', scale = '', behind = '', close, trailing] = found;
  if ((open === '(') !== (close === ')') || (open && trailing)) return null;
  const after = behind === '%' ? '' : behind;
  const word = before || after;
  if ([before, after].some((one) => one && !isCurrency(one))) return null;
  if (before && after && currencyOfSign(before) !== currencyOfSign(after)) return null;
  return { digits: figures, word, scale, sign: open || trailing || '', percent: after !== behind };
}

/** `USD` and `usd` are codes; `Top 10` is no ten paʻanga. */
function isCurrency(word: string): boolean {
  if (currencyOfSign(word) === null) return false;
  return !/^[A-Za-z]{3}$/.test(word) || word === word.toUpperCase() || word === word.toLowerCase();
}

/** Whether a person would read this text as a number, currency and percent included. */
export function looksNumeric(value: string): boolean {
  return readNumber(value) !== null;
}

/** Whether the number is multiplied by a letter alone, which in a column of no field is rather a code: 5K, 10M. */
export function isScaled(value: string): boolean {
  return (readNumber(value)?.scale ?? '') !== '';
}

function narrowed(value: string): string {
  return /[０-９．，％（）－＋]/.test(value)
    ? [...value].map((char) => (wide.includes(char) ? (narrow[wide.indexOf(char)] ?? char) : char)).join('')
    : value;
}

/** What the marks in these values say about the decimal mark; null where they allow both. */
export function decimalOf(values: readonly string[]): '.' | ',' | null {
  let comma = 0;
  let dot = 0;
  for (const value of values) {
    const mark = decimalOfOne(
      narrowed(value)
        .replace(/\.(?=\D*$)/, '')
        .replace(/[^\d.,]/g, ''),
    );
    if (mark === ',') comma++;
    if (mark === '.') dot++;
  }
  return comma > dot ? ',' : dot > 0 ? '.' : null;
}

function decimalOfOne(digits: string): '.' | ',' | null {
  const lastComma = digits.lastIndexOf(',');
  const lastDot = digits.lastIndexOf('.');
  if (lastComma >= 0 && lastDot >= 0) return lastComma > lastDot ? ',' : '.';
  const mark = lastComma >= 0 ? ',' : lastDot >= 0 ? '.' : null;
  if (!mark) return null;
  const other = mark === ',' ? '.' : ',';
  if (digits.indexOf(mark) !== digits.lastIndexOf(mark)) return other;
  const [whole = '', fraction = ''] = digits.split(mark);
  // `1.054` may be a thousand or a fraction; `0.054`, `12.5` and `1234.567` are fractions for certain.
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? null : mark;
}

/** The format of a column by its values; `decimal` is the file's mark, for values that allow both. */
export function numberFormat(values: readonly string[], decimal: '.' | ',' | null): NumberFormat {
  const mark = decimal ?? decimalOf(values) ?? '.';
  const read = values.map(readNumber).filter((text) => text !== null);
  const texts = values.map(narrowed);
  const found = (of: (text: NumberText) => string) =>
    [...new Set(read.map(of))].filter(Boolean).sort(byLength);
  const words = found(({ word }) => word);
  return {
    decimal: mark,
    drop: [...new Set(texts.flatMap((text) => text.match(marks) ?? []))]
      .filter((char) => char !== mark)
      .join(''),
    ...(words.length > 0 ? { words } : {}),
    ...optional(
      'scales',
      found(({ scale }) => scale),
    ),
    parentheses: read.some(({ sign }) => sign === '('),
    ...(texts.some((text) => /[−–]|\d\D*-\s*$/.test(text)) ? { minus: true } : {}),
    ...(values.some((value, i) => value !== texts[i]) ? { wide: true } : {}),
    percent: values.length > 0 && texts.every((text) => text.includes('%')),
    currency: currencyOf(read),
  };
}

const marks = /[.,'’+%\s\u00a0\u202f\u2009]/g;

function optional<K extends string>(key: K, words: string[]): Partial<Record<K, string[]>> {
  return words.length > 0 ? ({ [key]: words } as Record<K, string[]>) : {};
}

/** Two formats of one column as one that reads both. */
export function joinedFormat(a: NumberFormat, b: NumberFormat): NumberFormat {
  const both = (of: (format: NumberFormat) => readonly string[] | undefined) =>
    [...new Set([...(of(a) ?? []), ...(of(b) ?? [])])].sort(byLength);
  return {
    ...a,
    drop: [...new Set([...a.drop, ...b.drop])].filter((char) => char !== a.decimal).join(''),
    ...optional(
      'words',
      both(({ words }) => words),
    ),
    ...optional(
      'scales',
      both(({ scales }) => scales),
    ),
    parentheses: a.parentheses || b.parentheses,
    ...(a.minus || b.minus ? { minus: true } : {}),
    ...(a.wide || b.wide ? { wide: true } : {}),
    currency: a.currency === b.currency ? a.currency : null,
  };
}

function currencyOf(read: readonly NumberText[]): string | null {
  const found = new Set(read.map(({ word }) => currencyOfSign(word)));
  const [only = null] = found;
  return found.size === 1 && only && isCurrencyCode(only) ? only : null;
}

/** SQL that reads a text column as `type`; NULL where it is no number. Amounts are exact to the cent. */
export function numberSql(column: string, format: NumberFormat, type: string): string {
  const { words = [], scales = [] } = format;
  let text = format.wide ? `translate(${column}, '${wide}', '${narrow}')` : column;
  if (format.parentheses)
    text = `CASE WHEN trim(${text}) LIKE '(%)' THEN '-' || translate(${text}, '()', '') ELSE ${text} END`;
  for (const word of words) text = without(text, word);
  const factor = scales.length > 0 ? factorSql(text, scales) : '';
  for (const scale of scales) text = without(text, scale);
  if (format.minus)
    text = String.raw`regexp_replace(translate(${text}, '−–', '--'), '^(.*\d)\s*-\s*$', '-\1')`;
  if (format.drop) text = `translate(${text}, '${quoted(format.drop)}', '')`;
  if (format.decimal === ',') text = `replace(${text}, ',', '.')`;
  // A multiplied number has more decimals than a cent.
  return factor
    ? `TRY_CAST(TRY_CAST(${text} AS DECIMAL(24,9)) * ${factor} AS ${type})`
    : `TRY_CAST(${text} AS ${type})`;
}

function factorSql(text: string, scales: readonly string[]): string {
  const cases = scales.map(
    (scale) => `WHEN contains(${text}, '${quoted(scale)}') THEN ${factorOf.get(scale.toLowerCase()) ?? 1}`,
  );
  return `CASE ${cases.join(' ')} ELSE 1 END`;
}

function without(text: string, word: string): string {
  return `replace(${text}, '${quoted(word)}', '')`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
