-- {{name}}: weir.change_path from the narrow tables: those of its lives that {{which}}, each
-- read once with what it was like at the end of both days. Knows no window of close dates.
CREATE OR REPLACE MACRO weir.{{name}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH newest AS (
    SELECT o.key, o.life, o.known, o.stage_known, o.valued, o.closed, o.fate, o.amount, {{fields}}
    FROM weir.narrow_life AS o
    -- Of a deal that came back, its newest life counts.
    ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
        ON e.key = o.key AND e.life = o.life
    WHERE o.settled >= weir.until_tick(from_day) AND o.known < weir.until_tick(to_day){{among}}
),
-- Lives that ended between the days and were followed by another one.
earlier AS (
    SELECT key, life
    FROM weir.earlier_life
    ANTI JOIN weir.gap_at(from_day) USING (key, life)
    WHERE known_from < weir.until(from_day) AND closed_at >= weir.until(from_day) AND next_life_at < weir.until(to_day)
),
first_life AS (
    SELECT key, weir.tick(known_from) AS known FROM weir.earlier_life WHERE life = 1
),
both_days AS (
    SELECT
        o.*,
        CASE
            WHEN e.key IS NOT NULL THEN e.life
            WHEN o.known < weir.until_tick(from_day) AND was_gap.key IS NULL
                AND (o.closed IS NULL OR o.closed >= weir.until_tick(from_day))
                THEN o.life
        END AS start_life,
        -- Before the first row of its history nothing but its creation is known of a deal.
        CASE
            WHEN e.key IS NOT NULL OR o.valued >= weir.until_tick(from_day) THEN was.amount
            WHEN o.stage_known < weir.until_tick(from_day) THEN o.amount
        END AS start_amount,
        CASE
            WHEN e.key IS NOT NULL OR o.valued >= weir.until_tick(from_day) THEN was.owner
            WHEN o.stage_known < weir.until_tick(from_day) THEN o.owner
        END AS start_owner,
        CASE
            WHEN o.valued >= weir.until_tick(to_day) THEN then_.amount
            WHEN o.stage_known < weir.until_tick(to_day) THEN o.amount
        END AS end_amount,
        CASE
            WHEN o.valued >= weir.until_tick(to_day) THEN then_.owner
            WHEN o.stage_known < weir.until_tick(to_day) THEN o.owner
        END AS end_owner,
        CASE
            WHEN gap.key IS NOT NULL THEN gap.fate
            WHEN o.closed < weir.until_tick(to_day) THEN o.fate
            ELSE 3::UTINYINT
        END AS end_fate,
        CASE
            WHEN gap.key IS NOT NULL THEN gap.closed
            WHEN o.closed < weir.until_tick(to_day) THEN o.closed
        END AS end_closed,
        coalesce(f.known, o.known) < weir.until_tick(from_day) AS was_known
    FROM newest AS o
    LEFT JOIN earlier AS e ON e.key = o.key
    LEFT JOIN first_life AS f ON f.key = o.key
    LEFT JOIN weir.gap_at(from_day) AS was_gap ON was_gap.key = o.key AND was_gap.life = o.life
    LEFT JOIN weir.gap_at(to_day) AS gap ON gap.key = o.key AND gap.life = o.life
    LEFT JOIN weir.past_at(from_day) AS was ON was.key = o.key
    LEFT JOIN weir.past_at(to_day) AS then_ ON then_.key = o.key
),
before AS (
    SELECT *, dim AS start_group, start_life IS NOT NULL AND coalesce(keep, false) AS was_in
    FROM (
        SELECT * REPLACE (start_owner AS owner)
        FROM both_days
        WHERE start_life IS NOT NULL OR end_fate = 3 OR end_closed >= weir.until_tick(from_day)
    ) AS o
),
after AS (
    SELECT *, dim AS end_group, coalesce(keep, false) AS kept
    FROM (SELECT * REPLACE (end_owner AS owner) FROM before) AS o
),
entered AS (
    SELECT
        key,
        life,
        start_life,
        CASE WHEN was_in THEN start_group END AS start_group,
        end_group,
        CASE WHEN start_life IS NULL THEN 0 ELSE coalesce(start_amount, 0) END::DECIMAL(18, 2) AS start_amount,
        coalesce(end_amount, 0)::DECIMAL(18, 2) AS end_amount,
        end_amount IS NULL AS is_unpriced,
        was_in,
        kept,
        end_fate = 3 AND kept AS is_in,
        end_fate AS fate,
        weir.change_entry(was_in, kept, start_life IS NOT NULL, was_in, was_known) AS entry
    FROM after
)
SELECT * EXCLUDE (fate), weir.change_leaving(is_in, was_in, false, kept, entry, fate) AS leaving
FROM entered
WHERE was_in OR is_in OR entry IS NOT NULL;
