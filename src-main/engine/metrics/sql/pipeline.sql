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

-- by_month: deals by the month they were created, won or lost. Days group some times faster than months, of which there
-- are then few to count.
CREATE OR REPLACE MACRO weir.by_month(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH deal AS NOT MATERIALIZED (
    SELECT started_at, closed_at, outcome, coalesce(amount, 0) AS amount
    FROM weir.life(as_of) AS o
    WHERE keep
),
by_day AS (
    SELECT started_at::DATE AS day, 'created' AS what, count(*) AS deals, sum(amount) AS value
    FROM deal
    WHERE weir.in_period(started_at, from_day, to_day)
    GROUP BY day
    UNION ALL
    SELECT closed_at::DATE AS day, outcome, count(*), sum(amount)
    FROM deal
    WHERE outcome <> 'open' AND weir.in_period(closed_at, from_day, to_day)
    GROUP BY day, outcome
)
SELECT
    date_trunc('month', day)::DATE AS month,
    coalesce(sum(deals) FILTER (what = 'created'), 0)::BIGINT AS created,
    coalesce(sum(deals) FILTER (what = 'won'), 0)::BIGINT AS won,
    coalesce(sum(deals) FILTER (what = 'lost'), 0)::BIGINT AS lost,
    coalesce(sum(value) FILTER (what = 'created'), 0)::DOUBLE AS created_value,
    coalesce(sum(value) FILTER (what = 'won'), 0)::DOUBLE AS won_value,
    coalesce(sum(value) FILTER (what = 'lost'), 0)::DOUBLE AS lost_value
FROM by_day
WHERE day IS NOT NULL
GROUP BY month
ORDER BY month;
