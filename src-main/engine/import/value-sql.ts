import { literal } from '../query/sql-text';
import { textOf } from './damage/mend';
import type { StagedColumn } from './staged-file';
import { asWrittenSql, daySql, mayBeInstant, timestampSql } from './values/dates';
import { durationSql } from './values/durations';
import { numberSql } from './values/numbers';

type Readable = Pick<StagedColumn, 'column' | 'format' | 'nulls' | 'mends'>;

type DateFormat = Extract<StagedColumn['format'], { as: 'day' | 'instant' }>;

/** What a converted value is to be stored as. */
export type SqlType = 'VARCHAR' | 'DECIMAL(18,2)' | 'DOUBLE' | 'TIMESTAMP' | 'DATE' | 'BOOLEAN';

/** The column as text, mended, and empty where it holds a word for empty. */
export function presentSql({ column, nulls, format, mends = [] }: Readable): string {
  const name = textOf({ column, mends });
  const text = format.as === 'text' && format.trim ? `NULLIF(trim(${name}), '')` : name;
  return nulls.length === 0
    ? text
    : `CASE WHEN ${text} NOT IN (${nulls.map(literal).join(', ')}) THEN ${text} END`;
}

/** SQL that reads a raw column as its format says; NULL where the text is no such value. */
export function valueSql(column: Readable, type: SqlType = naturalType(column)): string {
  const { format } = column;
  const text = presentSql(column);
  switch (format.as) {
    case 'text':
      return type === 'VARCHAR' ? becomeSql(text, format.becomes) : `TRY_CAST(${text} AS ${type})`;
    case 'amount':
    case 'number': {
      const read = numberSql(text, format.number, type);
      const value = format.number.percent ? `${read} / 100` : read;
      return format.guard
        ? `CASE WHEN NOT ${contradictsSql(text, format.number.decimal)} THEN ${value} END`
        : value;
    }
    case 'day':
    case 'instant': {
      const value = dateSql(text, format, type);
      return format.bounded
        ? `CASE WHEN ${value} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN ${value} END`
        : value;
    }
    case 'boolean':
      return booleanSql(text, format.words);
    case 'duration':
      return durationSql(text, format.plain);
  }
}

function becomeSql(text: string, becomes: Record<string, string> = {}): string {
  const cases = Object.entries(becomes).map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`);
  return cases.length > 0 ? `CASE ${text} ${cases.join(' ')} ELSE ${text} END` : text;
}

function dateSql(text: string, format: DateFormat, type: SqlType): string {
  const { shapes, order, midnight, zone } = format;
  if (!midnight && type === 'DATE') return dayInZoneSql(text, format);
  if (!midnight) return timestampSql(text, shapes, order, zone);
  // Midnight anywhere is less than twelve hours from midnight in Greenwich.
  return `CAST(CAST(${timestampSql(text, shapes, order)} + INTERVAL 12 HOUR AS DATE) AS ${type})`;
}

/** A midnight that was written stands for its day; any other moment with an offset is of the day that the zone has. */
function dayInZoneSql(text: string, { shapes, order, zone }: DateFormat): string {
  const day = daySql(text, shapes, order);
  if (!shapes.some(mayBeInstant)) return day;
  const isMidnight = `CAST(${asWrittenSql(text, shapes, order)} AS TIME) = TIME '00:00'`;
  return `CASE WHEN ${isMidnight} THEN ${day} ELSE CAST(${timestampSql(text, shapes, order, zone)} AS DATE) END`;
}

export function naturalType({ format }: Readable): SqlType {
  switch (format.as) {
    case 'amount':
      return 'DECIMAL(18,2)';
    case 'number':
    case 'duration':
      return 'DOUBLE';
    case 'day':
      return 'DATE';
    case 'instant':
      return 'TIMESTAMP';
    case 'boolean':
      return 'BOOLEAN';
    default:
      return 'VARCHAR';
  }
}

/** True for texts with a value that the format does not read. */
export function badSql(column: Readable): string {
  const value = valueSql(column);
  // `NaN` and `Infinity` are values of a DOUBLE, but nobody's measurement.
  const unread =
    column.format.as === 'number' ? `(${value} IS NULL OR NOT isfinite(${value}))` : `${value} IS NULL`;
  return `(${presentSql(column)} IS NOT NULL AND ${unread})`;
}

/**
 * Texts whose grouping mark stands where none can: dropping it would change the number. Groups have three digits; in
 * India those before the last have two.
 */
export function contradictsSql(text: string, decimal: '.' | ','): string {
  const [mark, group] = decimal === '.' ? ['\\.', ','] : [',', '\\.'];
  const wrong = [
    `${group}(\\d|\\d{4,})(\\D|$)`,
    `${group}\\d{2}([^\\d${group}]|$)`,
    `\\d[ ''’\u00a0\u202f](\\d{1,2}|\\d{4,})(\\D|$)`,
    `${mark}\\d*${group}\\d`,
  ];
  return `regexp_matches(${text}, '${wrong.join('|')}')`;
}

function booleanSql(text: string, { yes, no }: { yes: string[]; no: string[] }): string {
  const when = (words: string[], value: string) =>
    words.length > 0 ? ` WHEN ${text} IN (${words.map(literal).join(', ')}) THEN ${value}` : '';
  const cases = `${when(yes, 'TRUE')}${when(no, 'FALSE')}`;
  return cases ? `CASE${cases} END` : 'CAST(NULL AS BOOLEAN)';
}
