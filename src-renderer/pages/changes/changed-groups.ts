import { type ChangeBucket, type ChangeRow, changeBuckets } from '#shared/results/changes';
import { leavings } from '../../charts/bucket-labels';

export type ChangedGroup = {
  key: string | null;
  /** Signed amount, or deals, by bucket; none where no deal is in it. */
  sizes: ReadonlyMap<ChangeBucket, number>;
  moved: number;
};

/** The groups of a breakdown, those that moved most first, and the buckets that any of them uses. */
export function changedGroups(
  rows: readonly ChangeRow[],
  byValue: boolean,
): { buckets: ChangeBucket[]; groups: ChangedGroup[] } {
  const buckets = changeBuckets.filter((bucket) =>
    rows.some((row) => row.bucket === bucket && row.count > 0),
  );
  const byKey = new Map<string | null, Map<ChangeBucket, number>>();
  for (const row of rows) {
    if (row.count === 0) continue;
    const sizes = byKey.get(row.key) ?? new Map<ChangeBucket, number>();
    byKey.set(row.key, sizes.set(row.bucket, sizeOf(row, byValue)));
  }
  const groups = [...byKey].map(([key, sizes]) => ({ key, sizes, moved: movedBy(sizes) }));
  return { buckets, groups: groups.sort((a, b) => b.moved - a.moved || sizeOpen(b) - sizeOpen(a)) };
}

function sizeOf({ bucket, count, amount }: ChangeRow, byValue: boolean): number {
  if (byValue) return amount;
  return leavings.includes(bucket) ? -count : count;
}

function movedBy(sizes: ReadonlyMap<ChangeBucket, number>): number {
  let moved = 0;
  for (const [bucket, size] of sizes) if (bucket !== 'start' && bucket !== 'end') moved += Math.abs(size);
  return moved;
}

function sizeOpen({ sizes }: ChangedGroup): number {
  return sizes.get('end') ?? 0;
}
