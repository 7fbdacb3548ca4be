-- Lives and stages reached as they were known on a day, from narrow tables: with what lasts, the amount and the owner of
-- that day, and no other field that changes. What changed for the last time up to the day is read as it stands and
-- makes up nearly all; only the rest, and what is open, is looked up.

-- gap_at: lives that were closed on the day, though that was taken back later.
CREATE OR REPLACE MACRO weir.gap_at(as_of) AS TABLE
SELECT key, life, visit, closed, fate, closed_at, outcome
FROM weir.reopening
WHERE weir.looks_back(as_of) AND closed_at < weir.until(as_of) AND reopened_at >= weir.until(as_of);

-- past_at: deals that changed after the day, as they stood on it.
CREATE OR REPLACE MACRO weir.past_at(as_of) AS TABLE
SELECT key, stage_id, amount, expected_close, owner
FROM weir.past_state
WHERE weir.looks_back(as_of) AND from_at < weir.until(as_of) AND to_at >= weir.until(as_of)
    -- True of all of them: with it DuckDB takes them for the few that they are.
    AND from_at < to_at;

-- narrow_life_by: lives that changed after the day or were open on it, as known on it but for amount and owner.
CREATE OR REPLACE MACRO weir.narrow_life_by(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN g.key IS NOT NULL THEN g.closed WHEN o.closed < weir.until_tick(as_of) THEN o.closed END AS closed,
    CASE
        WHEN g.key IS NOT NULL THEN g.fate WHEN o.closed < weir.until_tick(as_of) THEN o.fate ELSE 3::UTINYINT
    END AS fate,
    CASE
        WHEN o.entry_age >= g.closed - o.started THEN -1
        WHEN g.key IS NOT NULL THEN g.closed - o.started
        WHEN o.closed < weir.until_tick(as_of) THEN o.age
        ELSE weir.looked_tick(as_of) - o.started
    END AS age
)
FROM weir.narrow_life AS o
LEFT JOIN weir.gap_at(as_of) AS g ON g.key = o.key AND g.life = o.life
WHERE o.settled >= weir.until_tick(as_of) AND o.known < weir.until_tick(as_of);

-- narrow_life_at: weir.narrow_life as known on the day. Of lives open then, `closed` is NULL and `age` the one reached.
CREATE OR REPLACE MACRO weir.narrow_life_at(as_of) AS TABLE
FROM weir.narrow_life
WHERE settled < weir.until_tick(as_of)
UNION ALL
-- Before the first row of its history nothing but its creation is known of a deal.
SELECT * REPLACE (
    CASE WHEN stage_known < weir.until_tick(as_of) THEN amount END AS amount,
    CASE WHEN stage_known < weir.until_tick(as_of) THEN owner END AS owner
)
FROM weir.narrow_life_by(as_of)
WHERE valued < weir.until_tick(as_of)
UNION ALL
SELECT o.* REPLACE (p.amount AS amount, p.owner AS owner)
FROM weir.narrow_life_by(as_of) AS o
LEFT JOIN weir.past_at(as_of) AS p ON p.key = o.key
WHERE o.valued >= weir.until_tick(as_of);

-- lasting_life_at: the same where nobody asks for amount and owner, which then need not be looked up.
CREATE OR REPLACE MACRO weir.lasting_life_at(as_of) AS TABLE
SELECT * EXCLUDE (amount, owner)
FROM weir.narrow_life
WHERE settled < weir.until_tick(as_of)
UNION ALL
SELECT * EXCLUDE (amount, owner)
FROM weir.narrow_life_by(as_of);

-- age_by, fate_by: what had become by the day of a stage entered at a tick: decided by then, or open and still aging.
CREATE OR REPLACE MACRO weir.age_by(as_of, entered, age) AS
    CASE WHEN entered + age < weir.until_tick(as_of) THEN age ELSE weir.looked_tick(as_of) - entered END;
CREATE OR REPLACE MACRO weir.fate_by(as_of, entered, age, fate) AS
    CASE WHEN entered + age < weir.until_tick(as_of) THEN fate ELSE 4::UTINYINT END;

-- reach_by: stages of lives that changed after the day or were open on it, as known on it but for amount and owner.
CREATE OR REPLACE MACRO weir.reach_by(as_of) AS TABLE
SELECT r.* REPLACE (
    weir.age_by(as_of, r.reached, r.reached_age) AS reached_age,
    weir.fate_by(as_of, r.reached, r.reached_age, r.reached_fate) AS reached_fate,
    weir.age_by(as_of, r.ordered, r.ordered_age) AS ordered_age,
    weir.fate_by(as_of, r.ordered, r.ordered_age, r.ordered_fate) AS ordered_fate,
    weir.age_by(as_of, r.visited, r.any_age) AS any_age,
    weir.fate_by(as_of, r.visited, r.any_age, r.any_fate) AS any_fate,
    weir.age_by(as_of, r.visited, r.direct_age) AS direct_age,
    weir.fate_by(as_of, r.visited, r.direct_age, r.direct_fate) AS direct_fate,
    CASE WHEN r.went < weir.until_tick(as_of) THEN r.next_stage_id END AS next_stage_id,
    CASE WHEN r.went < weir.until_tick(as_of) THEN r.went END AS went,
    CASE WHEN r.closed < weir.until_tick(as_of) THEN r.closed END AS closed,
    CASE WHEN r.closed < weir.until_tick(as_of) THEN r.closed_as END AS closed_as
)
FROM (
    FROM weir.reach AS r
    ANTI JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE r.settled >= weir.until_tick(as_of)
    UNION ALL
    -- Closed for now: the life as it stood then is kept beside.
    SELECT r.* REPLACE (g.life AS life)
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
) AS r;

-- reach_at: weir.reach as known on the day. Of what was open then, *_age is the age reached.
CREATE OR REPLACE MACRO weir.reach_at(as_of) AS TABLE
FROM weir.reach
WHERE settled < weir.until_tick(as_of)
UNION ALL
FROM weir.reach_by(as_of)
WHERE valued < weir.until_tick(as_of)
UNION ALL
SELECT r.* REPLACE (p.amount AS amount, p.owner AS owner)
FROM weir.reach_by(as_of) AS r
LEFT JOIN weir.past_at(as_of) AS p ON p.key = r.key
WHERE r.valued >= weir.until_tick(as_of);

-- lasting_reach_at: the same where nobody asks for amount and owner.
CREATE OR REPLACE MACRO weir.lasting_reach_at(as_of) AS TABLE
SELECT * EXCLUDE (amount, owner)
FROM weir.reach
WHERE settled < weir.until_tick(as_of)
UNION ALL
SELECT * EXCLUDE (amount, owner)
FROM weir.reach_by(as_of);

-- is_in: whether a stage was entered by the day, by a deal that was created in the period, or where that is not known or
-- not asked (NULL) entered the stage in it.
CREATE OR REPLACE MACRO weir.is_in(as_of, from_day, to_day, started, entered) AS
    entered < weir.until_tick(as_of) AND weir.tick_in_period(coalesce(started, entered), from_day, to_day);
