-- kind_sized: the number of a kind with another size.
CREATE OR REPLACE MACRO weir.kind_sized(kind, was, size) AS
    kind + 2 * (coalesce(size::INTEGER + 1, 0) - coalesce(was::INTEGER + 1, 0));

-- stood_on: what was so on a day of what was `past` up to the day since which it is `own`; before a deal is told neither is known.
CREATE OR REPLACE MACRO weir.stood_on(day, told_day, early_day, valued_day, past, own) AS CASE
    WHEN day < CASE WHEN day < told_day THEN early_day ELSE valued_day END THEN past
    WHEN day >= coalesce(told_day, day) THEN own
END;

-- gap_between: lives that were closed on some day from `told_by` up to the as-of day, though that was taken back later.
CREATE OR REPLACE MACRO weir.gap_between(as_of, told_by) AS TABLE
SELECT key, life, visit, closed, fate, closed_at::DATE AS from_day, reopened_at::DATE AS gone_day
FROM weir.reopening
WHERE closed_at < weir.until(as_of) AND reopened_at >= weir.until(told_by);

-- rep_gap: those of deals that never changed hands, with what is known beforehand of their kind.
CREATE OR REPLACE MACRO weir.rep_gap(as_of, told_by) AS TABLE
SELECT g.*, b.skipped, b.kind, k.size
FROM weir.gap_between(as_of, told_by) AS g
JOIN weir.rep_base AS b ON b.key = g.key AND b.life = g.life
JOIN weir.rep_kind AS k ON k.kind = b.kind AND k.rank = 0
ANTI JOIN weir.owner_spell AS s ON s.key = g.key;

-- rep_entry_unsettled: entries of which something changed after `told_by`, of deals that were followed for so long by the as-of day, with the days
-- on which they are so. Of a life that was closed for now, what it was then stands beside what it is now.
--   gap_from     since when its life is closed for now, of what counts only while it is; else NULL
--   known_day    it is known from that day on, and what the deal is from `told_day` on; NULL is always
--   valued_day   since when the deal has the amount and the owner of now; before it is told, `early_day`
--   until_day    from that day on it stands as it stands now
CREATE OR REPLACE MACRO weir.rep_entry_unsettled(as_of, within, told_by) AS TABLE
FROM (
    SELECT
        e.key,
        e.life,
        NULL::DATE AS gap_from,
        e.owner,
        e.pipeline,
        k.kind,
        k.size,
        e.rank,
        e.entered,
        e.ticks,
        e.gone <= e.ticks AS went_on,
        e.gone >= weir.tick(TIMESTAMP '9999-12-31') - e.ticks AS lost,
        u.known_day,
        u.told_day,
        u.valued_day AS early_day,
        weir.moment_of(coalesce(b.valued, e.valued))::DATE AS valued_day,
        weir.moment_of(e.valued)::DATE AS until_day
    FROM (
        SELECT *, weir.rep_ticks(within, rank) AS ticks
        FROM weir.rep_entry
        WHERE valued >= weir.until_tick(told_by) AND entered <= weir.looked_tick(as_of) - weir.least_ticks(within)
    ) AS e
    JOIN weir.rep_kind AS k ON k.number = e.number
    LEFT JOIN weir.rep_base AS b ON b.key = e.key AND b.life = e.life
    LEFT JOIN (
        SELECT
            key,
            life,
            0::USMALLINT AS rank,
            weir.moment_of(known)::DATE AS known_day,
            weir.moment_of(greatest(known, stage_known))::DATE AS told_day,
            weir.moment_of(valued)::DATE AS valued_day
        FROM weir.narrow_life
        WHERE settled >= weir.until_tick(told_by) AND greatest(known, stage_known) >= weir.until_tick(told_by)
    ) AS u ON u.key = e.key AND u.life = e.life AND u.rank = e.rank
    UNION ALL
    SELECT
        r.key,
        g.life,
        g.from_day,
        r.owner,
        r.pipeline,
        g.kind - g.skipped::UTINYINT,
        g.size,
        r.rank,
        r.reached,
        r.ticks,
        coalesce(r.reached_age <= r.ticks AND r.reached_fate = 1, false),
        coalesce(r.reached_age <= r.ticks AND r.reached_fate = 2, false),
        NULL,
        NULL,
        NULL,
        weir.moment_of(r.valued)::DATE,
        g.gone_day
    FROM (
        SELECT *, weir.rep_ticks(within, rank) AS ticks
        FROM weir.reach_in_gap
        WHERE visited = reached
    ) AS r
    JOIN weir.rep_gap(as_of, told_by) AS g ON g.key = r.key AND g.visit = r.life
    UNION ALL
    SELECT
        n.key,
        n.life,
        g.from_day,
        n.owner,
        n.pipeline,
        g.kind,
        g.size,
        0::USMALLINT,
        n.started,
        n.ticks,
        g.closed - n.started <= n.ticks AND g.fate = 1,
        g.closed - n.started <= n.ticks AND g.fate = 2,
        weir.moment_of(n.known)::DATE,
        weir.moment_of(n.stage_known)::DATE,
        weir.moment_of(n.valued)::DATE,
        weir.moment_of(n.valued)::DATE,
        least(g.gone_day, weir.moment_of(n.settled)::DATE)
    FROM (
        SELECT *, weir.day_ticks(within[1]) AS ticks
        FROM weir.narrow_life
        WHERE settled >= weir.until_tick(told_by) AND known < weir.until_tick(as_of) AND entry_age IS NULL
    ) AS n
    JOIN weir.rep_gap(as_of, told_by) AS g ON g.key = n.key AND g.life = n.life
    WHERE g.closed >= n.started
)
WHERE entered + ticks <= weir.looked_tick(as_of);
