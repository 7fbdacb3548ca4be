import { type FieldDefinition, type FieldType, fieldsOfKind } from '#shared/model/fields';
import { identifier, literal } from '../query/sql-text';
import { closedSql } from './outcome';
import { rawTable } from './raw-table';
import { isStageField } from './stage-facts';
import { columnOf, type StagedColumn, type StagedFile } from './staged-file';
import { presentSql, type SqlType, valueSql } from './value-sql';

/** A column that no field takes: its own name, free of those that tables use, and the type it was proved to have. */
export type ExtraColumn = { name: string; column: string; type: FieldType };

export type Conversion = {
  /**
   * SELECT over the raw table that yields its rows typed. `row` counts from 0; `reject_column`, `reject_value` and
   * `reject_reason` are NULL for rows that can be loaded.
   */
  select: string;
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

/** The SQL that turns the raw rows of a file into typed rows of its kind. */
export function conversionOf(file: StagedFile): Conversion {
  const { kind, columns } = file;
  if (kind === null) throw new Error(`${file.name} holds no rows to convert`);
  const extras = extraColumns(file);
  const fields = fieldsOfKind[kind].map(
    (definition) => [definition.field, fieldSql(file, definition)] as const,
  );
  const special: (readonly [string, string])[] =
    kind === 'opportunities' ? [['stage_dates', stageDatesSql(columns)]] : [];
  const own = extras.map(
    ({ name, column }) => [name, valueSql(columns.find((c) => c.column === column)!)] as const,
  );
  const list = [['row', 'rowid'] as const, ...fields, ...special, ...own, ...rejectSql(file)];
  const plain = `SELECT ${list.map(([name, sql]) => `${sql} AS ${identifier(name)}`).join(',\n  ')}\nFROM ${rawTable(file.raw)}`;
  const field = kind === 'stage-history' ? columnOf(columns, 'field') : undefined;
  return {
    select: field ? pivoted(plain) : withoutDuplicates(file, plain),
    extras,
    hasAmount: columnOf(columns, 'amount') !== undefined || field !== undefined,
  };
}

function fieldSql(file: StagedFile, { field, type }: FieldDefinition): string {
  const column = columnOf(file.columns, field);
  const sqlType = sqlTypes[type];
  if (file.kind === 'opportunities') {
    if (field === 'id' && !column) return syntheticIdSql(file);
    if (field === 'expected_close' || field === 'closed_at') return closeSql(file, field, sqlType);
    if (field === 'stage' && !column) return stageOfFlagsSql(file);
    if (field === 'currency' && file.currency)
      return column ? `coalesce(${valueSql(column)}, ${literal(file.currency)})` : literal(file.currency);
  }
  if (field === 'key' && !column) return fieldOrNull(columnOf(file.columns, 'name'), sqlType);
  return fieldOrNull(column, sqlType);
}

function fieldOrNull(column: StagedColumn | undefined, type: SqlType): string {
  return column && column.type !== 'empty' ? valueSql(column, type) : `CAST(NULL AS ${type})`;
}

/** A plain “close date” is the expected date where open deals have it, and for closed deals the day they closed. */
function closeSql(file: StagedFile, field: 'expected_close' | 'closed_at', type: SqlType): string {
  const named = columnOf(file.columns, field);
  const close = columnOf(file.columns, 'close');
  if (named || !close || close.type === 'empty') return fieldOrNull(named, type);
  if (field === 'expected_close')
    return file.closeRole === 'expected' ? valueSql(close, type) : `CAST(NULL AS ${type})`;
  if (file.closeRole === 'actual') return valueSql(close, type);
  if (columnOf(file.columns, 'closed_at')) return `CAST(NULL AS ${type})`;
  const closed = closedSql(file.columns, file);
  return closed ? `CASE WHEN ${closed} THEN ${valueSql(close, type)} END` : `CAST(NULL AS ${type})`;
}

/** Without a stage column, won and closed flags still tell open from won from lost. */
function stageOfFlagsSql(file: StagedFile): string {
  const won = columnOf(file.columns, 'is_won');
  const closed = columnOf(file.columns, 'is_closed');
  if (!won && !closed) return 'CAST(NULL AS VARCHAR)';
  const cases = [
    won ? `WHEN ${valueSql(won)} THEN 'Won'` : '',
    closed ? `WHEN ${valueSql(closed)} THEN 'Lost'` : '',
  ];
  return `CASE ${cases.filter(Boolean).join(' ')} ELSE 'Open' END`;
}

/** A name that stays the same from export to export: of name, account and creation; numbered where these repeat. */
export function contentIdSql(columns: readonly StagedColumn[]): string {
  const parts = ['name', 'account', 'created_at']
    .map((field) => columnOf(columns, field))
    .filter((column) => column !== undefined)
    .map((column) => `coalesce(${presentSql(column)}, '')`);
  const all =
    parts.length > 0 ? parts : columns.map((column) => `coalesce(${identifier(column.column)}, '')`);
  return `left(md5(concat_ws('|', ${all.join(', ')})), 16)`;
}

function syntheticIdSql({ syntheticId, columns }: StagedFile): string {
  const content = contentIdSql(columns);
  return syntheticId === 'rows'
    ? `${content} || '-' || row_number() OVER (PARTITION BY ${content} ORDER BY rowid)`
    : content;
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

/** Names that the derived tables use beside the dictionary. */
const reserved = [
  'row',
  'reject_column',
  'reject_value',
  'reject_reason',
  'stage_dates',
  'key',
  'life',
  'outcome',
  'stage_id',
  'started_at',
  'known_from',
  'observed_from',
  'stage_entered_at',
  'evidence',
  'is_newest_life',
  'file_key',
  'record',
  'amount_origin',
  'snapshot_date',
  'versions',
  'file',
  'import',
  'snapshot',
];

function extraColumns({ kind, columns }: StagedFile): ExtraColumn[] {
  if (kind === null || kind === 'activities') return [];
  const taken = new Set([
    ...reserved,
    ...fieldsOfKind.opportunities.map(({ field }) => field),
    ...fieldsOfKind[kind].map(({ field }) => field),
  ]);
  return columns
    .filter(
      ({ field, stage, keep, type }) => field === null && stage === undefined && keep && type !== 'empty',
    )
    .map(({ column, type }) => ({
      name: freeName(column, taken),
      column,
      type: type === 'empty' ? 'text' : type,
    }));
}

function freeName(column: string, taken: Set<string>): string {
  let name = column;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${column} (${n})`;
  taken.add(name.toLowerCase());
  return name;
}

/** Fields without which a row means nothing, by kind. */
export const requiredFields = {
  opportunities: ['id'],
  'stage-history': ['id', 'at', 'stage'],
  activities: ['at'],
  accounts: ['key'],
  products: ['key'],
  owners: ['key'],
} as const;

function rejectSql(file: StagedFile): (readonly [string, string])[] {
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
    const date = column.format.as === 'day' || column.format.as === 'instant';
    if (!date) return [missing];
    const unread = {
      ...missing,
      when: `${valueSql(column, 'TIMESTAMP')} IS NULL`,
      reason: literal('not a date that can be read'),
    };
    return column.bad > 0 ? [missing, unread] : [missing];
  });
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

/** Of several rows with the same id the last one counts; the earlier ones are rejected and say so. */
function withoutDuplicates(file: StagedFile, plain: string): string {
  if (file.kind !== 'opportunities' || file.duplicateIds === 0) return plain;
  const id = columnOf(file.columns, 'id');
  const later = 'max("row") OVER (PARTITION BY id) > "row" AND reject_reason IS NULL';
  return `SELECT * REPLACE (
  CASE WHEN ${later} THEN ${literal(id?.column ?? '')} ELSE reject_column END AS reject_column,
  CASE WHEN ${later} THEN left(id, 200) ELSE reject_value END AS reject_value,
  CASE WHEN ${later} THEN 'a later row has the same id' ELSE reject_reason END AS reject_reason)
FROM (${plain})`;
}

/**
 * A log with one row a changed field becomes one with everything as of each change: values are carried forward, and
 * before the first change of a field its old value holds.
 */
function pivoted(plain: string): string {
  const is = (...names: string[]) => `lower(field) IN (${names.map(literal).join(', ')})`;
  const changed = `CASE WHEN ${isStageField('field')} THEN 'stage' WHEN ${is('amount')} THEN 'amount'
    WHEN ${is('closedate', 'close date')} THEN 'expected_close' WHEN ${is('owner', 'ownerid', 'opportunity owner')} THEN 'owner'
    WHEN ${is('probability')} THEN 'probability' END`;
  const order = 'PARTITION BY id ORDER BY "at", sequence, "row"';
  const carried = (name: string, cast: (text: string) => string) =>
    cast(`coalesce(
      last_value(CASE WHEN changed = '${name}' THEN new_value END IGNORE NULLS) OVER (${order} ROWS UNBOUNDED PRECEDING),
      first_value(CASE WHEN changed = '${name}' THEN old_value END IGNORE NULLS) OVER (${order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`);
  return `SELECT * EXCLUDE (changed) REPLACE (
  ${carried('stage', (text) => text)} AS stage,
  ${carried('amount', (text) => `TRY_CAST(${text} AS DECIMAL(18,2))`)} AS amount,
  ${carried('expected_close', (text) => `TRY_CAST(left(${text}, 10) AS DATE)`)} AS expected_close,
  ${carried('owner', (text) => text)} AS owner,
  ${carried('probability', (text) => `TRY_CAST(${text} AS DOUBLE) / 100`)} AS probability)
FROM (SELECT *, ${changed} AS changed FROM (${plain}))`;
}
