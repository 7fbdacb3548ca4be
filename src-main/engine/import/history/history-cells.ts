import { literal } from '../../query/sql-text';
import type { StagedColumn } from '../staged-file';
import { presentSql } from '../value-sql';
import { timestampSql } from '../values/dates';
import { type TrackedField, trackedField } from './tracked-field';

/** A day with or without time, written with the year first, or milliseconds since 1970. */
const moment = String.raw`\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?|\b1\d{12}\b`;
const between = String.raw`\s*[;|\n]\s*`;
/** What may stand between a value and its time. */
const mark = String.raw`[\s()\[\]{},:=@<>←→–—-]+`;
const marks = `^${mark}|${mark}$`;

/** Cells are looked at up to this length; the last entry of a longer one is cut. */
const cellSeen = 300;

/** The property whose history a column holds in its cells, by its name and by what they look like; null for none. */
export function historyInCells(header: string, values: readonly string[]): TrackedField | null {
  const field = fieldOfHeader(header);
  if (!field || values.length === 0 || !values.every(isHistory)) return null;
  return values.some((value) => isJson(value) || entriesOf(value).length > 1) ? field : null;
}

/** `propertiesWithHistory.dealstage`, `dealstage.versions`, `Deal Stage History`. */
function fieldOfHeader(header: string): TrackedField | null {
  const names = header.split('.').map((part) => part.trim().replace(/[ _-]*(history|versions|log)$/i, ''));
  return names.map(trackedField).find((field) => field !== null) ?? null;
}

function isHistory(value: string): boolean {
  if (isJson(value)) return true;
  const entries = entriesOf(value);
  return entries.length > 0 && entries.every((entry) => saidOf(entry) !== '');
}

function isJson(value: string): boolean {
  return (
    /^\s*(\[\s*\]|\[\s*\{)/.test(value) &&
    (/^\s*\[\s*\]/.test(value) || /"(value|timestamp)"\s*:/.test(value))
  );
}

function entriesOf(value: string): string[] {
  const entries = value.split(new RegExp(between)).filter((entry) => entry.trim() !== '');
  const whole = value.length < cellSeen ? entries : entries.slice(0, -1);
  return whole.every((entry) => new RegExp(moment).test(entry)) ? whole : [];
}

function saidOf(entry: string): string {
  return entry.replace(new RegExp(moment), '').replace(new RegExp(marks, 'g'), '');
}

/** SQL of the entries of one column, see `historyEntriesSql`: a list of objects, or values beside their times. */
export function cellEntriesSql(column: StagedColumn, field: TrackedField, zone = 'UTC'): string {
  const cell = presentSql(column);
  const objects = `list_transform(from_json(CASE WHEN json_valid(${cell}) THEN ${cell} END, '["JSON"]'),
      lambda e: {'value': json_extract_string(e, '$.value'), 'at': json_extract_string(e, '$.timestamp')})`;
  const value = `regexp_replace(e, ${literal(moment)}, '')`;
  const texts = `list_transform(regexp_split_to_array(${cell}, ${literal(between)}),
      lambda e: {'value': regexp_replace(${value}, ${literal(marks)}, '', 'g'), 'at': regexp_extract(e, ${literal(moment)})})`;
  const at = timestampSql(`e['at']`, ['iso-zoned', 'epoch-ms'], null, zone);
  return `coalesce(list_transform(CASE WHEN ${cell} LIKE '[%' THEN ${objects} ELSE ${texts} END,
      lambda e, i: {'field': ${literal(field)}, 'at': ${at}, 'value': nullif(e['value'], ''), 'sequence': lpad(CAST(10000 - i AS VARCHAR), 5, '0')}), [])`;
}
