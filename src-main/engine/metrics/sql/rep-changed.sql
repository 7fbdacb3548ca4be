-- rep_entry_changed: entries of which something changed after the day, with the amount and the owner that the deal had on it. A life
-- that was closed for now counts as it stood then.
CREATE OR REPLACE MACRO weir.rep_entry_changed(as_of, within, from_day, to_day, every) AS TABLE
SELECT
    e.key,
    e.life,
    weir.stood_on(as_of::DATE, told_day, early_day, valued_day, p.owner, e.owner) AS owner,
    e.pipeline,
    weir.kind_sized(
        e.kind, e.size, weir.stood_on(as_of::DATE, told_day, early_day, valued_day, weir.size_band(p.amount), e.size)
    ) AS kind,
    false AS several,
    e.rank,
    e.entered,
    e.went_on,
    e.lost
FROM weir.rep_entry_unsettled(as_of, within, as_of) AS e
LEFT JOIN weir.past_at(as_of) AS p ON p.key = e.key
LEFT JOIN weir.gap_at(as_of) AS g ON g.key = e.key AND g.life = e.life
WHERE weir.looks_back(as_of)
    AND e.gap_from IS NOT DISTINCT FROM g.closed_at::DATE
    AND coalesce(e.known_day <= as_of::DATE, true)
    AND e.until_day > as_of::DATE
    AND (every = 1 OR e.key % every = 0)
    AND weir.tick_in_period(e.entered, from_day, to_day);

-- rep_late: deals of which something of then is told only after the day, though they stand as they were on it.
CREATE OR REPLACE MACRO weir.rep_late(as_of) AS TABLE
SELECT key
FROM weir.reopening
WHERE reopened_at >= weir.until(as_of)
UNION ALL
SELECT key
FROM weir.owner_spell
WHERE known >= weir.until_tick(as_of) AND known > since;

-- rep_entry_handed: entries of deals that changed hands: those that stand, and those of which something changed after the day, looked up one
-- by one.
CREATE OR REPLACE MACRO weir.rep_entry_handed(as_of, within, from_day, to_day, every) AS TABLE
WITH handed AS (
    SELECT b.key, b.life, b.skipped, k.size, b.kind
    FROM weir.rep_base AS b
    JOIN weir.rep_kind AS k ON k.kind = b.kind AND k.rank = 0
    SEMI JOIN weir.owner_spell AS s ON s.key = b.key
    WHERE weir.looks_back(as_of) AND (every = 1 OR b.key % every = 0)
),
-- Those that matter first, so that only few have to be looked for in the past.
stage AS (
    SELECT r.* REPLACE (
        CASE WHEN r.valued < weir.until_tick(as_of) THEN r.amount ELSE p.amount END AS amount,
        CASE WHEN r.valued < weir.until_tick(as_of) THEN r.owner ELSE p.owner END AS owner
    )
    FROM (
        SELECT r.*, h.size, h.kind - h.skipped::UTINYINT AS kind, weir.rep_ticks(within, r.rank) AS ticks
        FROM weir.reach_by(as_of) AS r
        JOIN handed AS h ON h.key = r.key AND h.life = r.life
        WHERE r.visited = r.reached
            AND r.reached + weir.rep_ticks(within, r.rank) <= weir.looked_tick(as_of)
            AND (r.valued >= weir.until_tick(as_of) OR r.key IN (FROM weir.rep_late(as_of)))
    ) AS r
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = r.key
),
life AS (
    SELECT n.* REPLACE (
        CASE
            WHEN n.valued >= weir.until_tick(as_of) THEN p.amount
            WHEN n.stage_known < weir.until_tick(as_of) THEN n.amount
        END AS amount,
        CASE
            WHEN n.valued >= weir.until_tick(as_of) THEN p.owner
            WHEN n.stage_known < weir.until_tick(as_of) THEN n.owner
        END AS owner
    )
    FROM (
        SELECT n.*, h.size, h.kind, weir.day_ticks(within[1]) AS ticks
        FROM weir.narrow_life_by(as_of) AS n
        JOIN handed AS h ON h.key = n.key AND h.life = n.life
        WHERE n.age >= 0
            AND n.entry_age IS NULL
            AND n.started + weir.day_ticks(within[1]) <= weir.looked_tick(as_of)
            AND (greatest(n.valued, n.stage_known) >= weir.until_tick(as_of) OR n.key IN (FROM weir.rep_late(as_of)))
    ) AS n
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = n.key
)
SELECT
    e.key,
    e.life,
    e.owner,
    e.pipeline,
    e.kind,
    weir.had_several(as_of, e.since, e.until) AS several,
    e.rank,
    e.entered,
    coalesce(e.age <= e.ticks AND e.fate = 1, false) AS went_on,
    coalesce(e.age <= e.ticks AND e.fate = 2, false) AS lost
FROM (
    SELECT *, weir.rep_ticks(within, rank) AS ticks
    FROM weir.rep_spell_entry
    WHERE every = 1 OR sampled
) AS e
WHERE e.valued < weir.until_tick(as_of)
    AND e.outdated >= weir.until_tick(as_of)
    AND e.entered + e.ticks <= weir.looked_tick(as_of)
    AND weir.tick_in_period(e.entered, from_day, to_day)
    -- The sale as a whole is that of the owner who closed it or had it when the days were over.
    AND (e.rank > 0 OR weir.is_within(e.entered + least(coalesce(e.age, e.ticks), e.ticks), e.since, e.until))
UNION ALL
SELECT
    o.key,
    o.life,
    CASE WHEN s.key IS NULL THEN o.owner ELSE s.owner END AS owner,
    o.pipeline,
    weir.kind_sized(o.kind, o.size, weir.size_band(o.amount)) AS kind,
    weir.had_several(as_of, s.since, s.until) AS several,
    o.rank,
    o.entered,
    coalesce(o.age <= o.ticks AND o.fate = 1, false) AS went_on,
    coalesce(o.age <= o.ticks AND o.fate = 2, false) AS lost
FROM (
    SELECT
        key, life, owner, amount, pipeline, kind, size, ticks, rank, reached AS entered, reached_age AS age,
        reached_fate AS fate, reached AS owned
    FROM stage
    UNION ALL
    SELECT
        key, life, owner, amount, pipeline, kind, size, ticks, 0::USMALLINT, started, age,
        fate, started + least(coalesce(closed - started, ticks), ticks)
    FROM life
) AS o
LEFT JOIN weir.owner_spell AS s
    ON s.key = o.key
    AND s.known < weir.until_tick(as_of)
    AND weir.is_within(o.owned, s.since, s.until)
WHERE weir.tick_in_period(o.entered, from_day, to_day);
