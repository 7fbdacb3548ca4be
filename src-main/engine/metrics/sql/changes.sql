-- Changes{{narrow}} of the open pipeline between two days, both looked at from their end: what was known then. The
-- moves come from the time they were recorded at, so a closing booked back counts when it became known.

-- change_path{{narrow}}: one row a deal that was open on a day or closed between them, with the one way it took.
--   was_in, is_in   whether it counted in the open pipeline on the first day and on the last
--   kept            whether it meets `keep` at last: a deal that does not any more has gone to another owner
--   entry, leaving  how it came in and went out in between, NULL where it did not
CREATE OR REPLACE MACRO weir.change_path{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH before AS (
    SELECT o.key, o.life, coalesce(o.amount, 0) AS amount, o.amount IS NULL AS is_unpriced, dim AS grp,
        coalesce(keep, false) AS kept, {{due}} AS is_due
    FROM weir.{{life}}(from_day) AS o
    WHERE {{is_open}}
),
after AS (
    SELECT o.key, o.life, coalesce(o.amount, 0) AS amount, o.amount IS NULL AS is_unpriced, dim AS grp,
        coalesce(keep, false) AS kept, {{last_due}} AS is_due, {{fate}} AS fate, {{known}} AS known
    FROM weir.{{life}}(to_day) AS o
    {{open_last}}
    -- Of a deal that came back, its newest life counts.
    ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
        ON e.key = o.key AND e.life = o.life
    WHERE {{is_open}} OR {{closed}} >= weir.until_tick(from_day)
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
        coalesce(b.amount, 0)::DECIMAL(38, 2) AS start_amount,
        coalesce(a.amount, 0)::DECIMAL(38, 2) AS end_amount,
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
    SELECT *, CASE
        WHEN was_in OR NOT came THEN NULL
        WHEN was_open AND NOT was_kept THEN 'owner-in'
        WHEN was_open THEN 'moved-in'
        WHEN was_known THEN 'reopened'
        ELSE 'new'
    END AS entry
    FROM paired
)
SELECT * EXCLUDE (is_gone, was_open, was_kept, came, was_known, fate), CASE
    WHEN is_in THEN NULL
    WHEN was_in AND is_gone THEN 'deleted'
    WHEN NOT kept OR NOT (was_in OR entry IS NOT NULL) THEN NULL
    WHEN fate = 1 THEN 'won'
    WHEN fate = 2 THEN 'lost'
    ELSE 'moved-out'
END AS leaving
FROM entered
WHERE was_in OR is_in OR entry IS NOT NULL;

-- change_deal{{narrow}}: one row a deal and bucket, with the signed amount it adds to it.
CREATE OR REPLACE MACRO weir.change_deal{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
SELECT
    key,
    CASE WHEN leg['bucket'] = 'start' THEN start_life ELSE life END AS life,
    leg['bucket'] AS bucket,
    {{key_of}}(leg['grp']) AS grp,
    leg['amount'] AS amount,
    start_amount,
    end_amount
FROM (
    SELECT *, unnest(weir.change_legs(
        was_in, is_in, kept, start_group, end_group, entry, leaving, 1, start_amount, end_amount,
        (end_amount > start_amount)::INTEGER, greatest(end_amount - start_amount, 0),
        (end_amount < start_amount)::INTEGER, least(end_amount - start_amount, 0)
    )) AS leg
    FROM weir.change_path{{narrow}}(
        from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
    )
)
WHERE leg['n'] > 0;

-- changes{{narrow}}: deals and signed amount by bucket. Deals that took the same way are added up before they are
-- taken apart into buckets, so that a million deals cost two readings and a join.
CREATE OR REPLACE MACRO weir.changes{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH way AS (
    SELECT
        was_in, is_in, kept, start_group, end_group, entry, leaving,
        count(*) AS n,
        sum(start_amount) AS start_amount,
        sum(end_amount) AS end_amount,
        count(*) FILTER (end_amount > start_amount) AS up_n,
        coalesce(sum(end_amount - start_amount) FILTER (end_amount > start_amount), 0) AS up,
        count(*) FILTER (end_amount < start_amount) AS down_n,
        coalesce(sum(end_amount - start_amount) FILTER (end_amount < start_amount), 0) AS down,
        count(*) FILTER (is_unpriced) AS unpriced
    FROM weir.change_path{{narrow}}(
        from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
    )
    GROUP BY ALL
)
SELECT
    {{key_of}}(leg['grp']) AS key,
    leg['bucket'] AS bucket,
    sum(leg['n'])::BIGINT AS count,
    sum(leg['amount'])::DECIMAL(38, 2) AS amount,
    sum(unpriced)::BIGINT AS unpriced
FROM (
    SELECT unpriced, unnest(weir.change_legs(
        was_in, is_in, kept, start_group, end_group, entry, leaving, n, start_amount, end_amount, up_n, up, down_n, down
    )) AS leg
    FROM way
)
WHERE leg['n'] > 0
GROUP BY ALL
ORDER BY ALL;
