-- pipeline: open deals by stage at the end of the as-of day.
CREATE OR REPLACE MACRO weir.pipeline(as_of, dim := NULL, keep := true) AS TABLE
SELECT
    o.key,
    s.stage,
    min(s.rank) AS rank,
    count(*) AS deals,
    coalesce(sum(amount), 0)::DOUBLE AS value,
    count(*) FILTER (amount IS NULL) AS unpriced,
    median(weir.days(started_at, weir.looked_at(as_of))) AS median_age
FROM (
    SELECT dim::VARCHAR AS key, stage_id, outcome, amount, started_at
    FROM weir.life(as_of) AS o
    WHERE keep
) AS o
JOIN (SELECT stage_id, stage, rank FROM weir.stage) AS s USING (stage_id)
WHERE o.outcome = 'open'
GROUP BY o.key, s.stage
ORDER BY o.key, rank, s.stage;

-- by_month: deals by the month they were created, won or lost.
CREATE OR REPLACE MACRO weir.by_month(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH deal AS (
    SELECT started_at, closed_at, outcome, coalesce(amount, 0) AS amount
    FROM weir.life(as_of) AS o
    WHERE keep
)
SELECT
    date_trunc('month', moment)::DATE AS month,
    count(*) FILTER (what = 'created') AS created,
    count(*) FILTER (what = 'won') AS won,
    count(*) FILTER (what = 'lost') AS lost,
    coalesce(sum(amount) FILTER (what = 'created'), 0)::DOUBLE AS created_value,
    coalesce(sum(amount) FILTER (what = 'won'), 0)::DOUBLE AS won_value,
    coalesce(sum(amount) FILTER (what = 'lost'), 0)::DOUBLE AS lost_value
FROM (
    SELECT 'created' AS what, started_at AS moment, amount FROM deal
    UNION ALL
    SELECT outcome, closed_at, amount FROM deal WHERE outcome <> 'open'
)
WHERE moment IS NOT NULL AND weir.in_period(moment, from_day, to_day)
GROUP BY month
ORDER BY month;
