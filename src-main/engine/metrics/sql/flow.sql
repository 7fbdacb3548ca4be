-- last_day: the last day of a period that is known on the as-of day.
CREATE OR REPLACE MACRO weir.last_day(as_of, to_day) AS least(as_of::DATE, coalesce(to_day::DATE, as_of::DATE));

-- open_kind: the kind of open stages. Compared with a word alone, every kind is read as text first, at some times the cost.
CREATE OR REPLACE MACRO weir.open_kind() AS 'open'::ENUM('open', 'won', 'lost');

-- moved_at: every move from one stage to another that was known on the day and made in the period. `stay` is NULL where
-- the stay's beginning is not known.
CREATE OR REPLACE MACRO weir.moved_at(as_of, from_day := NULL, to_day := NULL) AS TABLE
SELECT
    key,
    life,
    stage_id AS from_id,
    next_stage_id AS to_id,
    CASE WHEN origin <> 'seen' THEN greatest(weir.age_step(entered_at, left_at), 0) END AS stay
FROM weir.sojourn
WHERE left_at < weir.until(weir.last_day(as_of, to_day)) AND (from_day IS NULL OR left_at >= from_day::DATE::TIMESTAMP);

-- move_at: the same and, as moves to nowhere, the stays in open stages that went on at the end of the period.
CREATE OR REPLACE MACRO weir.move_at(as_of, from_day := NULL, to_day := NULL) AS TABLE
FROM weir.moved_at(as_of, from_day := from_day, to_day := to_day)
UNION ALL
SELECT
    key,
    life,
    stage_id,
    NULL,
    CASE
        WHEN origin <> 'seen' THEN greatest(
            weir.age_step(entered_at, weir.looked_at(weir.last_day(as_of, to_day))), 0
        )
    END
FROM weir.sojourn
WHERE kind = weir.open_kind()
    AND entered_at < weir.until(weir.last_day(as_of, to_day))
    AND (left_at IS NULL OR left_at >= weir.until(weir.last_day(as_of, to_day)));

-- flow_move{{narrow}}: the same of the lives in scope. Nearly all are the first of their deal, and are found by one number.
CREATE OR REPLACE MACRO weir.flow_move{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT d.deal, 1 AS life, d.key, d.amount, m.from_id, m.to_id, m.stay
FROM weir.move_at(as_of, from_day := from_day, to_day := to_day) AS m
JOIN (
    SELECT o.key AS deal, dim AS key, o.amount
    FROM weir.{{life}}(as_of) AS o
    WHERE keep AND o.life = 1
) AS d ON d.deal = m.key
WHERE m.life = 1
UNION ALL
SELECT d.deal, d.life, d.key, d.amount, m.from_id, m.to_id, m.stay
FROM weir.move_at(as_of, from_day := from_day, to_day := to_day) AS m
JOIN (
    SELECT o.key AS deal, o.life, dim AS key, o.amount
    FROM weir.{{life}}(as_of) AS o
    WHERE keep AND o.life > 1
) AS d ON d.deal = m.key AND d.life = m.life
WHERE m.life > 1;

-- flow{{narrow}}: moves counted by the stages they lead from and to. A life that makes a move again has moved back or come
-- back from a closing in between; such lives are few, and only theirs have to be looked at one by one.
CREATE OR REPLACE MACRO weir.flow{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH kind AS (
    -- A stay has some hundred lengths where there are many deals, which count faster than a median is found.
    SELECT key, from_id, to_id, stay, count(*) AS n, sum(amount) AS value
    FROM weir.flow_move{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    GROUP BY ALL
),
counted AS (
    SELECT key, from_id, to_id, sum(n) AS n, sum(value) AS value
    FROM kind
    GROUP BY ALL
),
place AS (
    SELECT
        key,
        from_id,
        to_id,
        stay,
        sum(n) OVER (PARTITION BY key, from_id, to_id ORDER BY stay) AS up_to,
        sum(n) OVER (PARTITION BY key, from_id, to_id) AS n
    FROM kind
    WHERE stay IS NOT NULL
),
middle AS (
    SELECT
        key,
        from_id,
        to_id,
        (min(stay) FILTER (2 * up_to >= n) + min(stay) FILTER (2 * up_to > n)) / 2 AS stay
    FROM place
    GROUP BY ALL
),
again AS (
    SELECT key, from_id, to_id, sum(n - 1) AS n
    FROM (
        SELECT d.key, m.from_id, m.to_id, m.n
        FROM (
            SELECT key, life, from_id, to_id, count(*) AS n
            FROM weir.moved_at(as_of, from_day := from_day, to_day := to_day)
            WHERE key IN (
                SELECT key FROM weir.sojourn WHERE exit = 'back' OR (kind <> weir.open_kind() AND left_at IS NOT NULL)
            )
            GROUP BY ALL
            HAVING count(*) > 1
        ) AS m
        JOIN (SELECT o.key AS deal, o.life, dim AS key FROM weir.{{life}}(as_of) AS o WHERE keep) AS d
            ON d.deal = m.key AND d.life = m.life
    )
    GROUP BY key, from_id, to_id
)
SELECT
    weir.key_of(c.key) AS key,
    c.from_id,
    c.to_id,
    c.n::INTEGER AS n,
    (c.n - coalesce(a.n, 0))::INTEGER AS deals,
    coalesce(c.value, 0)::DOUBLE AS value,
    weir.days_of(m.stay) AS median_days
FROM counted AS c
LEFT JOIN middle AS m
    ON m.key IS NOT DISTINCT FROM c.key AND m.from_id = c.from_id AND m.to_id IS NOT DISTINCT FROM c.to_id
LEFT JOIN again AS a
    ON a.key IS NOT DISTINCT FROM c.key AND a.from_id = c.from_id AND a.to_id IS NOT DISTINCT FROM c.to_id;
