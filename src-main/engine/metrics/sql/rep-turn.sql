-- rep_entry_turn: the rows of weir.rep_entry_changed of all days from `told_by` up to the as-of day, each from the day it begins on (`from_day`)
-- up to before the one it ends on (`gone_day`). What changes on a day is told from that day on.
CREATE OR REPLACE MACRO weir.rep_entry_turn(as_of, within, told_by, begun, ended) AS TABLE
WITH past AS MATERIALIZED (
    SELECT key, from_at::DATE AS from_day, to_at::DATE AS gone_day, amount, owner
    FROM weir.past_state
    WHERE from_at < weir.until(as_of) AND to_at >= weir.until(told_by) AND from_at::DATE < to_at::DATE
),
gap AS MATERIALIZED (
    FROM weir.gap_between(as_of, told_by)
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
    FROM weir.rep_entry_unsettled(as_of, within, told_by)
    WHERE weir.tick_in_period(entered, begun, ended)
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
        e.* REPLACE (
            weir.stood_on(s.from_day, told_day, early_day, valued_day, p.owner, e.owner) AS owner,
            weir.kind_sized(
                kind, size, weir.stood_on(s.from_day, told_day, early_day, valued_day, weir.size_band(p.amount), size)
            ) AS kind
        ),
        greatest(s.from_day, e.since_day) AS from_day,
        least(s.gone_day, e.until_day) AS gone_day
    FROM entry AS e
    JOIN spell AS s ON s.key = e.key AND s.life = e.life AND s.from_day < e.until_day AND s.gone_day > e.since_day
    LEFT JOIN past AS p ON p.key = s.key AND p.from_day <= s.from_day AND p.gone_day > s.from_day
    LEFT JOIN gap AS g ON g.key = s.key AND g.life = s.life AND g.from_day <= s.from_day AND g.gone_day > s.from_day
    WHERE g.from_day IS NOT DISTINCT FROM e.gap_from
)
SELECT key, life, owner, pipeline, kind, rank, entered, went_on, lost, from_day, gone_day
FROM stood;
