/** Condition on a life `o` as known on $as_of: curves of the time to an outcome can use its dates. */
export const usable = `o.started_at IS NOT NULL
  AND coalesce(o.closed_at, weir.looked_at($as_of::DATE)) >= o.started_at
  AND (o.observed_from IS NULL OR o.observed_from < coalesce(o.closed_at, weir.looked_at($as_of::DATE)))`;
