-- rep_late: deals of which something of then is told only after the day, though they stand as they were on it. A macro and no
-- common table of the next one: DuckDB would keep its rows, and read every column of what stands beside.
CREATE OR REPLACE MACRO weir.rep_late(as_of) AS TABLE
SELECT key
FROM weir.reopening
WHERE reopened_at >= weir.until(as_of)
UNION ALL
SELECT key
FROM weir.owner_spell
WHERE known >= weir.until_tick(as_of) AND known > since;

-- rep_entry_told: what weir.rep_entry tells of the day as it stands, of deals that were followed for the days of their rank.
CREATE OR REPLACE MACRO weir.rep_entry_told(as_of, within, from_day, to_day, every) AS TABLE
SELECT
    e.key,
    e.life,
    e.size,
    e.kind,
    e.owner,
    e.team,
    e.pipeline,
    e.segment,
    e.region,
    e.source,
    e.product,
    e.lead_type,
    weir.had_several(as_of, e.since, e.until) AS several,
    e.rank,
    e.entered,
    e.skipped,
    CASE WHEN e.age <= e.ticks THEN e.fate ELSE 4::UTINYINT END AS fate
FROM (
    SELECT *, list_extract(weir.rep_ticks(within), rank + 1) AS ticks
    FROM weir.rep_entry
    WHERE every = 1
    UNION ALL
    SELECT *, list_extract(weir.rep_ticks(within), rank + 1)
    FROM weir.rep_sample
    WHERE every > 1
) AS e
WHERE e.valued < weir.until_tick(as_of)
    AND e.outdated >= weir.until_tick(as_of)
    AND e.entered + e.ticks <= weir.looked_tick(as_of)
    AND weir.tick_in_period(e.entered, from_day, to_day)
    -- The sale as a whole is that of the owner who closed it or had it when the days were over.
    -- Where no deal changed hands DuckDB knows that every spell is all time.
    AND (
        (e.since = weir.tick(TIMESTAMP '0001-01-01') AND e.until = weir.tick(TIMESTAMP '9999-12-31'))
        OR e.rank > 0
        OR weir.is_within(e.entered + least(coalesce(e.age, e.ticks), e.ticks), e.since, e.until)
    );

-- rep_entry_changed: the rest, of which something changed after the day; read one by one, without the number of its kind.
CREATE OR REPLACE MACRO weir.rep_entry_changed(as_of, within, from_day, to_day, every) AS TABLE
-- Those that matter first, so that only few have to be looked for in the past.
WITH stage AS (
    SELECT r.* REPLACE (
        CASE WHEN r.valued < weir.until_tick(as_of) THEN r.amount ELSE p.amount END AS amount,
        CASE WHEN r.valued < weir.until_tick(as_of) THEN r.owner ELSE p.owner END AS owner
    )
    FROM (
        SELECT *, list_extract(weir.rep_ticks(within), rank + 1) AS ticks
        FROM weir.reach_by(as_of)
        WHERE weir.looks_back(as_of)
            AND visited = reached
            AND (every = 1 OR key % every = 0)
            AND reached + list_extract(weir.rep_ticks(within), rank + 1) <= weir.looked_tick(as_of)
            AND (valued >= weir.until_tick(as_of) OR key IN (FROM weir.rep_late(as_of)))
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
        SELECT *, weir.day_ticks(within[1]) AS ticks
        FROM weir.narrow_life_by(as_of)
        WHERE weir.looks_back(as_of)
            AND age >= 0
            AND entry_age IS NULL
            AND (every = 1 OR key % every = 0)
            AND started + weir.day_ticks(within[1]) <= weir.looked_tick(as_of)
            AND (greatest(valued, stage_known) >= weir.until_tick(as_of) OR key IN (FROM weir.rep_late(as_of)))
    ) AS n
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = n.key
)
SELECT
    o.key,
    o.life,
    weir.size_band(o.amount) AS size,
    NULL::USMALLINT AS kind,
    CASE WHEN s.key IS NULL THEN o.owner ELSE s.owner END AS owner,
    o.team,
    o.pipeline,
    o.segment,
    o.region,
    o.source,
    o.product,
    o.lead_type,
    weir.had_several(as_of, s.since, s.until) AS several,
    o.rank,
    o.reached AS entered,
    false AS skipped,
    CASE WHEN o.reached_age <= o.ticks THEN o.reached_fate ELSE 4::UTINYINT END AS fate
FROM stage AS o
LEFT JOIN weir.owner_spell AS s
    ON s.key = o.key
    AND s.known < weir.until_tick(as_of)
    AND o.reached >= s.since
    AND o.reached < s.until
WHERE weir.tick_in_period(o.reached, from_day, to_day)
UNION ALL
SELECT
    o.key,
    o.life,
    weir.size_band(o.amount) AS size,
    NULL::USMALLINT AS kind,
    CASE WHEN s.key IS NULL THEN o.owner ELSE s.owner END AS owner,
    o.team,
    o.pipeline,
    o.segment,
    o.region,
    o.source,
    o.product,
    o.lead_type,
    weir.had_several(as_of, s.since, s.until) AS several,
    0::USMALLINT AS rank,
    o.started AS entered,
    b.key IS NOT NULL AS skipped,
    CASE WHEN o.age <= o.ticks THEN o.fate ELSE 4::UTINYINT END AS fate
FROM life AS o
LEFT JOIN weir.owner_spell AS s
    ON s.key = o.key
    AND s.known < weir.until_tick(as_of)
    AND weir.is_within(o.started + least(coalesce(o.closed - o.started, o.ticks), o.ticks), s.since, s.until)
-- Begun beyond the first stage. Stages of a life are settled when it is.
LEFT JOIN (
    SELECT key, life
    FROM weir.reach
    WHERE settled >= weir.until_tick(as_of) AND rank = 1 AND reached IS NOT NULL AND coalesce(visited > reached, true)
) AS b ON b.key = o.key AND b.life = o.life
WHERE weir.tick_in_period(o.started, from_day, to_day);

-- rep_entry_at: both.
CREATE OR REPLACE MACRO weir.rep_entry_at(as_of, within, from_day, to_day, every) AS TABLE
FROM weir.rep_entry_told(as_of, within, from_day, to_day, every)
UNION ALL
FROM weir.rep_entry_changed(as_of, within, from_day, to_day, every);
