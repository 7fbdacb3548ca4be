import { unwrapped } from '../damage/unwrapped-sql';

/** What the rows below a header show of each column: values that are no words (numbers, dates, mails), or nothing sure. */
export type TypedColumns = readonly boolean[];

const rowsToLookAt = 50;

/** Which columns hold numbers, dates or the like in at least four of five of their values, and in two at least. */
export function typedColumns(rows: readonly string[][]): TypedColumns {
  const looked = rows.slice(0, rowsToLookAt);
  const width = Math.max(0, ...looked.map((row) => row.length));
  return Array.from({ length: width }, (_, i) => {
    const values = looked.map((row) => row[i]?.trim() ?? '').filter((value) => value !== '');
    const data = values.filter(looksLikeData).length;
    return data >= Math.min(2, looked.length) && data > 0 && data >= values.length * 0.8;
  });
}

const number = /^[-+(]?([A-Z]{3}|[$€£¥₩₹₽元円원])?\s?[-+]?\d[\d.,\s'’]*[)%]?\s?([A-Z]{3}|[$€£¥₩₹₽元円원])?$/;
const date = /^\d{1,4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,4}日?([ T].*)?$/;
const namedDate = /^\d{1,2}[-. ]\p{L}{3,9}[-.,]{0,2} ?\d{2,4}([ ,].*)?$|^\p{L}{3,9}\.? \d{1,2},? \d{4}$/u;
const time = /^\d{1,2}:\d{2}(:\d{2})?$/;
const mail = /^\S+@\S+\.\S+$/;

/** Whether a cell is a value rather than a name of a column. */
export function looksLikeData(cell: string): boolean {
  const text = unwrapped(cell.trim());
  if (text.length > 200) return true;
  return [number, date, namedDate, time, mail].some((pattern) => pattern.test(text));
}

/** Cells that stand over typed columns and are words: the row names the columns, or says something about them. */
export function contrasts(row: readonly string[], typed: TypedColumns): number {
  let words = 0;
  for (const [i, isTyped] of typed.entries()) {
    const cell = row[i]?.trim() ?? '';
    if (!isTyped || cell === '') continue;
    if (looksLikeData(cell)) return 0;
    words++;
  }
  return words;
}
