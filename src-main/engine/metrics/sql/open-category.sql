-- open_category: open deals of the day with their close date and forecast category. A deal that changed since has the
-- category that most open deals of its stage have: what its own was on the day is not known.
CREATE OR REPLACE MACRO weir.open_category(as_of) AS TABLE
WITH of_stage AS (
    SELECT stage_id, mode(forecast_category) AS category
    FROM weir.opportunity
    WHERE outcome = 'open' AND forecast_category IS NOT NULL
    GROUP BY stage_id
)
SELECT
    o.key,
    o.amount,
    CASE WHEN o.evidence IN ('log', 'snapshots') OR o.settled_at < weir.until(as_of) THEN o.expected_close END
        AS expected_close,
    coalesce(CASE WHEN o.settled_at < weir.until(as_of) THEN o.forecast_category END, s.category) AS category
FROM weir.life(as_of) AS o
LEFT JOIN of_stage AS s ON s.stage_id = o.stage_id
WHERE o.outcome = 'open';
