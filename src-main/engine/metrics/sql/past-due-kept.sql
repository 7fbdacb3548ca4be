-- past_due_kept: weir.past_due up to the day, of deals of a filter, which count for who has them on the as-of day.
CREATE OR REPLACE MACRO weir.past_due_kept(as_of, keep := true) AS TABLE
SELECT greatest(from_at::DATE, expected_close + 1) AS due, to_at::DATE AS gone, count(*) AS n
FROM weir.past_state
WHERE to_at >= weir.until(as_of) - INTERVAL 336 DAY
    AND from_at < weir.until(as_of)
    AND expected_close < as_of::DATE
    AND expected_close < to_at::DATE
    AND from_at::DATE < to_at::DATE
    AND stage_id IN (SELECT stage_id FROM weir.stage WHERE kind = 'open')
    AND key IN (SELECT key FROM weir.life(as_of) AS o WHERE keep)
GROUP BY ALL;
