import type { Mapping } from '#shared/model/mapping';
import { identifier } from '../query/sql-text';
import type { ExportDescription } from './exports/description';
import { headerOf, matches } from './exports/match-header';
import type { ColumnMeaning } from './map-columns';
import { rawTable } from './raw-table';
import type { Query } from './staged-file';

/**
 * The meanings of a list of opportunities without an id of its own, with the id of something else in its place, such as
 * that of the lead it came from: only where no row lacks it and no two rows share it, or a deal would be lost.
 */
export async function withLentId(
  query: Query,
  raw: string,
  meanings: ColumnMeaning[],
  description: ExportDescription | null,
  { columns = {} }: Mapping,
): Promise<ColumnMeaning[]> {
  if (columns.id !== undefined || meanings.some(({ field }) => field === 'id')) return meanings;
  const lent = meanings.find(
    ({ column, field }) =>
      field === null && description?.lentIds?.some((sign) => matches(sign, headerOf(column))),
  );
  if (!lent) return meanings;
  const [row] = await query(
    `SELECT count(*) = count(DISTINCT nullif(trim(${identifier(lent.column)}), '')) AS apart FROM ${rawTable(raw)}
    WHERE coalesce(${meanings.map(({ column }) => identifier(column)).join(', ')}) IS NOT NULL`,
  );
  // A file without rows has nothing that speaks against it.
  if (row?.apart === false) return meanings;
  const reason = `The list has no id of its deals, and no two rows share a “${lent.column}”.`;
  return meanings.map((meaning) =>
    meaning === lent ? { ...meaning, field: 'id', confidence: 0.75, reason } : meaning,
  );
}
