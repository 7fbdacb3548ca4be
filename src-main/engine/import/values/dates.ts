import type { DateOrder } from '#shared/model/mapping';

/**
 * One way a date is written: `iso` and `iso-zoned` (year first, DuckDB's own cast), `epoch-s`, `epoch-ms`, or a
 * strptime pattern in which `%1` and `%2` stand for day and month in an order that the column decides.
 */
export type DateShape = string;

export type DateReading = { shape: DateShape; hasTime: boolean; zoned: boolean };

const isoDate = /^\d{4}([-/])\d{1,2}\1\d{1,2}$/;
const isoTime =
  /^\d{4}([-/])\d{1,2}\1\d{1,2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?( UTC|Z|[+-]\d{2}(?::?\d{2})?)?$/;
const numeric = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;
const yearFirst = /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/;
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

/** How this text is written as a date, or null when it is none. `epoch` allows bare numbers, as date columns have. */
export function readDate(value: string, epoch = false): DateReading | null {
  const text = value.trim();
  if (text.length < 6 || text.length > 50) return null;
  if (isoDate.test(text)) return { shape: 'iso', hasTime: false, zoned: false };
  const iso = isoTime.exec(text);
  if (iso) return { shape: iso[2] ? 'iso-zoned' : 'iso', hasTime: true, zoned: iso[2] !== undefined };
  if (epoch && /^\d{10}(\.\d+)?$/.test(text)) return { shape: 'epoch-s', hasTime: true, zoned: true };
  if (epoch && /^\d{13}$/.test(text)) return { shape: 'epoch-ms', hasTime: true, zoned: true };
  return readPattern(text);
}

function readPattern(text: string): DateReading | null {
  const plain = numeric.exec(text);
  if (plain) return withClock(`%1${plain[2]}%2${plain[2]}${year(plain[4])}`, plain[5]);
  const first = yearFirst.exec(text);
  if (first) return withClock(`%Y${first[2]}%m${first[2]}%d`, first[5]);
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

/** The separator between day and month of an ambiguous shape. */
export function separatorOf(shape: DateShape): string {
  return shape[shape.indexOf('%1') + 2] ?? '/';
}

/**
 * SQL that reads a text column as TIMESTAMP (instants in UTC; without offset as written); NULL where no shape
 * fits. `TIMESTAMP` casts ignore offsets, so zoned shapes go through TIMESTAMPTZ, for which the connection's
 * time zone has to be UTC.
 */
export function timestampSql(column: string, shapes: readonly DateShape[], order: DateOrder | null): string {
  const parts: string[] = [];
  if (shapes.includes('iso-zoned')) parts.push(`timezone('UTC', TRY_CAST(${column} AS TIMESTAMPTZ))`);
  else if (shapes.includes('iso')) parts.push(`TRY_CAST(${column} AS TIMESTAMP)`);
  if (shapes.includes('epoch-s')) parts.push(epochSql(column, 1_000_000, [0, 4_102_444_800]));
  if (shapes.includes('epoch-ms')) parts.push(epochSql(column, 1000, [100_000_000_000, 4_102_444_800_000]));
  const patterns = shapes.filter((shape) => shape.includes('%')).map((shape) => resolved(shape, order));
  const plain = patterns.filter((pattern) => !pattern.includes('%z'));
  const zoned = patterns.filter((pattern) => pattern.includes('%z'));
  if (plain.length > 0) parts.push(`try_strptime(${column}, ${patternList(plain)})`);
  if (zoned.length > 0) parts.push(`timezone('UTC', try_strptime(${column}, ${patternList(zoned)}))`);
  if (parts.length === 0) return `TRY_CAST(${column} AS TIMESTAMP)`;
  return parts.length === 1 ? (parts[0] ?? '') : `COALESCE(${parts.join(', ')})`;
}

/** SQL that reads a text column as DATE: the calendar day as written, whatever the offset. */
export function daySql(column: string, shapes: readonly DateShape[], order: DateOrder | null): string {
  const unzoned = shapes.map((shape) => (shape === 'iso-zoned' ? 'iso' : shape));
  return `CAST(${timestampSql(column, [...new Set(unzoned)], order)} AS DATE)`;
}

function epochSql(column: string, micros: number, [low, high]: [number, number]): string {
  const value = `TRY_CAST(${column} AS DOUBLE)`;
  return `CASE WHEN ${value} BETWEEN ${low} AND ${high} THEN make_timestamp(CAST(${value} * ${micros} AS BIGINT)) END`;
}

/** Two-digit years first: `%Y` reads `17` as the year 17. */
function patternList(patterns: string[]): string {
  const sorted = [...new Set(patterns)].sort((a, b) => Number(b.includes('%y')) - Number(a.includes('%y')));
  return `[${sorted.map((pattern) => `'${pattern.replaceAll("'", "''")}'`).join(', ')}]`;
}

function resolved(shape: DateShape, order: DateOrder | null): string {
  const [first, second] = order === 'mdy' ? ['%m', '%d'] : ['%d', '%m'];
  return shape.replace('%1', first).replace('%2', second);
}
