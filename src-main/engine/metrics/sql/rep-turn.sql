-- rep_entry_turn: the rows of weir.rep_entry_changed of all days from `told_by` up to the as-of day, each from the day it begins on (`from_day`)
-- up to before the one it ends on (`gone_day`). What changes on a day is told from that day on.
CREATE OR REPLACE MACRO weir.rep_entry_turn(as_of, within, told_by, begun, ended) AS TABLE
WITH past AS MATERIALIZED (
    SELECT key, from_at::DATE AS from_day, to_at::DATE AS gone_day, amount, owner
    FROM weir.past_state
    WHERE from_at < weir.until(as_of) AND to_at >= weir.until(told_by) AND from_at::DATE < to_at::DATE
),
gap AS MATERIALIZED (
    SELECT key, life, visit, closed, fate, closed_at::DATE AS from_day, reopened_at::DATE AS gone_day
    FROM weir.reopening
    WHERE closed_at < weir.until(as_of) AND reopened_at >= weir.until(told_by)
),
-- As weir.rep_gap has them.
known_gap AS MATERIALIZED (
    SELECT g.*, b.skipped, b.kind, k.size
    FROM gap AS g
    JOIN weir.rep_base AS b ON b.key = g.key AND b.life = g.life
    JOIN weir.rep_kind AS k ON k.kind = b.kind AND k.rank = 0
    ANTI JOIN weir.owner_spell AS s ON s.key = g.key
),
-- Of each: where it counts only while its life is closed for now, since when that is (`gap_from`); the days it is `known` and `told` from, that the deal has
-- had its amount and owner since, before it is told (`early_day`) and then (`valued_day`), and on which it ceases to be so.
drawn AS (
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
    JOIN known_gap AS g ON g.key = r.key AND g.visit = r.life
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
    JOIN known_gap AS g ON g.key = n.key AND g.life = n.life
    WHERE g.closed >= n.started
),
entry AS MATERIALIZED (
    SELECT
        *,
        -- The first day on which it was followed for long enough.
        greatest(
            told_by::DATE,
            told_by::DATE
                + ((entered + ticks - weir.looked_tick(told_by) + weir.day_ticks(1) - 1) // weir.day_ticks(1))::INTEGER,
            coalesce(known_day, told_by::DATE)
        ) AS since_day
    FROM drawn
    WHERE entered + ticks <= weir.looked_tick(as_of) AND weir.tick_in_period(entered, begun, ended)
),
turn AS (
    SELECT key, life, told_by::DATE AS day
    FROM entry
    UNION
    SELECT e.key, e.life, p.day
    FROM (SELECT key, unnest([from_day, gone_day]) AS day FROM past) AS p
    JOIN (SELECT DISTINCT key, life FROM entry) AS e ON e.key = p.key
    WHERE p.day > told_by::DATE AND p.day <= as_of::DATE
    UNION
    SELECT key, life, day
    FROM (SELECT key, life, unnest([from_day, gone_day]) AS day FROM gap)
    WHERE day > told_by::DATE AND day <= as_of::DATE
    UNION
    SELECT key, life, day
    FROM (SELECT key, life, unnest([told_day, early_day, valued_day]) AS day FROM entry)
    WHERE day > told_by::DATE AND day <= as_of::DATE
),
spell AS (
    SELECT
        key,
        life,
        day AS from_day,
        lead(day, 1, as_of::DATE + 1) OVER (PARTITION BY key, life ORDER BY day) AS gone_day
    FROM turn
),
stood AS (
    SELECT
        e.*,
        greatest(s.from_day, e.since_day) AS from_day,
        least(s.gone_day, e.until_day) AS gone_day,
        s.from_day >= coalesce(e.told_day, s.from_day) AS is_told,
        s.from_day < CASE WHEN s.from_day < e.told_day THEN e.early_day ELSE e.valued_day END AS is_past,
        p.owner AS past_owner,
        weir.size_band(p.amount) AS past_size
    FROM entry AS e
    JOIN spell AS s ON s.key = e.key AND s.life = e.life AND s.from_day < e.until_day AND s.gone_day > e.since_day
    LEFT JOIN past AS p ON p.key = s.key AND p.from_day <= s.from_day AND p.gone_day > s.from_day
    LEFT JOIN gap AS g ON g.key = s.key AND g.life = s.life AND g.from_day <= s.from_day AND g.gone_day > s.from_day
    WHERE g.from_day IS NOT DISTINCT FROM e.gap_from
)
SELECT
    key,
    life,
    CASE WHEN is_past THEN past_owner WHEN is_told THEN owner END AS owner,
    pipeline,
    weir.kind_sized(kind, size, CASE WHEN is_past THEN past_size WHEN is_told THEN size END) AS kind,
    rank,
    entered,
    went_on,
    lost,
    from_day,
    gone_day
FROM stood;
