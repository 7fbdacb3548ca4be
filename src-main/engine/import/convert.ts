import { type FieldDefinition, type FieldType, fieldsOfKind } from '#shared/model/fields';
import { identifier, literal } from '../query/sql-text';
import { currencySql } from './currency-values';
import { type ExtraColumn, extraColumns } from './extra-columns';
import { hasValueHistory, newestStageSql, unfolded } from './history/value-history';
import { normaliseHeader } from './normalise-header';
import { closedSql } from './outcome';
import { pivoted } from './pivot-sql';
import { rawTable } from './raw-table';
import { lostIdSql, rejectSql, withoutDuplicates } from './reject-sql';
import { leftStageSql, settledStageSql, wonSql } from './settled-stage';
import { columnOf, type StagedColumn, type StagedFile } from './staged-file';
import { numberedIdSql, syntheticIdSql } from './synthetic-id';
import { type SqlType, valueSql } from './value-sql';

export type Conversion = {
  /**
   * SELECT over the raw table that yields its rows typed. `row` counts from 0; `reject_column`, `reject_value` and
   * `reject_reason` are NULL for rows that can be loaded.
   */
  select: string;
  /**
   * Of a log with one row a changed field, and of a list that holds the history of a property: rows of such a log, to be
   * put together over several files.
   */
  fieldRows: string | null;
  /** Whether nothing but old values says in which order such rows of one moment came. */
  chained: boolean;
  extras: ExtraColumn[];
  /** Whether rows have an amount of their own. */
  hasAmount: boolean;
};

const sqlTypes: Record<FieldType, SqlType> = {
  text: 'VARCHAR',
  amount: 'DECIMAL(18,2)',
  number: 'DOUBLE',
  day: 'DATE',
  instant: 'TIMESTAMP',
  boolean: 'BOOLEAN',
};

/** The SQL that turns the raw rows of a file into typed rows of its kind, with all columns of no field or some of them. */
export function conversionOf(file: StagedFile, extras = extraColumns(file)): Conversion {
  const { kind, columns } = file;
  if (kind === null) throw new Error(`${file.name} holds no rows to convert`);
  const fields = fieldsOfKind[kind].map(
    (definition) => [definition.field, fieldSql(file, definition)] as const,
  );
  const special: (readonly [string, string])[] =
    kind === 'opportunities'
      ? [
          ['stage_dates', stageDatesSql(columns)],
          ['left_stage', leftStageSql(file)],
          ['stage_duration', fieldOrNull(columnOf(columns, 'stage_duration'), 'DOUBLE')],
          ['deal_age', fieldOrNull(columnOf(columns, 'deal_age'), 'DOUBLE')],
        ]
      : [];
  const own = extras.map(
    ({ name, column }) => [name, valueSql(columns.find((c) => c.column === column)!)] as const,
  );
  const list = [['row', 'rowid'] as const, ...fields, ...special, ...own, ...rejectSql(file)];
  const plain = `SELECT ${list.map(([name, sql]) => `${sql} AS ${identifier(name)}`).join(',\n  ')}\nFROM ${rawTable(file.raw)}`;
  if (kind === 'rates')
    return { select: withTarget(plain), fieldRows: null, chained: false, extras, hasAmount: false };
  const fieldRows = fieldRowsOf(file, plain);
  const isLog = kind === 'stage-history' && fieldRows !== null;
  const chained = isLog && !columnOf(columns, 'sequence') && columnOf(columns, 'old_value') !== undefined;
  return {
    select: isLog ? pivoted(fieldRows, { chained }) : withoutDuplicates(file, plain),
    fieldRows,
    chained,
    extras,
    hasAmount: columnOf(columns, 'amount') !== undefined || isLog,
  };
}

function fieldRowsOf(file: StagedFile, plain: string): string | null {
  if (file.kind === 'stage-history' && columnOf(file.columns, 'field')) return plain;
  if (!hasValueHistory(file.columns)) return null;
  if (file.kind === 'stage-history') return unfolded(file, plain);
  return file.kind === 'opportunities' ? unfolded(file, asLog(withoutDuplicates(file, plain))) : null;
}

/** Rows of a list as rows of a log that say nothing yet. Those that the list rejects say nothing at all. */
function asLog(list: string): string {
  const fields = fieldsOfKind['stage-history'].map(({ field, type }) =>
    field === 'id' ? 'id' : `CAST(NULL AS ${sqlTypes[type]}) AS ${identifier(field)}`,
  );
  return `SELECT "row", ${fields.join(', ')}, reject_column, reject_value, reject_reason FROM (${list}) WHERE reject_reason IS NULL`;
}

