/** What is written around the digits of a number column: decimal mark, and all that has to go before a cast. */
export type NumberFormat = {
  decimal: '.' | ',';
  /** Characters to drop: grouping marks, currency signs and codes, blanks, percent. */
  drop: string;
  /** Amounts in parentheses are negative, as accountants write them. */
  parentheses: boolean;
  /** Every value ends in %, or lies between 1 and 100 where a fraction is meant. */
  percent: boolean;
  /** ISO code, when one currency is written in the values. */
  currency: string | null;
};

const plain = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/;
const dressed =
  /^\(?[-+]?\s*([A-Z]{3}|[$€£¥₩₹₽]|[A-Z]{1,3}\$|R\$|kr\.?|zł)?\s*[-+]?[\d.,'’\s\u00a0\u202f]*\d[.,]?\s*(%|[A-Z]{3}|[$€£¥₩₹₽]|kr\.?|zł|元|円|원)?\)?-?$/;

/** Whether a person would read this text as a number, currency and percent included. */
export function looksNumeric(value: string): boolean {
  const text = value.trim();
  return plain.test(text) || dressed.test(text);
}

const signs: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₩': 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  元: 'CNY',
  円: 'JPY',
  원: 'KRW',
  zł: 'PLN',
  R$: 'BRL',
};

/** What the marks in these values say about the decimal mark; null where they allow both. */
export function decimalOf(values: readonly string[]): '.' | ',' | null {
  let comma = 0;
  let dot = 0;
  for (const value of values) {
    const mark = decimalOfOne(value.replace(/[^\d.,]/g, ''));
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

/** The format of a column by its values; `decimal` overrules what they say. */
export function numberFormat(values: readonly string[], decimal: '.' | ',' | null): NumberFormat {
  const mark = decimal ?? decimalOf(values) ?? '.';
  const other = new Set<string>();
  for (const value of values)
    for (const char of value) if (!/[\d+\-eE()]/.test(char) && char !== mark) other.add(char);
  // `e` is dropped only as part of a currency word; in `1e5` it is the exponent.
  const letters = values.some((value) => /[A-Za-z]{2}/.test(value));
  if (letters) for (const value of values) for (const char of value) if (/[eE]/.test(char)) other.add(char);
  return {
    decimal: mark,
    drop: [...other].join(''),
    parentheses: values.some((value) => /^\s*\(.*\)\s*$/.test(value)),
    percent: values.length > 0 && values.every((value) => value.includes('%')),
    currency: currencyOf(values),
  };
}

function currencyOf(values: readonly string[]): string | null {
  const found = new Set<string | null>();
  for (const value of values) {
    const code = /(?:^|[^A-Za-z])([A-Z]{3})(?![A-Za-z])/.exec(value)?.[1];
    const sign = Object.keys(signs).find((text) => value.includes(text));
    found.add(code ?? (sign ? (signs[sign] ?? null) : null));
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

/** SQL that reads a text column as `type`; NULL where it is no number. */
export function numberSql(column: string, format: NumberFormat, type: string): string {
  let text = column;
  if (format.parentheses)
    text = `CASE WHEN trim(${text}) LIKE '(%)' THEN '-' || translate(${text}, '()', '') ELSE ${text} END`;
  if (format.drop) text = `translate(${text}, '${format.drop.replaceAll("'", "''")}', '')`;
  if (format.decimal === ',') text = `replace(${text}, ',', '.')`;
  return `TRY_CAST(${text} AS ${type})`;
}
