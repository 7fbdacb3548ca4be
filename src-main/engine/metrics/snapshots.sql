-- How well the dated lists show the history: their days and gaps, and the share of visits to open stages that they can
-- be expected to have seen.
WITH gap AS (
    SELECT day, day - lag(day) OVER (ORDER BY day) AS days
    FROM weir.snapshot
),
-- Visits of deals known by lists alone, with the number of lists that show each.
seen AS (
    SELECT
        v.stage_id,
        (last_list.number - coalesce(before.number, 0))::INTEGER AS lists,
        v.left_at IS NOT NULL AS has_left
    FROM weir.sojourn AS v
    JOIN weir.opportunity AS o USING (key)
    ASOF LEFT JOIN weir.snapshot AS before ON v.entered_at > before.day
    ASOF JOIN (SELECT day::TIMESTAMP AS day, number FROM weir.snapshot) AS last_list
        ON coalesce(v.left_at, TIMESTAMP '2200-01-01') > last_list.day
    WHERE o.evidence = 'snapshots' AND v.kind = 'open'
),
-- Whether the list after the first one that shows a visit still does tells how soon deals leave the stage at first,
-- which is what matters for the visits that no list shows.
stage AS (
    SELECT
        stage_id,
        count(*) AS visits,
        count(*) FILTER (lists = 1 AND has_left) / count(*) FILTER (lists > 1 OR has_left) AS left_by_next
    FROM seen
    WHERE lists >= 1
    GROUP BY stage_id
),
-- At a steady rate of leaving, x for each gap between lists, one of them shows a visit with the chance (1 - exp(-x)) / x.
caught AS (
    SELECT
        visits,
        CASE WHEN left_by_next = 0 THEN 1 WHEN left_by_next < 1 THEN left_by_next / -ln(1 - left_by_next) END AS chance
    FROM stage
)
SELECT
    count(*)::INTEGER AS lists,
    min(day) AS first_day,
    max(day) AS last_day,
    median(days)::DOUBLE AS median_gap,
    max(days)::INTEGER AS longest_gap,
    (SELECT count(*) FROM weir.opportunity WHERE is_missing)::INTEGER AS missing,
    (SELECT sum(visits) / sum(visits / chance) FROM caught WHERE chance IS NOT NULL)::DOUBLE AS visits_seen
FROM gap