function fieldSql(file: StagedFile, { field, type }: FieldDefinition): string {
  const column = columnOf(file.columns, field);
  const sqlType = sqlTypes[type];
  if (file.kind === 'opportunities') {
    if (field === 'id') return column ? ownIdSql(file, column) : syntheticIdSql(file);
    if (field === 'expected_close' || field === 'closed_at') return closeSql(file, field, sqlType);
    if (field === 'stage') return settledStageSql(file) ?? newestStageSql(file);
    if (field === 'currency') return currencySql(file);
    if (field === 'amount') return amountSql(file, sqlType);
  }
  if (field === 'period') return periodSql(file, sqlType);
  if (field === 'rate' && column && column.type !== 'empty') return rateSql(column);
  if (field === 'name' || (field === 'key' && !column)) return nameSql(file, sqlType);
  return fieldOrNull(column, sqlType);
}

/** The id, and where its last digits are lost what else tells the deal apart. */
function ownIdSql(file: StagedFile, column: StagedColumn): string {
  const id = fieldOrNull(column, 'VARCHAR');
  const lost = lostIdSql(column);
  return lost ? `CASE WHEN ${lost} THEN ${numberedIdSql(file.columns)} ELSE ${id} END` : id;
}

function nameSql({ columns }: StagedFile, type: SqlType): string {
  const name = fieldOrNull(columnOf(columns, 'name'), type);
  const first = columnOf(columns, 'first_name');
  return first ? `nullif(concat_ws(' ', ${fieldOrNull(first, type)}, ${name}), '')` : name;
}

/** A table of rates without a column for it converts into the currency whose own rate is 1. */
function withTarget(plain: string): string {
  return `SELECT * REPLACE (
  coalesce("to", (SELECT min(currency) FROM (${plain}) WHERE "to" IS NULL AND rate = 1)) AS "to")
FROM (${plain})`;
}

/** A conversion rate, as Salesforce keeps it, says how much of the currency one unit of the other is worth. */
function rateSql(column: StagedColumn): string {
  const rate = valueSql(column, 'DOUBLE');
  return normaliseHeader(column.column) === 'conversionrate' ? `1 / nullif(${rate}, 0)` : rate;
}

function fieldOrNull(column: StagedColumn | undefined, type: SqlType): string {
  return column && column.type !== 'empty' ? valueSql(column, type) : `CAST(NULL AS ${type})`;
}

/** What a won deal brought in the end goes before what it was expected to bring. */
function amountSql(file: StagedFile, type: SqlType): string {
  const amount = fieldOrNull(columnOf(file.columns, 'amount'), type);
  const actual = columnOf(file.columns, 'won_amount');
  const won = wonSql(file);
  if (!actual || actual.type === 'empty' || won === null) return amount;
  return `CASE WHEN ${won} THEN coalesce(${valueSql(actual, type)}, ${amount}) ELSE ${amount} END`;
}

/** A plain “close date” is the expected date where open deals have it, and for closed deals the day they closed. */
function closeSql(file: StagedFile, field: 'expected_close' | 'closed_at', type: SqlType): string {
  const named = columnOf(file.columns, field);
  const close = columnOf(file.columns, 'close');
  const lost = field === 'closed_at' ? columnOf(file.columns, 'lost_at') : undefined;
  if (named && lost) return `coalesce(${fieldOrNull(named, type)}, ${fieldOrNull(lost, type)})`;
  if (named || !close || close.type === 'empty') return fieldOrNull(named, type);
  if (field === 'expected_close')
    return file.closeRole === 'expected' ? valueSql(close, type) : `CAST(NULL AS ${type})`;
  if (file.closeRole === 'actual') return valueSql(close, type);
  if (columnOf(file.columns, 'closed_at')) return `CAST(NULL AS ${type})`;
  const closed = closedSql(file.columns, file);
  return closed ? `CASE WHEN ${closed} THEN ${valueSql(close, type)} END` : `CAST(NULL AS ${type})`;
}

/** The period of a target, with the year that stands beside it where it has none of its own. */
function periodSql(file: StagedFile, type: SqlType): string {
  const [period, year] = ['period', 'period_year'].map((field) =>
    fieldOrNull(columnOf(file.columns, field), type),
  );
  if (!columnOf(file.columns, 'period_year')) return `${period}`;
  return `CASE WHEN regexp_matches(${period}, '(19|20)[0-9]{2}') THEN ${period} ELSE ${year} || ' ' || ${period} END`;
}

function stageDatesSql(columns: readonly StagedColumn[]): string {
  const type = 'STRUCT(stage VARCHAR, "at" TIMESTAMP)[]';
  const stages = [
    ...new Set(columns.flatMap(({ stage, type }) => (stage && type !== 'empty' ? [stage] : []))),
  ];
  if (stages.length === 0) return `CAST(NULL AS ${type})`;
  const entries = stages.map((stage) => {
    // Two generations of the same column, or the same stage of several pipelines: the first that is filled.
    const dates = columns
      .filter((c) => c.stage === stage && c.type !== 'empty')
      .map((c) => valueSql(c, 'TIMESTAMP'));
    return `{'stage': ${literal(stage)}, 'at': ${dates.length > 1 ? `coalesce(${dates.join(', ')})` : dates[0]}}`;
  });
  return `list_filter(CAST([${entries.join(', ')}] AS ${type}), lambda d: d['at'] IS NOT NULL)`;
}
