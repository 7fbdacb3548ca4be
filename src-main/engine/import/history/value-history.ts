import { literal } from '../../query/sql-text';
import { rawTable } from '../raw-table';
import type { StagedColumn, StagedFile } from '../staged-file';
import { type SqlType, valueSql } from '../value-sql';
import { cellEntriesSql } from './history-cells';
import { type TrackedField, trackedFields } from './tracked-field';

/**
 * Columns that hold what a property of the deal was: in a mapping `stage_1` with its time `at_1`, `stage_2` with `at_2`
 * and so on, the newest first; or `stage_history` with all values and times in one cell.
 */
export type HistoryPart = { field: TrackedField | 'at'; n: number } | { field: TrackedField; n: 'all' };

const parts = new RegExp(`^(at|${trackedFields.join('|')})_(\\d+|history)$`);

/** What part of a history a field of a mapping means; null for other fields. */
export function historyPart(field: string | null): HistoryPart | null {
  const [, name, n] = parts.exec(field ?? '') ?? [];
  if (name === undefined) return null;
  const tracked = trackedFields.find((one) => one === name);
  if (n === 'history') return tracked ? { field: tracked, n: 'all' } : null;
  return { field: tracked ?? 'at', n: Number(n) };
}

/** Whether a file holds more than one value of a property in a row. */
export function hasValueHistory(columns: readonly StagedColumn[]): boolean {
  return columns.some(({ field, type }) => type !== 'empty' && isValue(historyPart(field)));
}

function isValue(part: HistoryPart | null): part is HistoryPart & { field: TrackedField } {
  return part !== null && part.field !== 'at';
}

const types: Partial<Record<TrackedField, SqlType>> = { amount: 'DECIMAL(18,2)', expected_close: 'DATE' };

/** SQL of a list of what a row tells: `field`, `at`, `value` and `sequence`, by which what stands further left is newer. */
export function historyEntriesSql(
  { columns, zone }: Pick<StagedFile, 'columns' | 'zone'>,
  wanted: (field: TrackedField) => boolean = () => true,
): string {
  const filled = columns.filter(({ type }) => type !== 'empty');
  const lists = filled.flatMap((column) => {
    const part = historyPart(column.field);
    if (!isValue(part) || !wanted(part.field)) return [];
    if (part.n === 'all') return [cellEntriesSql(column, part.field, zone)];
    const at = filled.find(({ field }) => field === `at_${part.n}`);
    if (!at) return [];
    const text = `CAST(${valueSql(column, types[part.field] ?? 'VARCHAR')} AS VARCHAR)`;
    const order = literal(String(10_000 - part.n).padStart(5, '0'));
    return [
      `[{'field': ${literal(part.field)}, 'at': ${valueSql(at, 'TIMESTAMP')}, 'value': ${text}, 'sequence': ${order}}]`,
    ];
  });
  const all = lists.length === 0 ? emptyList : `flatten([${lists.join(',\n    ')}])`;
  return `list_filter(${all}, lambda e: e['at'] IS NOT NULL AND e['value'] IS NOT NULL)`;
}

const emptyList = `CAST([] AS STRUCT(field VARCHAR, "at" TIMESTAMP, "value" VARCHAR, "sequence" VARCHAR)[])`;

/**
 * SELECT of one row a value from rows with several, as a log of changed fields has them. `plain` gives each row of the
 * file as a row of a log without field, time and value.
 */
export function unfolded(file: StagedFile, plain: string): string {
  return `
SELECT p.* REPLACE (e.entry['field'] AS field, e.entry['at'] AS "at", e.entry['value'] AS new_value, e.entry['sequence'] AS sequence)
FROM (${plain}) AS p
JOIN (SELECT rowid AS "row", unnest(${historyEntriesSql(file)}) AS entry FROM ${rawTable(file.raw)}) AS e USING ("row")
WHERE p.reject_reason IS NULL
UNION ALL BY NAME
FROM (${plain}) WHERE reject_reason IS NOT NULL`;
}

/** SQL of the newest stage that a history tells; NULL where there is none. */
export function newestStageSql(file: Pick<StagedFile, 'columns' | 'zone'>): string {
  if (!hasValueHistory(file.columns)) return 'CAST(NULL AS VARCHAR)';
  const stages = historyEntriesSql(file, (field) => field === 'stage');
  return `list_reverse_sort(list_transform(${stages}, lambda e: {'at': e['at'], 'sequence': e['sequence'], 'stage': e['value']}))[1]['stage']`;
}
