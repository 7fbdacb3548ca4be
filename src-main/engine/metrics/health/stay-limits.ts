import { type Connection, Inline } from '#engine/query/connection';
import { constants } from '../constants';
import { groupBy } from '../group-by';
import { structsSql } from './structs';

/** Days in a stage beyond which a deal is warned of and stale; without a segment for all that have no limit of their own. */
export type StageLimit = { stageId: number; segment: string | null; n: number; warn: number; stale: number };

type Row = { stage_id: number; segment: string | null; level: number; n: number; days: number };

/** Lengths that shares of the winning stays kept to, as known at the end of the day; of each stage and segment with enough of them. */
export function readStays(
  connection: Connection,
  asOf: string,
  createdBefore: string,
  levels: readonly number[],
): Promise<Row[]> {
  return connection.all<Row>(
    `FROM weir.stay_limit($as_of::DATE, created_before := $created_before::DATE, levels := [${levels.join(', ')}])
    ORDER BY stage_id, segment NULLS FIRST, level`,
    { as_of: new Inline(asOf), created_before: new Inline(createdBefore) },
  );
}

export async function readStayLimits(
  connection: Connection,
  asOf: string,
  createdBefore: string,
  [warn, stale]: readonly number[] = [constants.warnLevel, constants.staleLevel],
): Promise<StageLimit[]> {
  const rows = await readStays(connection, asOf, createdBefore, [warn ?? 0, stale ?? 0]);
  return [...groupBy(rows, (row) => `${row.stage_id} ${row.segment}`).values()].flatMap((levels) => {
    const [first, last] = [levels[0], levels.at(-1)];
    if (!first || !last) return [];
    const { stage_id: stageId, segment, n } = first;
    return [{ stageId, segment, n, warn: first.days, stale: last.days }];
  });
}

/** The limits as an argument of macros. */
export function limitsSql(limits: readonly StageLimit[]): string {
  return structsSql(
    { stage_id: 'INTEGER', segment: 'VARCHAR', warn: 'DOUBLE', stale: 'DOUBLE' },
    limits.map(({ stageId, segment, warn, stale }) => ({ stage_id: stageId, segment, warn, stale })),
  );
}
