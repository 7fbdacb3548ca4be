import { literal } from '#engine/query/sql-text';
import type { DeriveSource } from './derive';

/** All rows of several files that are not rejected, with where they come from; null without files. */
export function unionOf(sources: DeriveSource[]): string | null {
  if (sources.length === 0) return null;
  return sources
    .map(
      (
        source,
      ) => `SELECT ${source.fileKey} AS file_key, ${literal(source.snapshotDate)}::DATE AS snapshot_date,
        "row" AS record, * EXCLUDE ("row", reject_column, reject_value, reject_reason)
      FROM (${source.select}) WHERE reject_reason IS NULL`,
    )
    .join('\nUNION ALL BY NAME\n');
}
