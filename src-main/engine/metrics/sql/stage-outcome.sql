-- learned_reach_at: visits to open stages whose beginning is known, as known on the day, of one deal in `one_of`: no fewer than
-- weir.learned_reach leaves out, which of fewer than 120,000 deals has them all.
CREATE OR REPLACE MACRO weir.learned_reach_at(as_of, one_of := 1) AS TABLE
WITH unsettled AS (
    SELECT r.key, r.stage_id, r.next_stage_id, r.came, r.went, r.started, r.closed, r.closed_as, r.segment
    FROM weir.learned_reach AS r
    ANTI JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE r.settled >= weir.until_tick(as_of) AND r.came < weir.until_tick(as_of) AND r.key % one_of = 0
    UNION ALL
    SELECT r.key, r.stage_id, r.next_stage_id, r.came, r.went, r.started, r.closed, r.closed_as, r.segment
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
    WHERE r.rank IS NOT NULL AND NOT r.seen AND r.came < weir.until_tick(as_of) AND r.key % one_of = 0
)
SELECT key, stage_id, next_stage_id, came, went, started, closed, closed_as, segment
FROM weir.learned_reach
WHERE settled < weir.until_tick(as_of) AND key % one_of = 0
UNION ALL
SELECT
    key,
    stage_id,
    CASE WHEN went < weir.until_tick(as_of) THEN next_stage_id END,
    came,
    CASE WHEN went < weir.until_tick(as_of) THEN went END,
    started,
    CASE WHEN closed < weir.until_tick(as_of) THEN closed END,
    CASE WHEN closed < weir.until_tick(as_of) THEN closed_as END,
    segment
FROM unsettled;

-- stage_outcome: what became of deals that were still in a stage at an age of so many days (`from_age`): in which week after that
-- they were won or lost, wherever they went meanwhile, or up to which they were seen open. From these counts come the chance of
-- a deal that stands in a stage, and how it shrinks the longer it stands there. Of many deals one in `one_of` tells enough.
CREATE OR REPLACE MACRO weir.stage_outcome(as_of, ages, one_of := 1) AS TABLE
WITH visit AS (
    SELECT
        stage_id,
        floor(weir.days_of(coalesce(went, weir.looked_tick(as_of)) - came))::INTEGER AS stay,
        floor(weir.days_of(coalesce(closed, weir.looked_tick(as_of)) - came))::INTEGER AS total,
        coalesce(closed_as, 4) AS fate,
        count(*) AS n
    FROM weir.learned_reach_at(as_of, one_of := one_of)
    WHERE came < weir.until_tick(as_of)
    GROUP BY ALL
)
SELECT
    stage_id,
    from_age,
    -- What happened within a week counts at its end; who was seen for a part of one, up to its beginning.
    ((total - from_age) // 7 + CASE WHEN fate < 4 THEN 1 ELSE 0 END) * 7.0::DOUBLE AS t,
    coalesce(sum(n) FILTER (fate = 3), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate = 2), 0)::DOUBLE AS lost,
    coalesce(sum(n) FILTER (fate = 4), 0)::DOUBLE AS censored
FROM visit, (SELECT unnest(ages)::INTEGER AS from_age)
WHERE stay >= from_age AND total >= from_age
GROUP BY stage_id, from_age, t
ORDER BY stage_id, from_age, t;
