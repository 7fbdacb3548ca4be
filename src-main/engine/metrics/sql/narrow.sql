-- Lives and stages reached as they were known on a day, from narrow tables: with what fields last, the amount and the
-- owner of that day, and no other field that changes. What changed for the last time before the day is read as it
-- stands; only the rest is looked up.

-- gap_at: lives that were closed on the day, though that was taken back later.
CREATE OR REPLACE MACRO weir.gap_at(as_of) AS TABLE
SELECT key, life, visit, closed_at, outcome
FROM weir.reopening
WHERE weir.looks_back(as_of) AND closed_at < weir.until(as_of) AND reopened_at >= weir.until(as_of);

-- past_value_at: amount and owner of the day, of deals where they changed afterwards.
CREATE OR REPLACE MACRO weir.past_value_at(as_of) AS TABLE
SELECT key, amount, owner
FROM weir.past_value
WHERE weir.looks_back(as_of) AND since < weir.tick(weir.until(as_of)) AND "left" >= weir.tick(weir.until(as_of));

-- narrow_life: the same as weir.life without stage, expected close and where the amount is from.
CREATE OR REPLACE MACRO weir.narrow_life(as_of) AS TABLE
SELECT * EXCLUDE (stage_id, stage, stage_entered_at, amount_origin, expected_close)
FROM weir.lives
WHERE settled_at < weir.until(as_of) AND known_from < weir.until(as_of)
UNION ALL BY NAME
SELECT o.* EXCLUDE (stage_id, stage, stage_entered_at, amount_origin, expected_close) REPLACE (
    CASE WHEN g.key IS NOT NULL THEN g.outcome WHEN o.closed_at < weir.until(as_of) THEN o.outcome ELSE 'open' END
        AS outcome,
    CASE WHEN g.key IS NOT NULL THEN g.closed_at WHEN o.closed_at < weir.until(as_of) THEN o.closed_at END
        AS closed_at,
    -- Before the first row of its history nothing but its creation is known of a deal.
    CASE WHEN p.key IS NOT NULL THEN p.amount WHEN o.stage_known_from < weir.until(as_of) THEN o.amount END AS amount,
    CASE WHEN p.key IS NOT NULL THEN p.owner::VARCHAR WHEN o.stage_known_from < weir.until(as_of) THEN o.owner END
        AS owner
)
FROM weir.lives AS o
LEFT JOIN weir.gap_at(as_of) AS g USING (key, life)
LEFT JOIN weir.past_value_at(as_of) AS p ON p.key = o.key
WHERE weir.looks_back(as_of) AND o.settled_at >= weir.until(as_of) AND o.known_from < weir.until(as_of);

-- reach_at: weir.reach as known on the day, though *_left may lie after it.
CREATE OR REPLACE MACRO weir.reach_at(as_of) AS TABLE
SELECT *
FROM weir.reach
WHERE settled < weir.tick(weir.until(as_of))
UNION ALL
SELECT r.* REPLACE (
    CASE WHEN p.key IS NOT NULL THEN p.amount ELSE r.amount END AS amount,
    CASE WHEN p.key IS NOT NULL THEN p.owner ELSE r.owner END AS owner
)
FROM (
    SELECT r.*
    FROM weir.reach AS r
    ANTI JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE weir.looks_back(as_of) AND settled >= weir.tick(weir.until(as_of))
    UNION ALL
    -- Won for now: the life as it stood then is kept beside.
    SELECT r.* REPLACE (g.life AS life)
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
    WHERE g.outcome = 'won'
    UNION ALL
    -- Lost for now: the same stages, decided for as long as it lasted.
    SELECT r.* REPLACE (
        CASE WHEN r.reached_fate = 1 AND r.reached_left < weir.tick(weir.until(as_of)) THEN r.reached_left
            ELSE weir.tick(g.closed_at) END AS reached_left,
        CASE WHEN r.reached_fate = 1 AND r.reached_left < weir.tick(weir.until(as_of)) THEN 1 ELSE 2 END::UTINYINT
            AS reached_fate,
        CASE WHEN r.ordered_fate = 1 AND r.ordered_left < weir.tick(weir.until(as_of)) THEN r.ordered_left
            ELSE weir.tick(g.closed_at) END AS ordered_left,
        CASE WHEN r.ordered_fate = 1 AND r.ordered_left < weir.tick(weir.until(as_of)) THEN 1 ELSE 2 END::UTINYINT
            AS ordered_fate,
        CASE WHEN r.any_fate = 1 AND r.any_left < weir.tick(weir.until(as_of)) THEN r.any_left
            ELSE weir.tick(g.closed_at) END AS any_left,
        CASE WHEN r.any_fate = 1 AND r.any_left < weir.tick(weir.until(as_of)) THEN 1 ELSE 2 END::UTINYINT AS any_fate,
        CASE WHEN r.direct_fate = 1 AND r.direct_left < weir.tick(weir.until(as_of)) THEN r.direct_left
            ELSE weir.tick(g.closed_at) END AS direct_left,
        CASE WHEN r.direct_fate = 1 AND r.direct_left < weir.tick(weir.until(as_of)) THEN 1 ELSE 2 END::UTINYINT
            AS direct_fate
    )
    FROM weir.reach AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE g.outcome <> 'won' AND r.settled >= weir.tick(weir.until(as_of))
) AS r
LEFT JOIN weir.past_value_at(as_of) AS p ON p.key = r.key;
