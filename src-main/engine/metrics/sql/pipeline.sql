-- pipeline: open deals by stage at the end of the as-of day.
CREATE OR REPLACE MACRO weir.pipeline(as_of, dim := ''::ENUM(''), keep := true) AS TABLE
SELECT
    o.key,
    s.stage,
    min(s.rank) AS rank,
    count(*) AS deals,
    coalesce(sum(amount), 0)::DOUBLE AS value,
    count(*) FILTER (amount IS NULL) AS unpriced,
    median(weir.days(started_at, weir.looked_at(as_of))) AS median_age
FROM (
    SELECT weir.key_of(dim) AS key, stage_id, outcome, amount, started_at
    FROM weir.life(as_of) AS o
    WHERE keep
) AS o
JOIN (SELECT stage_id, stage, rank FROM weir.stage) AS s USING (stage_id)
WHERE o.outcome = 'open'
GROUP BY o.key, s.stage
ORDER BY o.key, rank, s.stage;
