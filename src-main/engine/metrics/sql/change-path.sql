-- Changes of the open pipeline between two days, both looked at from their end: what was known then. The
-- moves come from the time they were recorded at, so a closing booked back counts when it became known.

-- change_path: one row a deal that was open on a day or closed between them, with the one way it took.
--   was_in, is_in   whether it counted in the open pipeline on the first day and on the last
--   kept            whether it meets `keep` at last: a deal that does not any more has gone to another owner
--   entry, leaving  how it came in and went out in between, NULL where it did not
CREATE OR REPLACE MACRO weir.change_path(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH before AS (
    SELECT o.key, o.life, coalesce(o.amount, 0) AS amount, o.amount IS NULL AS is_unpriced, dim AS grp,
        coalesce(keep, false) AS kept, weir.is_due(o.expected_close, close_from, close_to) AS is_due
    FROM weir.life(from_day) AS o
    WHERE o.outcome = 'open'
),
after AS (
    SELECT o.key, o.life, coalesce(o.amount, 0) AS amount, o.amount IS NULL AS is_unpriced, dim AS grp,
        coalesce(keep, false) AS kept, CASE
            WHEN o.outcome = 'open' OR (close_from IS NULL AND close_to IS NULL)
                THEN weir.is_due(o.expected_close, close_from, close_to)
            -- The close date a deal had while it was open last decides; closing sets it to the day it closed.
            ELSE weir.is_due(coalesce(l.expected_close, o.expected_close), close_from, close_to)
        END AS is_due, CASE o.outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END AS fate, weir.tick(o.known_from) AS known
    FROM weir.life(to_day) AS o
    LEFT JOIN weir.open_last(from_day, to_day) AS l ON l.key = o.key
    -- Of a deal that came back, its newest life counts.
    ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
        ON e.key = o.key AND e.life = o.life
    WHERE o.outcome = 'open' OR weir.tick(o.closed_at) >= weir.until_tick(from_day)
),
first_life AS (
    SELECT key, weir.tick(known_from) AS known FROM weir.earlier_life WHERE life = 1
),
paired AS (
    SELECT
        coalesce(a.key, b.key) AS key,
        coalesce(a.life, b.life) AS life,
        b.life AS start_life,
        b.grp AS start_group,
        a.grp AS end_group,
        coalesce(b.amount, 0)::DECIMAL(18, 2) AS start_amount,
        coalesce(a.amount, 0)::DECIMAL(18, 2) AS end_amount,
        coalesce(CASE WHEN a.key IS NULL THEN b.is_unpriced ELSE a.is_unpriced END, false) AS is_unpriced,
        a.key IS NULL AS is_gone,
        b.key IS NOT NULL AS was_open,
        coalesce(b.kept, false) AS was_kept,
        coalesce(b.kept AND b.is_due, false) AS was_in,
        coalesce(a.kept, false) AS kept,
        coalesce(a.fate = 3 AND a.kept AND a.is_due, false) AS is_in,
        a.fate,
        -- Came in as far as the window of close dates goes, though it may be gone again.
        coalesce(a.kept AND a.is_due, false) AS came,
        coalesce(f.known, a.known) < weir.until_tick(from_day) AS was_known
    FROM before AS b
    FULL JOIN after AS a ON a.key = b.key
    LEFT JOIN first_life AS f ON f.key = a.key
),
entered AS (
    SELECT *, weir.change_entry(was_in, came, was_open, was_kept, was_known) AS entry
    FROM paired
)
SELECT
    * EXCLUDE (is_gone, was_open, was_kept, came, was_known, fate),
    weir.change_leaving(is_in, was_in, is_gone, kept, entry, fate) AS leaving
FROM entered
WHERE was_in OR is_in OR entry IS NOT NULL;
