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

-- open_life: lives that were open on the day, from those that changed after it or are open; with the stage, amount and owner
-- of that day.
CREATE OR REPLACE MACRO weir.open_life(as_of) AS TABLE
SELECT l.* REPLACE (
    CASE WHEN l.stage_known < weir.until_tick(as_of) THEN coalesce(p.stage_id, l.stage_id) END AS stage_id,
    CASE
        WHEN l.stage_known >= weir.until_tick(as_of) THEN NULL
        WHEN p.key IS NOT NULL THEN p.amount
        ELSE l.amount
    END AS amount,
    CASE
        WHEN l.stage_known >= weir.until_tick(as_of) THEN NULL
        WHEN p.key IS NOT NULL THEN p.owner
        ELSE l.owner
    END AS owner
)
FROM weir.narrow_life_by(as_of) AS l
LEFT JOIN weir.past_at(as_of) AS p ON p.key = l.key
WHERE l.fate = 3;
