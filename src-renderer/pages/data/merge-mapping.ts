import type { Mapping } from '#shared/model/mapping';

/** `change` over `base`, entry by entry, so that one correction does not forget the ones before it. */
export function mergeMapping(base: Mapping | undefined, change: Mapping): Mapping {
  if (!base) return change;
  const merged: Mapping = { ...base, ...change };
  if (base.columns && change.columns) merged.columns = { ...base.columns, ...change.columns };
  if (base.stages && change.stages) merged.stages = mergeEntries(base.stages, change.stages);
  if (base.matches && change.matches) merged.matches = mergeEntries(base.matches, change.matches);
  return merged;
}

function mergeEntries<T extends object>(
  base: Record<string, T>,
  change: Record<string, T>,
): Record<string, T> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(change)) merged[key] = { ...merged[key], ...value };
  return merged;
}

const closings = new Set(['closed_at', 'expected_close']);

/**
 * The correction that reads `column` as `field`, or keeps it as an extra field when `field` is null. `before` is the
 * field it is read as now. A column called simply “close date” stands for both closings until it is freed.
 */
export function assignField(column: string, before: string | null, field: string | null): Mapping {
  const columns: Record<string, string | null> = {};
  if (before !== null) columns[before] = null;
  if (before !== null && closings.has(before)) columns.close = null;
  if (field !== null) columns[field] = column;
  return { columns };
}
