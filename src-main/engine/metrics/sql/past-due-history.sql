-- past_due_history{{kept}}: deals that were open with a close date in the past on any of 13 days, four weeks apart, the as-of day last: from day
-- number `due_by` on and up to before `gone_by`. With a filter (_kept), deals count for who has them on the as-of day.
CREATE OR REPLACE MACRO weir.past_due_history{{kept}}({{parameters}}) AS TABLE
WITH by_day AS (
    SELECT due, gone, n
    FROM {{past}}
    WHERE due <= as_of::DATE AND gone > as_of::DATE - 336
    UNION ALL
    SELECT greatest(weir.moment_of(changed)::DATE, last_expected_close + 1) AS due, NULL AS gone, count(*) AS n
    FROM weir.narrow_life AS k
    WHERE settled >= weir.until_tick(as_of)
        AND fate = 3
        AND changed < weir.until_tick(as_of)
        AND last_expected_close < as_of::DATE
        AND stage_id IN (SELECT stage_id FROM weir.stage WHERE kind = 'open')
        AND {{condition}}
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
