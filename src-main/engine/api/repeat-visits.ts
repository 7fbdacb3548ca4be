import type { StoredFile } from '#engine/import/import-store';
import { rawTable } from '#engine/import/raw-table';
import { columnOf } from '#engine/import/staged-file';
import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';

const total = /^cumulative time in (?<stage>["'“].+)$|^hs_(?:v2_)?cumulative_time_in_(?<name>\w+)$/i;
const latest = /^latest time in (?<stage>["'“].+)$|^hs_(?:v2_)?latest_time_in_(?<name>\w+)$/i;

/**
 * Deals that came back to a stage, as far as exports with one date a stage show it all the same: HubSpot says how long a deal
 * was in a stage in total and the last time. Null where no file has both.
 */
export async function repeatVisits(
  connection: Connection,
  files: readonly StoredFile[],
): Promise<number | null> {
  const parts = files.flatMap((file) => repeatsOf(file) ?? []);
  if (parts.length === 0) return null;
  const { deals } = await connection.one<{ deals: number }>(
    `SELECT count(DISTINCT id) AS deals FROM (${parts.join(' UNION ALL ')})`,
  );
  return deals;
}

/** The ids of one file whose total is longer than the last time, by more than rounding, in any stage. */
function repeatsOf({ staged }: StoredFile): string | null {
  const id = staged.kind === 'opportunities' ? columnOf(staged.columns, 'id') : undefined;
  const { headers } = staged.dialect;
  const last = new Map(
    headers.flatMap((name) => (stageOf(latest, name) ? [[stageOf(latest, name), name]] : [])),
  );
  const pairs = headers.flatMap((name) => {
    const beside = last.get(stageOf(total, name));
    return beside ? [`${lengthOf(name)} > 1.001 * ${lengthOf(beside)} + 1`] : [];
  });
  if (!id || pairs.length === 0) return null;
  return `SELECT ${identifier(id.column)} AS id FROM ${rawTable(staged.raw)} WHERE ${pairs.join(' OR ')}`;
}

function stageOf(pattern: RegExp, header: string): string | undefined {
  const { stage, name } = pattern.exec(header.trim())?.groups ?? {};
  return stage ?? name;
}

/** A length as a number of whatever unit, or as hours, minutes and seconds. */
function lengthOf(header: string): string {
  const text = `trim(${identifier(header)})`;
  const part = (n: number) => `try_cast(split_part(${text}, ':', ${n}) AS DOUBLE)`;
  return `CASE WHEN contains(${text}, ':') THEN ${part(1)} * 3600 + ${part(2)} * 60 + ${part(3)} ELSE try_cast(replace(${text}, ',', '') AS DOUBLE) END`;
}
