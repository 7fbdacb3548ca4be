import type { DateOrder } from '#shared/model/mapping';
import { literal } from '../../query/sql-text';
import { longestDate, readWritten, writtenSql } from './written-dates';

/**
 * One way a date is written: `iso` and `iso-zoned` (year first, DuckDB's own cast), `epoch-s`, `epoch-ms`, `epoch-us`,
 * `serial-1900` and `serial-1904` (days as spreadsheets count them), a strptime pattern in which `%1` and `%2` stand
 * for day and month in an order that the column decides, or the name of a layout in `written-dates.ts`.
 */
export type DateShape = string;

export type DateReading = { shape: DateShape; hasTime: boolean; zoned: boolean };

const isoDate = /^\d{4}([-/])\d{1,2}\1\d{1,2}$/;
const isoTime =
  /^\d{4}([-/])\d{1,2}\1\d{1,2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?( UTC|Z|[+-]\d{2}(?::?\d{2})?)?$/;
const numeric = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;
const yearFirst = /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/;
const eastern = /^\d{4}([年년] ?)\d{1,2}([月월] ?)\d{1,2}([日일])$/;
const compact = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])([ T]?)(?:(\d{4})(\d{2})?(Z)?)?$/;
const dayMonthName =
  /^(?:([A-Za-z]{3,9})(,? ))?(\d{1,2})([ ./-]+)([A-Za-z]{3,9})(\.?,?[ ./-]+)(\d{4}|\d{2})(?!\d)(.*)$/;
const monthNameDay =
  /^(?:([A-Za-z]{3,9})(,? ))?([A-Za-z]{3,9})(\.?[ ./-]+)(\d{1,2})(,?[ ./-]+)(\d{4}|\d{2})(?!\d)(.*)$/;
