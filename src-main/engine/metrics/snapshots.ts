import type { Connection } from '#engine/query/connection';
import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import type { SnapshotSummary } from '#shared/results/workspace';
import snapshotsSql from './snapshots.sql?raw';

/** What dated lists of the same deals show of their history; null where there are none. */
export async function snapshotSummary(connection: Connection): Promise<SnapshotSummary | null> {
  const [any] = await connection.all('SELECT 1 AS one FROM weir.snapshot LIMIT 1');
  if (!any) return null;
  const row = await connection.one<{
    lists: number;
    first_day: string;
    last_day: string;
    median_gap: number | null;
    longest_gap: number | null;
    missing: number;
    visits_seen: number | null;
  }>(snapshotsSql);
  return {
    lists: row.lists,
    firstDay: row.first_day,
    lastDay: row.last_day,
    medianGap: row.median_gap,
    longestGap: row.longest_gap,
    missing: row.missing,
    visitsSeen: row.visits_seen,
  };
}

export function snapshotWarnings(snapshots: SnapshotSummary | null): Warning[] {
  if (!snapshots) return [];
  const warnings: Warning[] = [];
  const { visitsSeen, medianGap, missing, lastDay } = snapshots;
  if (visitsSeen !== null && visitsSeen < 0.995) {
    const share = Math.round(visitsSeen * 100);
    warnings.push({
      code: 'visits-between-snapshots',
      message: `Lists ${medianGap} days apart show about ${share} % of the visits to open stages; shorter ones fall between two lists. An export of the stage history shows all.`,
      details: { visitsSeen, medianGap },
    });
  }
  if (missing > 0) {
    warnings.push({
      code: 'missing-deals',
      message: `${counted(missing, 'deal is', 'deals are')} not in the newest list (${lastDay}) any more. Such deals count as they were seen last; weir settings --missing delete leaves them out.`,
      details: { deals: missing },
    });
  }
  return warnings;
}
