import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import type { Decision } from '#shared/results/workspace';
import { identifier } from '../query/sql-text';
import { inParts } from './column-aggregates';
import type { ColumnContent } from './column-content';
import { rawTable } from './raw-table';
import { columnOf, type Query, type StagedColumn, type StagedFile } from './staged-file';
import { contentIdSql } from './synthetic-id';
import { presentSql, valueSql } from './value-sql';

export type IdCheck = Pick<StagedFile, 'syntheticId' | 'duplicateIds'> & {
  decisions: Decision[];
  warnings: Warning[];
};

/** Whether a list of opportunities tells its deals apart: by an id column, else by name, account and creation. */
export async function checkIds(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  contents: readonly ColumnContent[],
  leftOut: boolean,
): Promise<IdCheck> {
  const id = columnOf(columns, 'id');
  // A list of several days has each deal once a day.
  const day = columnOf(columns, 'snapshot_date');
  const onDay = (name: string) => (day ? `${name} || ' ' || coalesce(${presentSql(day)}, '')` : name);
  if (id) {
    const duplicateIds = await repeated(query, raw, onDay(presentSql(id)));
    const warnings = duplicateIds === 0 ? [] : [duplicateWarning(id.column, duplicateIds)];
    return { syntheticId: null, duplicateIds, decisions: [], warnings };
  }
  const made: Warning = {
    code: 'synthetic-id',
    message:
      'The file has no id of its deals; they are told apart by name, account and creation. A later export with another name counts as another deal.',
  };
  if (leftOut) return { syntheticId: 'rows', duplicateIds: 0, decisions: [], warnings: [made] };
  if ((await repeated(query, raw, onDay(contentIdSql(columns)))) === 0) {
    return { syntheticId: 'content', duplicateIds: 0, decisions: [], warnings: [made] };
  }
  return { syntheticId: 'rows', duplicateIds: 0, decisions: [missingId(columns, contents)], warnings: [] };
}

async function repeated(query: Query, raw: string, value: string): Promise<number> {
  const [row] = await query(
    `SELECT count(${value}) - count(DISTINCT ${value}) AS repeated FROM ${rawTable(raw)}`,
  );
  return Number(row?.repeated ?? 0);
}

function duplicateWarning(column: string, count: number): Warning {
  return {
    code: 'duplicate-id',
    message: `${counted(count, 'row repeats', 'rows repeat')} an id in “${column}”; of rows with the same id the last one counts.`,
    details: { column, count },
  };
}

function missingId(columns: readonly StagedColumn[], contents: readonly ColumnContent[]): Decision {
  const unique = contents.filter(
    ({ distinct, filled, index }) =>
      distinct === 1 && filled === 1 && (columns[index]?.field === null || columns[index]?.field === 'name'),
  );
  return {
    code: 'missing-id',
    message: 'No column tells one deal from another, and some rows have the same name, account and creation.',
    choices: [
      ...unique.map(({ name }) => ({
        value: name,
        label: `“${name}” is the id`,
        map: { columns: { id: name } },
      })),
      { value: '', label: 'Every row is a deal of its own', map: { columns: { id: null } } },
    ],
  };
}

/** Deals closed before they were created: loaded, but no length can be read off them. */
export async function checkOrderOfDates(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  closed: string | null,
): Promise<Warning[]> {
  const created = columnOf(columns, 'created_at');
  const close = columnOf(columns, 'closed_at') ?? columnOf(columns, 'close');
  if (!created || !close || created.type === 'empty' || close.type === 'empty') return [];
  const onlyClosed = close.field === 'close' && closed ? `${closed} AND ` : '';
  const [row] = await query(
    `SELECT count(*) FILTER (${onlyClosed}${valueSql(close, 'DATE')} < ${valueSql(created, 'DATE')}) AS wrong FROM ${rawTable(raw)}`,
  );
  const wrong = Number(row?.wrong ?? 0);
  if (wrong === 0) return [];
  const message = `${counted(wrong, 'deal was', 'deals were')} closed before being created; no durations are read off ${wrong === 1 ? 'it' : 'them'}.`;
  return [
    {
      code: 'closed-before-created',
      message,
      details: { count: wrong, created: created.column, closed: close.column },
    },
  ];
}

/** Rows for each distinct value of some columns, roughly: 1 for ids of a list, more for those of a log. */
export async function repeatsOf(
  query: Query,
  raw: string,
  names: readonly string[],
): Promise<Record<string, number>> {
  if (names.length === 0) return {};
  const parts = names.map(
    (name, i) =>
      `count(${identifier(name)}) / nullif(approx_count_distinct(${identifier(name)}), 0) AS r${i}`,
  );
  const [row = {}] = await query(`SELECT ${parts.join(', ')} FROM ${rawTable(raw)}`);
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const value = row[`r${i}`];
      return typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

const casesToLookAt = 20_000;

/** Columns of a log that never change within a deal: they describe the deal, not the change. */
export async function constantColumns(
  query: Query,
  raw: string,
  id: string,
  names: readonly string[],
  rows: number,
): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const key = identifier(id);
  const part = Math.max(1, Math.floor(rows / (casesToLookAt * 5)));
  const constant = new Set<string>();
  for (const some of inParts(names)) {
    const counts = some.map((name, i) => `count(DISTINCT coalesce(${identifier(name)}, '')) AS n${i}`);
    const checks = some.map((_, i) => `max(n${i}) <= 1 AS c${i}`);
    const [row = {}] = await query(
      `SELECT ${checks.join(', ')} FROM (SELECT ${counts.join(', ')} FROM ${rawTable(raw)}
      ${part > 1 ? `WHERE hash(${key}) % ${part} = 0` : ''} GROUP BY ${key})`,
    );
    for (const [i, name] of some.entries()) if (row[`c${i}`] === true) constant.add(name);
  }
  return constant;
}