const clock =
  /^([ T]|, ?| at )(\d{1,2}):(\d{2})(:\d{2})?([.,]\d{1,6})?(\s*)([AaPp][Mm])?(\s*)(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** How this text is written as a date, or null when it is none. `bare` allows bare numbers, as date columns have. */
export function readDate(value: string, bare = false): DateReading | null {
  const text = value.trim();
  if (bare && /^[\d.]{5,20}$/.test(text)) {
    const number = readNumber(text);
    if (number) return number;
  }
  if (text.length < 6 || text.length > longestDate) return null;
  if (isoDate.test(text)) return { shape: 'iso', hasTime: false, zoned: false };
  const iso = isoTime.exec(text);
  if (iso) return { shape: iso[2] ? 'iso-zoned' : 'iso', hasTime: true, zoned: iso[2] !== undefined };
  return readPattern(text) ?? readWritten(text);
}

/** Seconds and their parts since 1970, days of a spreadsheet, or a date without any mark. */
function readNumber(text: string): DateReading | null {
  if (/^\d{10}(\.\d+)?$/.test(text)) return { shape: 'epoch-s', hasTime: true, zoned: true };
  if (/^\d{13}$/.test(text)) return { shape: 'epoch-ms', hasTime: true, zoned: true };
  if (/^1\d{15}$/.test(text)) return { shape: 'epoch-us', hasTime: true, zoned: true };
  if (/^[2-7]\d{4}(\.\d+)?$/.test(text))
    return { shape: 'serial-1900', hasTime: /\.\d*[1-9]/.test(text), zoned: false };
  const marks = compact.exec(text);
  return marks ? compactReading(marks) : null;
}

function compactReading([, gap, minutes, seconds, zone]: RegExpExecArray): DateReading {
  const time = minutes ? `${gap}%H%M${seconds ? '%S' : ''}${zone ?? ''}` : '';
  return { shape: `%Y%m%d${time}`, hasTime: time !== '', zoned: false };
}

function readPattern(text: string): DateReading | null {
  const plain = numeric.exec(text);
  if (plain) return withClock(`%1${plain[2]}%2${plain[2]}${year(plain[4])}`, plain[5]);
  const first = yearFirst.exec(text);
  if (first) return withClock(`%Y${first[2]}%m${first[2]}%d`, first[5]);
  const east = eastern.exec(text);
  if (east) return withClock(`%Y${east[1]}%m${east[2]}%d${east[3]}`, '');
  const bare = compact.exec(text);
  if (bare && /[TZ]/.test(text)) return compactReading(bare);
  const dayName = dayMonthName.exec(text);
  if (dayName) {
    const [, weekday, gap, , before, month, after, digits, rest] = dayName;
    return named(weekday, gap, month, (m) => `%d${before}${m}${after}${year(digits)}`, rest);
  }
  const nameDay = monthNameDay.exec(text);
  if (nameDay) {
    const [, weekday, gap, month, before, , after, digits, rest] = nameDay;
    return named(weekday, gap, month, (m) => `${m}${before}%d${after}${year(digits)}`, rest);
  }
  return null;
}

function named(
  weekday: string | undefined,
  gap: string | undefined,
  month: string | undefined,
  pattern: (month: string) => string,
  rest: string | undefined,
): DateReading | null {
  const token = nameToken(month, months, '%b', '%B');
  const day = weekday === undefined ? '' : nameToken(weekday, weekdays, '%a', '%A');
  if (!token || day === null) return null;
  return withClock(`${day}${weekday === undefined ? '' : gap}${pattern(token)}`, rest);
}

/** `May` is both the short and the long name; the long token reads it too. */
function nameToken(text: string | undefined, names: string[], short: string, long: string): string | null {
  const word = text?.toLowerCase() ?? '';
  if (names.includes(word)) return long;
  return word.length === 3 && names.some((name) => name.startsWith(word)) ? short : null;
}

function year(digits: string | undefined): string {
  return digits?.length === 2 ? '%y' : '%Y';
}

function withClock(date: string, rest: string | undefined): DateReading | null {
  if (!rest) return { shape: date, hasTime: false, zoned: false };
  const time = clock.exec(rest);
  if (!time) return null;
  const [, gap, , , seconds, fraction, beforeHalf, half, beforeZone, zone] = time;
  const hours = `${half ? '%I' : '%H'}:%M${seconds ? ':%S' : ''}${fraction ? `${fraction[0]}%f` : ''}`;
  const offset = zone === undefined ? '' : /^[+-]/.test(zone) ? '%z' : zone;
  const shape = `${date}${gap}${hours}${beforeHalf}${half ? '%p' : ''}${beforeZone}${offset}`;
  return { shape, hasTime: true, zoned: offset === '%z' };
}

/** Whether day and month of this shape can be taken for one another. */
export function isAmbiguous(shape: DateShape): boolean {
  return shape.includes('%1');
}

/** The separator between day and month of an ambiguous `strptime` pattern. */
export function separatorOf(shape: DateShape): string {
  return shape[shape.indexOf('%1') + 2] ?? '/';
}

/** Whether values of this shape may be instants: moments that have another day elsewhere. */
export function mayBeInstant(shape: DateShape): boolean {
  return shape === 'iso-zoned' || /^(epoch|~)|%z|(Z|UTC|GMT)$/.test(shape);
}

/**
 * SQL that reads a text column as TIMESTAMP (instants by the clock of `zone`; without offset as written); NULL where no
 * shape fits. `TIMESTAMP` casts ignore offsets, so zoned shapes go through TIMESTAMPTZ, for which the connection's
 * time zone has to be UTC.
 */
export function timestampSql(
  column: string,
  shapes: readonly DateShape[],
  order: DateOrder | null,
  zone = 'UTC',
): string {
  return shapesSql(column, shapes, order, zone);
}

/** SQL of an instant, a TIMESTAMP in UTC, by the clock of a zone. */
export function inZoneSql(instant: string, zone: string): string {
  return zone === 'UTC' ? instant : `timezone(${literal(zone)}, timezone('UTC', ${instant}))`;
}

/** SQL that reads a text column as DATE: the calendar day as written, whatever the offset. */
export function daySql(column: string, shapes: readonly DateShape[], order: DateOrder | null): string {
  return `CAST(${asWrittenSql(column, shapes, order)} AS DATE)`;
}

/** SQL that reads a text column as TIMESTAMP of the clock that was written, whatever the offset. */
export function asWrittenSql(column: string, shapes: readonly DateShape[], order: DateOrder | null): string {
  const unzoned = shapes.map((shape) => (shape === 'iso-zoned' ? 'iso' : shape));
  return shapesSql(column, [...new Set(unzoned)], order, null);
}

function shapesSql(
  column: string,
  shapes: readonly DateShape[],
  order: DateOrder | null,
  /** By whose clock instants are read; null reads the clock that was written. */
  zone: string | null,
): string {
  const parts: string[] = [];
  const instant = (sql: string) => inZoneSql(sql, zone ?? 'UTC');
  if (shapes.includes('iso-zoned')) parts.push(isoZonedSql(column, zone ?? 'UTC'));
  else if (shapes.includes('iso')) parts.push(`TRY_CAST(${column} AS TIMESTAMP)`);
  for (const shape of shapes) {
    const number = numbers[shape];
    if (number)
      parts.push(shape.startsWith('epoch') ? instant(numberSql(column, number)) : numberSql(column, number));
  }
  const patterns = shapes
    .filter((shape) => shape.includes('%') && !shape.startsWith('~'))
    .map((shape) => resolved(shape, order));
  const plain = patterns.filter((pattern) => !pattern.includes('%z') && !inGreenwich.test(pattern));
  const greenwich = patterns.filter((pattern) => inGreenwich.test(pattern));
  const zoned = patterns.filter((pattern) => pattern.includes('%z'));
  if (plain.length > 0) parts.push(`try_strptime(${column}, ${patternList(plain)})`);
  if (greenwich.length > 0) parts.push(instant(`try_strptime(${column}, ${patternList(greenwich)})`));
  if (zoned.length > 0) parts.push(zonedSql(column, zoned, zone));
  for (const shape of shapes) if (shape.startsWith('~')) parts.push(writtenSql(column, shape, order, zone));
  if (parts.length === 0) return `TRY_CAST(${column} AS TIMESTAMP)`;
  return parts.length === 1 ? (parts[0] ?? '') : `COALESCE(${parts.join(', ')})`;
}

/** Patterns whose zone is a word and always the same. */
const inGreenwich = /(Z|UTC|GMT)$/;

/** Where one text has an offset another may have none, and is of the zone as it stands. */
function isoZonedSql(column: string, zone: string): string {
  const instant = `timezone(${literal(zone)}, TRY_CAST(${column} AS TIMESTAMPTZ))`;
  if (zone === 'UTC') return instant;
  const offset = String.raw`:\d{2}(\.\d+)?( UTC|Z|[+-]\d{2}(:?\d{2})?)$`;
  return `CASE WHEN regexp_matches(${column}, '${offset}') THEN ${instant} ELSE TRY_CAST(${column} AS TIMESTAMP) END`;
}

/** What `strptime` cannot keep is the clock as written: there the offset is cut off. */
function zonedSql(column: string, patterns: string[], zone: string | null): string {
  if (zone !== null) return `timezone(${literal(zone)}, try_strptime(${column}, ${patternList(patterns)}))`;
  const cut = `regexp_replace(${column}, '\\s*[+-]\\d{2}:?\\d{2}$', '')`;
  return `try_strptime(${cut}, ${patternList(patterns.map((pattern) => pattern.replace(/\s*%z$/, '')))})`;
}

/** Bare numbers: from when they count, microseconds of one, and between which values they are dates. */
type NumberShape = { from: string; micros: number; low: number; high: number };
const numbers: Readonly<Record<string, NumberShape>> = {
  'epoch-s': { from: '1970-01-01', micros: 1_000_000, low: 0, high: 4_102_444_800 },
  'epoch-ms': { from: '1970-01-01', micros: 1000, low: 100_000_000_000, high: 4_102_444_800_000 },
  'epoch-us': { from: '1970-01-01', micros: 1, low: 100_000_000_000_000, high: 4_102_444_800_000_000 },
  'serial-1900': { from: '1899-12-30', micros: 86_400_000_000, low: 10_000, high: 109_575 },
  'serial-1904': { from: '1904-01-01', micros: 86_400_000_000, low: 8_000, high: 108_113 },
};

/** Days of a spreadsheet are exact to the second only. */
function numberSql(column: string, { from, micros, low, high }: NumberShape): string {
  const value = `TRY_CAST(${column} AS DOUBLE)`;
  const read =
    micros > 1_000_000 ? `round(${value} * ${micros / 1_000_000}) * 1000000` : `${value} * ${micros}`;
  return `CASE WHEN ${value} BETWEEN ${low} AND ${high} THEN TIMESTAMP '${from}' + to_microseconds(CAST(${read} AS BIGINT)) END`;
}

/** Two-digit years first: `%Y` reads `17` as the year 17. */
function patternList(patterns: string[]): string {
  const sorted = [...new Set(patterns)].sort((a, b) => Number(b.includes('%y')) - Number(a.includes('%y')));
  return `[${sorted.map((pattern) => `'${pattern.replaceAll("'", "''")}'`).join(', ')}]`;
}

/** `24.03.15` with the year first has its day where others have the year. */
function resolved(shape: DateShape, order: DateOrder | null): string {
  if (order === 'ymd' && hasShortYear(shape))
    return shape.replace('%1', '%0').replace('%2', '%m').replace('%y', '%d').replace('%0', '%y');
  const [first, second] = order === 'mdy' ? ['%m', '%d'] : ['%d', '%m'];
  return shape.replace('%1', first).replace('%2', second);
}

/** Whether any of the three numbers of this shape can be the year. */
export function hasShortYear(shape: DateShape): boolean {
  return isAmbiguous(shape) && shape.includes('%y');
}
