-- open_spell: open deals of a month, day by day as they were known: a row for each run of days on which nothing that is asked of them
-- changed, from `from_day` up to before `gone_day`. Later than the month what it says is not true.
--   stage_id     the stage that its history tells; `standing_id`, `rank` and `came` are those of the visit, see weir.standing
--   touched      the last day on which somebody worked on the deal
--   changed_on   the last day on which a change of it was recorded, of months in which nobody had worked on a deal yet
--   last_…       what is told of it last, whatever was so on an earlier day
WITH life AS MATERIALIZED (
    SELECT
        *,
        weir.moment_of(known)::DATE AS known_day,
        weir.moment_of(stage_known)::DATE AS stage_day,
        weir.moment_of(changed)::DATE AS changed_day,
        CASE WHEN fate = 3 THEN DATE '9999-12-31' ELSE weir.moment_of(least(closed, settled))::DATE END AS closed_day
    FROM weir.narrow_life
    WHERE settled >= weir.until_tick({{first}})
        AND known < weir.until_tick({{last}})
        AND (closed IS NULL OR closed >= weir.until_tick({{first}}))
),
past AS MATERIALIZED (
    SELECT key, from_at::DATE AS from_day, to_at::DATE AS gone_day, stage_id, amount, expected_close, owner
    FROM weir.past_state
    WHERE from_at < weir.until({{last}}) AND to_at >= weir.until({{first}}) AND from_at::DATE < to_at::DATE
),
visit AS MATERIALIZED (
    SELECT
        key,
        life,
        rank,
        stage_id,
        CASE WHEN NOT seen THEN came END AS came,
        weir.moment_of(came)::DATE AS from_day,
        CASE WHEN went IS NULL THEN DATE '9999-12-31' ELSE weir.moment_of(went)::DATE END AS gone_day
    FROM weir.reach
    WHERE settled >= weir.until_tick({{first}})
        AND rank IS NOT NULL
        AND came < weir.until_tick({{last}})
        AND (went IS NULL OR went >= weir.until_tick({{first}}))
),
worked AS MATERIALIZED (
    SELECT key, touched AS from_day, next_touch AS gone_day
    FROM weir.touch
    WHERE next_touch > {{first}} AND next_touch < DATE '9999-12-31' AND touched <= {{last}}
),
recorded AS MATERIALIZED (
    SELECT key, day AS from_day, lead(day, 1, DATE '9999-12-31') OVER (PARTITION BY key ORDER BY day) AS gone_day
    FROM (
        SELECT key, max(from_at)::DATE AS day
        FROM weir.state
        WHERE {{by_change}} AND origin NOT IN ('guess', 'seen') AND from_at < weir.until({{first}})
        GROUP BY key
        UNION ALL
        SELECT DISTINCT key, from_at::DATE
        FROM weir.state
        WHERE {{by_change}}
            AND origin NOT IN ('guess', 'seen')
            AND from_at >= weir.until({{first}})
            AND from_at < weir.until({{last}})
    )
    WHERE key IN (SELECT key FROM life)
),
-- Lives that were closed for some time, though that was taken back.
gap AS MATERIALIZED (
    SELECT key, life, closed_at::DATE AS from_day, reopened_at::DATE AS gone_day
    FROM weir.reopening
    WHERE closed_at < weir.until({{last}}) AND reopened_at >= weir.until({{first}})
),
changed_on AS (
    SELECT key, NULL::INTEGER AS life, from_day AS day FROM past
    UNION ALL
    SELECT key, NULL, from_day FROM worked
    UNION ALL
    SELECT key, NULL, from_day FROM recorded
    UNION ALL
    SELECT key, life, from_day FROM visit
    UNION ALL
    SELECT key, life, unnest([from_day, gone_day]) FROM gap
),
-- Days of the month on which something changed, its first day among them.
turn AS (
    SELECT l.key, l.life, greatest(c.day, {{first}}) AS day
    FROM changed_on AS c
    JOIN life AS l ON l.key = c.key AND (c.life IS NULL OR c.life = l.life)
    WHERE c.day <= {{last}} AND c.day >= l.known_day AND c.day < l.closed_day
    UNION
    SELECT key, life, greatest(day, {{first}})
    FROM (SELECT key, life, closed_day, known_day, unnest([known_day, stage_day, changed_day, last_touch]) AS day FROM life)
    WHERE day <= {{last}} AND day >= known_day AND day < closed_day
),
spell AS (
    SELECT
        key,
        life,
        day AS from_day,
        lead(day, 1, {{last}} + 1) OVER (PARTITION BY key, life ORDER BY day) AS gone_day
    FROM turn
)
SELECT
    {{first}} AS month,
    s.from_day,
    least(s.gone_day, l.closed_day) AS gone_day,
    l.key,
    l.life,
    {{fields}},
    CASE WHEN l.changed_day <= s.from_day THEN l.owner ELSE p.owner END AS owner,
    CASE WHEN l.changed_day <= s.from_day THEN l.amount ELSE p.amount END AS amount,
    CASE WHEN l.changed_day <= s.from_day THEN l.last_expected_close ELSE p.expected_close END AS expected_close,
    CASE WHEN l.stage_day <= s.from_day THEN coalesce(p.stage_id, l.stage_id) END AS stage_id,
    v.stage_id AS standing_id,
    v.rank,
    v.came,
    l.started,
    l.entry_age,
    l.customer,
    CASE WHEN l.last_touch <= s.from_day THEN l.last_touch ELSE t.from_day END AS touched,
    c.from_day AS changed_on,
    l.last_activity,
    l.last_step_date,
    l.last_has_step,
    l.last_probability,
    l.last_is_committed
FROM spell AS s
JOIN life AS l ON l.key = s.key AND l.life = s.life
LEFT JOIN past AS p ON p.key = s.key AND p.from_day <= s.from_day AND p.gone_day > s.from_day
LEFT JOIN visit AS v ON v.key = s.key AND v.life = s.life AND v.from_day <= s.from_day AND v.gone_day > s.from_day
LEFT JOIN worked AS t ON t.key = s.key AND t.from_day <= s.from_day AND t.gone_day > s.from_day
LEFT JOIN recorded AS c ON c.key = s.key AND c.from_day <= s.from_day AND c.gone_day > s.from_day
ANTI JOIN gap AS g ON g.key = s.key AND g.life = s.life AND g.from_day <= s.from_day AND g.gone_day > s.from_day
ORDER BY l.key, l.life, s.from_day
