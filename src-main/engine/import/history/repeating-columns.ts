import { readDate } from '../values/dates';
import { type TrackedField, trackedField } from './tracked-field';

/** The values of one property with their times, side by side in each row: places of columns, from 0. */
export type RepeatingColumns = {
  field: TrackedField;
  id: number;
  pairs: { value: number; at: number }[];
  /** Columns that belong to neither: who or what changed the value. */
  beside: number[];
};

const idNames = /^(record|deal|object|opportunity|hs_object)[ _]?id$|^(id|datensatz-id|レコードid|记录id)$/i;
const times =
  /time ?stamp|\btime\b|\bdate\b|changed (at|on)|updated (at|on)|\bwhen\b|zeitstempel|datum|fecha|\bdata\b|日時|时间|시간/i;
const generic = /^((property|new|old|previous|historical)[ _]?)?value$|^(wert|valor|valeur|值|値|값)$/i;
const sources = /source|user|\bby\b|quelle|fuente|fonte|来源|ソース/i;

/**
 * Finds columns that come again and again, as exports of the history of a property have them: one row a record, the
 * newest value leftmost, each with its time and perhaps its source. `about` names the property where no column does.
 */
export function repeatingColumns(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  about: string,
): RepeatingColumns | null {
  const id = headers.findIndex((name) => idNames.test(name.trim()));
  if (id < 0) return null;
  for (const period of [2, 3, 4]) {
    const start = startOf(headers, period, id + 1);
    if (start === null) continue;
    const parts = Array.from({ length: period }, (_, i) => start + i);
    const at = parts.find((place) => holdsTimes(headers[place]!, rows, place));
    const value = parts.filter((place) => place !== at).sort(byName(headers))[0];
    if (at === undefined || value === undefined) continue;
    const field = fieldOf(headers, rows, { value, start, about });
    if (!field) continue;
    const groups = Math.ceil((headers.length - start) / period);
    const pairs = Array.from({ length: groups }, (_, n) => ({
      value: value + n * period,
      at: at + n * period,
    })).filter((pair) => pair.at < headers.length && pair.value < headers.length);
    const taken = new Set(pairs.flatMap((pair) => [pair.value, pair.at]));
    const beside = headers.map((_, i) => i).filter((i) => i >= start && !taken.has(i));
    return { field, id, pairs, beside };
  }
  return null;
}

/** The first column from which on all names repeat with this period, twice at least. */
function startOf(headers: readonly string[], period: number, from: number): number | null {
  const base = headers.map(baseName);
  for (let start = from; start + 2 * period <= headers.length; start++) {
    const rest = base.slice(start);
    const again = rest.every((name, i) => i < period || name === rest[i - period]);
    if (again && new Set(rest.slice(0, period)).size === period) return start;
  }
  return null;
}

/** `Value 2`, `Value_2`, `Value (2)` and `2. Value` are all called `Value`. */
function baseName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s_.:#-]*\(?\d{1,2}\)?$/, '')
    .replace(/^\d{1,2}(st|nd|rd|th)?[\s_.:-]+/, '')
    .trim();
}

function holdsTimes(header: string, rows: readonly (readonly (string | null)[])[], place: number): boolean {
  const values = rows.flatMap((row) => row[place]?.trim() || []);
  if (values.length === 0) return times.test(header);
  const read = values.filter((value) => readDate(value, true)?.hasTime).length;
  return (
    read >= values.length * 0.9 || (times.test(header) && values.every((value) => readDate(value, true)))
  );
}

/** A column called like a property, then one called value, and last what may be a source. */
function byName(headers: readonly string[]): (a: number, b: number) => number {
  const rank = (place: number) => {
    const name = baseName(headers[place]!);
    if (generic.test(name)) return 1;
    return trackedField(name) ? 0 : sources.test(name) ? 3 : 2;
  };
  return (a, b) => rank(a) - rank(b) || a - b;
}

/** What property the values are of: by their column, by one before them, by the name of the file, or a stage by its words. */
function fieldOf(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  { value, start, about }: { value: number; start: number; about: string },
): TrackedField | null {
  const own = baseName(headers[value]!);
  if (!generic.test(own)) return trackedField(own.replace(/ history$/, ''));
  const before = headers.slice(0, start).map((name) => trackedField(baseName(name)));
  const named = before.find((field) => field !== null) ?? fieldInText(about);
  if (named) return named;
  const values = rows.flatMap((row) => row[value]?.trim() || []);
  const words = values.filter((text) => /\p{L}/u.test(text) && !readDate(text, true));
  const few = new Set(values).size <= Math.max(10, values.length / 3);
  return values.length > 0 && words.length === values.length && few ? 'stage' : null;
}

function fieldInText(text: string): TrackedField | null {
  const plain = text.toLowerCase().replace(/[^\p{L}]+/gu, ' ');
  if (/deal ?stage|pipeline stage|opportunity stage|stage name/.test(plain)) return 'stage';
  if (/close ?date|closing date/.test(plain)) return 'expected_close';
  if (/\bamount\b/.test(plain)) return 'amount';
  return /deal owner|\bowner\b/.test(plain) ? 'owner' : null;
}
