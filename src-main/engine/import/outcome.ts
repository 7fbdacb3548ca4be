import { literal } from '../query/sql-text';
import { columnOf, type StagedColumn } from './staged-file';
import { valueSql } from './value-sql';

export type ClosedWords = { closedStages: readonly string[]; closedStatuses: readonly string[] };

/**
 * SQL that is true for rows of closed deals: by the closed and won flags, else by status, else by stage. Null when
 * the file has none of these.
 */
export function closedSql(
  columns: readonly StagedColumn[],
  { closedStages, closedStatuses }: ClosedWords,
): string | null {
  const flag = (field: string) => {
    const column = columnOf(columns, field);
    return column && column.type !== 'empty' ? [valueSql(column)] : [];
  };
  const among = (field: string, values: readonly string[]) => {
    const column = columnOf(columns, field);
    return column && values.length > 0 ? [`${valueSql(column)} IN (${values.map(literal).join(', ')})`] : [];
  };
  const [active] = flag('is_active');
  const closed = flag('is_closed');
  const others = [
    ...flag('is_won'),
    ...among('status', closedStatuses),
    ...among('stage', closedStages),
    ...(active ? [`NOT ${active}`] : []),
  ];
  const either = others.map((sql) => `coalesce(${sql}, FALSE)`).join(' OR ');
  if (closed.length > 0)
    return either ? `coalesce(${closed[0]}, ${either})` : `coalesce(${closed[0]}, FALSE)`;
  return either ? `(${either})` : null;
}
