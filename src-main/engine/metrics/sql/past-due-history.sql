-- past_due_history{{kept}}: deals that were open with a close date in the past on any of 13 days, four weeks apart, the as-of day last: from day
-- number `due_by` on and up to before `gone_by`. With a filter (_kept), deals count for who has them on the as-of day.
CREATE OR REPLACE MACRO weir.past_due_history{{kept}}({{parameters}}) AS TABLE
WITH known AS NOT MATERIALIZED (
    SELECT key, stage_id, expected_close, from_at, to_at
    FROM weir.past_state
    WHERE to_at >= weir.until(as_of) - INTERVAL 336 DAY AND from_at < weir.until(as_of)
    UNION ALL
    SELECT key, stage_id, last_expected_close, weir.moment_of(changed), NULL
    FROM weir.narrow_life
    WHERE settled >= weir.until_tick(as_of) AND fate = 3 AND changed < weir.until_tick(as_of)
),
due AS NOT MATERIALIZED (
    SELECT greatest(from_at::DATE, expected_close + 1) AS due, to_at::DATE AS gone
    FROM known AS k
    WHERE expected_close < as_of::DATE
        AND (to_at IS NULL OR expected_close < to_at::DATE)
        AND stage_id IN (SELECT stage_id FROM weir.stage WHERE kind = 'open')
        AND {{condition}}
),
-- Of each day one is placed.
by_day AS (
    SELECT due, gone, count(*) AS n
    FROM due
    WHERE gone IS NULL OR due < gone
    GROUP BY ALL
),
placed AS (
    SELECT
        weir.history_place_of_day(as_of, due) AS due_by,
        CASE WHEN gone IS NULL THEN 13 ELSE weir.history_place_of_day(as_of, gone) END::UTINYINT AS gone_by,
        n
    FROM by_day
)
SELECT due_by, gone_by, sum(n)::BIGINT AS n
FROM placed
WHERE due_by < gone_by
GROUP BY ALL;
