import { constantColumns } from './file-checks';
import { columnOf, type Query, type StagedColumn } from './staged-file';

/** Of a log, columns that never change within a deal are kept as its attributes; the rest belongs to the event. */
export async function onlyDealAttributes(
  query: Query,
  raw: string,
  columns: StagedColumn[],
  rows: number,
): Promise<StagedColumn[]> {
  const id = columnOf(columns, 'id');
  const free = columns.filter(({ field, stage, keep }) => field === null && stage === undefined && keep);
  const constant = id
    ? await constantColumns(
        query,
        raw,
        id.column,
        free.map(({ column }) => column),
        rows,
      )
    : new Set<string>();
  return columns.map((column) =>
    free.includes(column) ? { ...column, keep: constant.has(column.column) } : column,
  );
}
