import { literal } from '#engine/query/sql-text';
import type { DeriveSource } from './derive';

/**
 * All rows of several files that are not rejected, with where they come from; null without files. A list may say of each
 * row which day it shows; else the file does.
 */
export function unionOf(
  sources: DeriveSource[],
  /** More columns that the file as a whole gives. */
  more?: (source: DeriveSource) => string,
): string | null {
  if (sources.length === 0) return null;
  return sources
    .map((source) => {
      const day = `${literal(source.snapshotDate)}::DATE`;
      const list = source.kind === 'opportunities';
      return `SELECT ${source.fileKey} AS file_key, ${list ? `coalesce(snapshot_date, ${day})` : day} AS snapshot_date,
        "row" AS record, ${more ? `${more(source)}, ` : ''}* EXCLUDE ("row", reject_column, reject_value, reject_reason${list ? ', snapshot_date' : ''})
      FROM (${source.select}) WHERE reject_reason IS NULL`;
    })
    .join('\nUNION ALL BY NAME\n');
}
