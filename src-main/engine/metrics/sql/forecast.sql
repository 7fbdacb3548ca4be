-- What a forecast learns from. A question comes as a list of origins: the day that is looked from (`day`), the first and the
-- last day of the period that is forecast, and the day up to which outcomes are known: the last day of a period that is
-- over, or the origin itself. Nothing after those days is read.

-- forecast_win: every win, and when it was taken back.
CREATE OR REPLACE MACRO weir.forecast_win() AS TABLE
SELECT key, life, closed_at AS won_at, TIMESTAMP '9999-12-31' AS undone_at
FROM weir.lives
WHERE outcome = 'won'
UNION ALL
SELECT key, life, closed_at, reopened_at
FROM weir.reopening
WHERE outcome = 'won';

-- forecast_won: wins of each of the periods (n, from_day, to_day, known) as known at the end of `known`, with the amount and
-- the owner of that day. A win that was taken back by then is none.
CREATE OR REPLACE MACRO weir.forecast_won(periods, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true) AS TABLE
WITH period AS (
    SELECT unnest(periods, max_depth := 2)
),
won AS (
    SELECT p.n, w.key, w.life, w.won_at, weir.until(p.known) AS known
    FROM weir.forecast_win() AS w
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
-- period after the origin, for how much. `one_of` takes one deal of so many. Only the histories of deals that were open at
-- one of the origins are read.
CREATE OR REPLACE MACRO weir.forecast_open(
    origins, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true, one_of := 1
) AS TABLE
WITH origin AS (
    SELECT *, weir.until(day) AS until
    FROM (SELECT unnest(origins, max_depth := 2))
),
visit AS (
    SELECT
        g.n,
        g.until,
        greatest(g.until, g.from_day::DATE::TIMESTAMP) AS won_from,
        least(weir.until(g.to_day), weir.until(g.known)) AS won_until,
        weir.until(g.known) AS known,
        g.to_day,
        v.key,
        v.life,
        v.visit,
        v.rank,
        v.stage_id,
        v.entered_at
    FROM weir.sojourn AS v
    JOIN origin AS g ON v.entered_at < g.until AND coalesce(v.left_at, TIMESTAMP '9999-12-31') >= g.until
    WHERE v.kind = 'open' AND (one_of = 1 OR hash(v.key) % one_of = 0)
),
-- Visits of deals that had been further, or closed, before.
returned AS (
    SELECT DISTINCT v.n, v.key, v.life
    FROM visit AS v
    JOIN weir.sojourn AS e ON e.key = v.key AND e.life = v.life
    WHERE e.visit < v.visit AND (e.kind <> 'open' OR e.rank > v.rank)
),
told AS (
    SELECT
        key,
        seq,
        from_at,
        coalesce(to_at, TIMESTAMP '9999-12-31') AS to_at,
        stage_id,
        amount,
        expected_close,
        owner::VARCHAR AS owner
    FROM weir.state
    WHERE key IN (SELECT key FROM visit)
),
-- How often the close date had been moved to later until then.
pushed AS (
    SELECT v.n, v.key, count(*) AS pushes
    FROM told AS t
    JOIN told AS b ON b.key = t.key AND b.seq = t.seq - 1 AND b.expected_close < t.expected_close
    JOIN weir.stage AS n ON n.stage_id = t.stage_id AND n.kind = 'open'
    JOIN visit AS v ON v.key = t.key AND t.from_at < v.until
    GROUP BY v.n, v.key
),
won AS (
    SELECT v.n, v.key, sum(coalesce(t.amount, 0))::DOUBLE AS amount
    FROM visit AS v
    JOIN weir.forecast_win() AS w
        ON w.key = v.key AND w.won_at >= v.won_from AND w.won_at < v.won_until AND w.undone_at >= v.known
    JOIN told AS t ON t.key = v.key AND t.from_at < v.known AND t.to_at >= v.known
    GROUP BY v.n, v.key
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
        coalesce(p.pushes, 0) AS pushes,
        v.life > 1 OR r.n IS NOT NULL AS is_back,
        l.* REPLACE (
            v.stage_id AS stage_id,
            n.stage AS stage,
            t.amount AS amount,
            t.expected_close AS expected_close,
            t.owner AS owner,
            'open' AS outcome,
            NULL::TIMESTAMP AS closed_at
        )
    FROM visit AS v
    JOIN told AS t ON t.key = v.key AND t.from_at < v.until AND t.to_at >= v.until
    JOIN weir.lives AS l ON l.key = v.key AND l.life = v.life
    JOIN weir.stage AS n ON n.stage_id = v.stage_id
    LEFT JOIN pushed AS p ON p.n = v.n AND p.key = v.key
    LEFT JOIN returned AS r ON r.n = v.n AND r.key = v.key AND r.life = v.life
) AS o
LEFT JOIN won AS w ON w.n = o.n AND w.key = o.key
WHERE keep;

-- forecast_new: wins in the period after each origin of deals that were not open at it: created since, or come back.
CREATE OR REPLACE MACRO weir.forecast_new(origins, dim := ''::ENUM(''), part := ''::ENUM(''), keep := true) AS TABLE
WITH origin AS (
    SELECT *, weir.until(day) AS until
    FROM (SELECT unnest(origins, max_depth := 2))
),
won AS (
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
    )
)
SELECT w.*
FROM won AS w
ANTI JOIN (
    SELECT g.n, v.key
    FROM weir.sojourn AS v
    JOIN origin AS g ON v.entered_at < g.until AND coalesce(v.left_at, TIMESTAMP '9999-12-31') >= g.until
    WHERE v.kind = 'open' AND v.key IN (SELECT key FROM won)
) AS s ON s.n = w.n AND s.key = w.key;
