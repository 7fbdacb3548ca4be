import { fieldsOfKind } from '#shared/model/fields';
import { identifier, literal } from '../query/sql-text';
import { lostDigitsSql } from './damage/lost-digits-sql';
import { textOf } from './damage/mend';
import { columnOf, type StagedColumn, type StagedFile } from './staged-file';
import { presentSql, valueSql } from './value-sql';

/** Fields without which a row means nothing, by kind. */
const requiredFields = {
  opportunities: ['id'],
  'stage-history': ['id', 'at', 'stage'],
  activities: ['at'],
  accounts: ['key'],
  products: ['key'],
  owners: ['key'],
  leads: [],
  targets: ['period', 'amount'],
  rates: ['currency', 'rate'],
} as const;

/** The three reject columns of a converted row, all NULL for rows that can be loaded. */
export function rejectSql(file: StagedFile): (readonly [string, string])[] {
  const tests = rejectTests(file);
  const pick = (part: (test: RejectTest) => string) =>
    tests.length === 0
      ? 'CAST(NULL AS VARCHAR)'
      : `CASE ${tests.map((test) => `WHEN ${test.when} THEN ${part(test)}`).join(' ')} END`;
  return [
    ['reject_column', pick(({ column }) => literal(column))],
    ['reject_value', pick(({ value }) => value)],
    ['reject_reason', pick(({ reason }) => reason)],
  ];
}

type RejectTest = { when: string; column: string; value: string; reason: string };

function rejectTests(file: StagedFile): RejectTest[] {
  if (file.kind === null) return [];
  const fields = requiredFields[file.kind];
  if (file.kind === 'opportunities' && !columnOf(file.columns, 'id')) return [emptyRow(file)];
  return fields.flatMap((field) => {
    const column =
      columnOf(file.columns, field) ?? (field === 'key' ? columnOf(file.columns, 'name') : undefined);
    if (!column) return [];
    // Of a log with one row a field, only the rows that change the stage need a new one.
    if (field === 'stage' && columnOf(file.columns, 'field')) return [];
    const raw = identifier(column.column);
    const missing: RejectTest = {
      when: `${presentSql(column)} IS NULL`,
      column: column.column,
      value: `left(${raw}, 200)`,
      reason: literal(`no ${labelOf(file, field)}`),
    };
    const lost = lostIdSql(column);
    if (lost) {
      // A list tells such deals apart otherwise.
      if (file.kind === 'opportunities') return [{ ...missing, when: `${missing.when} AND NOT ${lost}` }];
      return [{ ...missing, when: lost, reason: literal('an id whose last digits are lost') }, missing];
    }
    // Of a column that was seen to be filled in every row, DuckDB need not look at each again.
    const asCounted = column.nulls.length === 0 && !column.mends;
    const gaps = asCounted && column.filled === file.rows ? [] : [missing];
    const date = column.format.as === 'day' || column.format.as === 'instant';
    if (!date) return gaps;
    const unread = {
      ...missing,
      when: `${valueSql(column, 'TIMESTAMP')} IS NULL`,
      reason: literal('not a date that can be read'),
    };
    return column.bad > 0 ? [...gaps, unread] : gaps;
  });
}

/** True for ids whose last digits are lost; null for a column that has none. */
export function lostIdSql({ column, mends = [] }: StagedColumn): string | null {
  const at = mends.findIndex(({ as }) => as === 'lost-digits');
  const mend = mends[at];
  return mend && 'rounded' in mend
    ? lostDigitsSql(textOf({ column, mends: mends.slice(0, at) }), mend.rounded)
    : null;
}

function emptyRow({ columns }: StagedFile): RejectTest {
  const cells = columns.map(({ column }) => identifier(column)).join(', ');
  return {
    when: `coalesce(${cells}) IS NULL`,
    column: '',
    value: 'CAST(NULL AS VARCHAR)',
    reason: literal('an empty row'),
  };
}

function labelOf({ kind }: StagedFile, field: string): string {
  const label = kind && fieldsOfKind[kind].find((definition) => definition.field === field)?.label;
  return (label ?? field).toLowerCase();
}

/** Why a row does not count that a later one of the file overrules. */
export const supersededReason = 'a later row has the same id';

/** Of several rows with the same id and day the last one counts; the earlier ones are rejected and say so. */
export function withoutDuplicates(file: StagedFile, plain: string): string {
  if (file.kind !== 'opportunities' || file.duplicateIds === 0) return plain;
  const id = columnOf(file.columns, 'id');
  const later = 'max("row") OVER (PARTITION BY id, snapshot_date) > "row" AND reject_reason IS NULL';
  return `SELECT * REPLACE (
  CASE WHEN ${later} THEN ${literal(id?.column ?? '')} ELSE reject_column END AS reject_column,
  CASE WHEN ${later} THEN left(id, 200) ELSE reject_value END AS reject_value,
  CASE WHEN ${later} THEN ${literal(supersededReason)} ELSE reject_reason END AS reject_reason)
FROM (${plain})`;
}
