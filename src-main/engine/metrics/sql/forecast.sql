-- What a forecast learns from. A question comes as a list of origins: the day that is looked from (`day`), the first and the
-- last day of the period that is forecast, and the day up to which outcomes are known: the last day of a period that is
-- over, or the origin itself. Nothing after those days is read.

-- forecast_stated: states of deals with how often the close date had been moved to later until then.
CREATE OR REPLACE MACRO weir.forecast_stated(one_of) AS TABLE
SELECT
    * EXCLUDE (is_push),
    sum(is_push::INTEGER) OVER (PARTITION BY key ORDER BY seq) AS pushes
FROM (
    SELECT
        t.key,
        t.seq,
        t.from_at,
        coalesce(t.to_at, TIMESTAMP '9999-12-31') AS to_at,
        t.amount,
        t.expected_close,
        t.owner::VARCHAR AS owner,
        coalesce(n.kind = 'open' AND t.expected_close > lag(t.expected_close) OVER (PARTITION BY t.key ORDER BY t.seq), false)
            AS is_push
    FROM weir.state AS t
    JOIN weir.stage AS n ON n.stage_id = t.stage_id
    WHERE one_of = 1 OR hash(t.key) % one_of = 0
);

-- forecast_visit: visits to open stages; is_back: it had been further, or closed, before.
CREATE OR REPLACE MACRO weir.forecast_visit(one_of) AS TABLE
SELECT
    key,
    life,
    stage_id,
    kind,
    entered_at,
    coalesce(left_at, TIMESTAMP '9999-12-31') AS left_at,
    life > 1 OR max(CASE WHEN kind = 'open' THEN rank ELSE 1000000 END) OVER (PARTITION BY key, life ORDER BY visit) > rank
        AS is_back
FROM weir.sojourn
WHERE one_of = 1 OR hash(key) % one_of = 0;

-- forecast_won: wins of each of the periods (n, from_day, to_day, known) as known at the end of `known`, with the amount and
-- the owner of that day. A win that was taken back by then is none.
CREATE OR REPLACE MACRO weir.forecast_won(periods, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true) AS TABLE
WITH period AS (
    SELECT unnest(periods, max_depth := 2)
),
win AS (
    SELECT key, life, closed_at AS won_at, TIMESTAMP '9999-12-31' AS undone_at
    FROM weir.lives
    WHERE outcome = 'won'
    UNION ALL
    SELECT key, life, closed_at, reopened_at
    FROM weir.reopening
    WHERE outcome = 'won'
),
won AS (
    SELECT p.n, w.key, w.life, w.won_at, weir.until(p.known) AS known
    FROM win AS w
    JOIN period AS p
        ON w.won_at >= p.from_day::DATE::TIMESTAMP
        AND w.won_at < weir.until(p.to_day)
        AND w.won_at < weir.until(p.known)
        AND w.undone_at >= weir.until(p.known)
),
priced AS (
    SELECT w.*, s.amount, s.owner::VARCHAR AS owner
    FROM won AS w
    JOIN weir.state AS s
        ON s.key = w.key AND s.from_at < w.known AND coalesce(s.to_at, TIMESTAMP '9999-12-31') >= w.known
)
SELECT n, o.key, o.life, won_at, coalesce(o.amount, 0)::DOUBLE AS amount, weir.key_of(dim) AS grp, weir.key_of(part) AS part
FROM (
    SELECT w.n, w.won_at, l.* REPLACE (w.amount AS amount, w.owner AS owner, 'won' AS outcome)
    FROM priced AS w
    JOIN weir.lives AS l ON l.key = w.key AND l.life = w.life
) AS o
WHERE keep;

-- forecast_open: deals that were open at each origin, with what was known of them then and whether they were won in the
-- period after the origin, for how much. `one_of` takes one deal of so many.
CREATE OR REPLACE MACRO weir.forecast_open(
    origins, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true, one_of := 1
) AS TABLE
WITH origin AS (
    SELECT *, weir.until(day) AS until
    FROM (SELECT unnest(origins, max_depth := 2))
),
visit AS (
    SELECT g.n, g.day, g.until, g.from_day, g.to_day, v.key, v.life, v.stage_id, v.entered_at, v.is_back
    FROM weir.forecast_visit(one_of) AS v
    JOIN origin AS g ON v.entered_at < g.until AND v.left_at >= g.until
    WHERE v.kind = 'open'
),
stated AS (
    SELECT v.*, s.amount, s.expected_close, s.owner, s.pushes
    FROM visit AS v
    JOIN weir.forecast_stated(one_of) AS s ON s.key = v.key AND s.from_at < v.until AND s.to_at >= v.until
),
won AS (
    SELECT w.n, w.key, sum(w.amount) AS amount
    FROM weir.forecast_won(list_transform(origins, lambda g: {
        'n': g.n,
        'from_day': greatest(g.from_day::DATE, g.day::DATE + 1),
        'to_day': g.to_day::DATE,
        'known': g.known::DATE
    })) AS w
    GROUP BY w.n, w.key
)
SELECT
    o.n,
    o.key,
    o.life,
    o.stage_id,
    date_diff('second', o.entered_at, o.until) / 86400.0 AS stage_age,
    date_diff('second', o.started_at, o.until) / 86400.0 AS age,
    o.amount::DOUBLE AS amount,
    coalesce(o.expected_close <= o.to_day::DATE, false) AS due_in,
    o.pushes::DOUBLE AS pushes,
    o.is_back AS back,
    o.owner,
    weir.key_of(dim) AS grp,
    weir.key_of(part) AS part,
    o.expected_close,
    w.n IS NOT NULL AS won,
    w.amount AS won_amount
FROM (
    SELECT
        v.n,
        v.until,
        v.to_day,
        v.entered_at,
        v.pushes,
        v.is_back,
        l.* REPLACE (
            v.stage_id AS stage_id,
            n.stage AS stage,
            v.amount AS amount,
            v.expected_close AS expected_close,
            v.owner AS owner,
            'open' AS outcome,
            NULL::TIMESTAMP AS closed_at
        )
    FROM stated AS v
    JOIN weir.lives AS l ON l.key = v.key AND l.life = v.life
    JOIN weir.stage AS n ON n.stage_id = v.stage_id
) AS o
LEFT JOIN won AS w ON w.n = o.n AND w.key = o.key
WHERE keep;

-- forecast_new: wins in the period after each origin of deals that were not open at it: created since, or come back.
CREATE OR REPLACE MACRO weir.forecast_new(origins, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true) AS TABLE
WITH origin AS (
    SELECT *, weir.until(day) AS until
    FROM (SELECT unnest(origins, max_depth := 2))
)
SELECT w.*
FROM weir.forecast_won(
    list_transform(origins, lambda g: {
        'n': g.n,
        'from_day': greatest(g.from_day::DATE, g.day::DATE + 1),
        'to_day': g.to_day::DATE,
        'known': g.known::DATE
    }),
    dim := dim,
    part := part,
    keep := keep
) AS w
ANTI JOIN (
    SELECT g.n, v.key
    FROM weir.sojourn AS v
    JOIN origin AS g ON v.entered_at < g.until AND coalesce(v.left_at, TIMESTAMP '9999-12-31') >= g.until
    WHERE v.kind = 'open'
) AS s ON s.n = w.n AND s.key = w.key;
