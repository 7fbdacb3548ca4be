import { type ClosedWords, closedSql } from './outcome';
import { rawTable } from './raw-table';
import type { CloseRole, Query, StagedColumn } from './staged-file';
import { columnOf } from './staged-file';
import { valueSql } from './value-sql';

/** Above this share of open deals with a close date it is an expected date; below, a few mistakes. */
const shareOfExpected = 0.1;
/** From so many rows on, one open deal with a date may be one odd cell. */
const rowsToDoubt = 10;

/**
 * Whether the column called “close date” also is the expected date: it is where open deals have it too, as in
 * Salesforce and HubSpot. Null when there is no such column.
 */
export async function closeRoleOf(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  words: ClosedWords,
): Promise<CloseRole | null> {
  const close = columnOf(columns, 'close');
  if (!close) return null;
  if (columnOf(columns, 'closed_at')) return 'expected';
  if (columnOf(columns, 'expected_close')) return 'actual';
  const closed = closedSql(columns, words);
  const [row] = await query(
    `SELECT count(*) AS rows, count(*) FILTER (NOT ${closed ?? 'FALSE'}) AS open, count(${valueSql(close)}) FILTER (NOT ${closed ?? 'FALSE'}) AS dated
    FROM ${rawTable(raw)}`,
  );
  const open = Number(row?.open ?? 0);
  if (open === 0) return 'actual';
  const dated = Number(row?.dated ?? 0);
  // One alone among several says nothing, whatever its share.
  const mayBeOdd = dated === 1 && (open > 3 || Number(row?.rows ?? 0) >= rowsToDoubt);
  return dated / open > shareOfExpected && !mayBeOdd ? 'expected' : 'actual';
}
