-- change_step_narrow: weir.change_step from the narrow tables. Each change is a state that began between the days, after the one
-- that ended at the same moment. Knows no window of close dates.
CREATE OR REPLACE MACRO weir.change_step_narrow(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH deal AS MATERIALIZED (
    SELECT o.key, o.life, o.known, o.stage_known, o.changed, o.stage_id, o.amount, {{fields}},
        e.key IS NULL AS is_newest, coalesce(f.known, o.known) < weir.until_tick(from_day) AS was_created
    FROM weir.narrow_life AS o
    LEFT JOIN (SELECT key, life, next_life_at FROM weir.earlier_life) AS e ON e.key = o.key AND e.life = o.life
    LEFT JOIN (SELECT key, weir.tick(known_from) AS known FROM weir.earlier_life WHERE life = 1) AS f ON f.key = o.key
    WHERE o.settled >= weir.until_tick(from_day)
        AND o.known < weir.until_tick(to_day)
        -- Of a deal that came back, its newest life counts.
        AND (e.key IS NULL OR e.next_life_at >= weir.until(to_day))
),
told AS MATERIALIZED (
    SELECT
        coalesce(n.key, p.key) AS key,
        n.key IS NOT NULL AS has_begun,
        n.stage_id AS to_stage,
        n.amount AS to_amount,
        n.owner AS to_owner,
        p.key IS NOT NULL AS has_ended,
        p.stage_id AS from_stage,
        p.amount AS from_amount,
        p.owner AS from_owner
    FROM (
        SELECT key, from_at, stage_id, amount, owner
        FROM weir.past_state
        WHERE to_at >= weir.until(from_day) AND from_at >= weir.until(from_day) AND from_at < weir.until(to_day)
    ) AS n
    FULL JOIN (
        SELECT key, to_at, stage_id, amount, owner
        FROM weir.past_state
        WHERE to_at >= weir.until(from_day) AND to_at < weir.until(to_day)
    ) AS p ON p.key = n.key AND p.to_at = n.from_at
),
step AS (
    FROM told
    WHERE has_begun
    UNION ALL
    -- What is so still: of a state that ended, no other that did follows.
    SELECT d.key, true, d.stage_id, d.amount, d.owner, p.key IS NOT NULL, p.from_stage, p.from_amount, p.from_owner
    FROM deal AS d
    LEFT JOIN (FROM told WHERE NOT has_begun) AS p ON p.key = d.key
    WHERE d.is_newest AND d.changed >= weir.until_tick(from_day) AND d.changed < weir.until_tick(to_day)
    UNION ALL
    -- Before the first row of its history nothing but its creation is known of a deal.
    SELECT key, true, NULL, NULL, NULL, false, NULL, NULL, NULL
    FROM deal
    WHERE life = 1 AND known >= weir.until_tick(from_day) AND stage_known >= weir.until_tick(to_day)
),
stages AS (
    SELECT stage_id, CASE kind WHEN 'open' THEN 3 WHEN 'lost' THEN 2 ELSE 1 END AS fate FROM weir.stage
),
before AS (
    SELECT *, dim AS start_group, is_known AND coalesce(keep, false) AS was_kept
    FROM (
        SELECT
            o.* REPLACE (s.from_amount AS amount, s.from_owner AS owner),
            s.* EXCLUDE (key, has_begun, has_ended),
            s.has_ended OR (o.was_created AND s.to_stage IS NOT NULL) AS is_known,
            -- A deal is open before anything is told of its stage.
            coalesce(w.fate, 3) AS from_fate,
            coalesce(n.fate, 3) AS to_fate
        FROM step AS s
        JOIN deal AS o ON o.key = s.key
        LEFT JOIN stages AS n ON n.stage_id = s.to_stage
        LEFT JOIN stages AS w ON w.stage_id = s.from_stage
    ) AS o
    -- From one closed stage to another of its kind nothing comes and nothing goes.
    WHERE NOT (is_known AND from_fate <> 3 AND from_fate = to_fate)
),
paired AS (
    SELECT
        key,
        life,
        start_group,
        dim AS end_group,
        coalesce(from_amount, 0)::DECIMAL(18, 2) AS start_amount,
        coalesce(to_amount, 0)::DECIMAL(18, 2) AS end_amount,
        to_amount IS NULL AS is_unpriced,
        is_known,
        is_known AND from_fate = 3 AS was_open,
        was_kept,
        from_fate = 3 AND was_kept AS was_in,
        coalesce(keep, false) AS kept,
        to_fate AS fate
    FROM (SELECT * REPLACE (to_amount AS amount, to_owner AS owner) FROM before) AS o
),
entered AS (
    SELECT *, fate = 3 AND kept AS is_in, weir.change_entry(was_in, kept, was_open, was_kept, is_known) AS entry
    FROM paired
)
SELECT
    key, life, start_group, end_group, start_amount, end_amount, is_unpriced, was_in, kept, is_in, entry,
    weir.change_leaving(is_in, was_in, false, kept, entry, fate) AS leaving
FROM entered
WHERE was_in OR is_in OR entry IS NOT NULL;
