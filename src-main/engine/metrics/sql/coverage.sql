-- period_back: the asked period and those of its length before it that were over on the as-of day; `back` counts them from
-- 0, the asked one. `months` are 1, 3 or 12.
CREATE OR REPLACE MACRO weir.period_back(as_of, first_day, months, periods_back := 12) AS TABLE
SELECT
    n AS back,
    (first_day::DATE - to_months((n * months)::INTEGER))::DATE AS starts,
    (first_day::DATE - to_months(((n - 1) * months)::INTEGER) - INTERVAL 1 DAY)::DATE AS ends,
    months AS months
FROM (SELECT unnest(range(periods_back + 1)) AS n)
WHERE n = 0 OR (first_day::DATE - to_months(((n - 1) * months)::INTEGER) - INTERVAL 1 DAY)::DATE <= as_of::DATE;

-- periods_ago: the number of the period that a day falls in, counted back from the one that begins on the first day.
CREATE OR REPLACE MACRO weir.periods_ago(day, first_day, months) AS -floor((
    year(day) * 12 + month(day) - year(first_day::DATE) * 12 - month(first_day::DATE)
) / months)::BIGINT;

-- coverage_day: the days that coverage is read at. In each period those with as many days left as the as-of day has in
-- the asked one (`is_now`), and with whole weeks left; none after the as-of day, none before the period but for `is_now`;
-- and the last day of each past period, whose total is what it came to.
CREATE OR REPLACE MACRO weir.coverage_day(as_of, first_day, months, periods_back := 12) AS TABLE
WITH period AS (
    FROM weir.period_back(as_of, first_day, months, periods_back := periods_back)
),
left_now AS (
    SELECT greatest(ends - as_of::DATE, 0) AS days FROM period WHERE back = 0
),
days_left AS (
    SELECT unnest(range(0, 366, 7))::INTEGER AS days, false AS is_now
    UNION
    SELECT days::INTEGER, true FROM left_now
)
SELECT p.*, (p.ends - d.days)::DATE AS day, d.days AS days_left, bool_or(d.is_now) AS is_now
FROM period AS p
CROSS JOIN days_left AS d
WHERE p.ends - d.days <= as_of::DATE AND (d.is_now OR p.ends - d.days >= p.starts)
GROUP BY ALL;

-- won_spell: how long a deal counted as won: from when it came to a won stage until it left them again, in infinity for good. A later change from
-- one won stage to another wins nothing again.
CREATE OR REPLACE MACRO weir.won_spell() AS TABLE
SELECT
    key,
    life,
    min(entered_at) AS won_at,
    max(coalesce(left_at, 'infinity'::TIMESTAMP)) AS left_at
FROM (
    SELECT key, life, entered_at, left_at, visit - row_number() OVER (PARTITION BY key ORDER BY visit) AS run
    FROM weir.sojourn
    WHERE kind = 'won'
)
GROUP BY key, life, run;

-- won_by_day: deals won in each period up to each of its days, as was known at the end of that day, with their amount
-- of then.
CREATE OR REPLACE MACRO weir.won_by_day(as_of, first_day, months, periods_back := 12, keep := true, dim := ''::ENUM('')) AS TABLE
WITH win AS (
    SELECT w.key, w.life, w.won_at, w.left_at, p.back, p.ends
    FROM weir.won_spell() AS w
    JOIN weir.period_back(as_of, first_day, months, periods_back := periods_back) AS p
        ON p.back = weir.periods_ago(w.won_at, first_day, months)
),
-- The states that a win went through, filtered before they are counted on each day.
held AS (
    SELECT in_back, weir.key_of(dim) AS grp, held_amount, held_from, held_to
    FROM (
        SELECT
            l.* REPLACE (
                t.amount AS amount, t.owner::VARCHAR AS owner, t.stage_id AS stage_id, t.expected_close AS expected_close,
                'won' AS outcome, w.won_at AS closed_at
            ),
            w.back AS in_back,
            t.amount AS held_amount,
            greatest(t.from_at, w.won_at) AS held_from,
            least(coalesce(t.to_at, 'infinity'::TIMESTAMP), w.left_at) AS held_to
        FROM win AS w
        JOIN weir.state AS t
            ON t.key = w.key AND t.from_at < weir.until(w.ends) AND coalesce(t.to_at >= w.won_at, true)
        JOIN weir.lives AS l ON l.key = w.key AND l.life = w.life
    ) AS o
    WHERE keep
)
SELECT d.back, d.day, h.grp, count(*) AS deals, coalesce(sum(h.held_amount), 0) AS amount
FROM held AS h
JOIN weir.coverage_day(as_of, first_day, months, periods_back := periods_back) AS d
    ON d.back = h.in_back AND h.held_from < weir.until(d.day) AND h.held_to >= weir.until(d.day)
GROUP BY d.back, d.day, h.grp;

-- due_by_day: deals that were open on each day and due in the period, as was known then, and of past
-- periods what of them was won by the end, at the amount of that day. A deal without a history has the close date that
-- its list says last: when it was due on an earlier day, or before it changed since, is not known.
CREATE OR REPLACE MACRO weir.due_by_day(as_of, first_day, months, periods_back := 12, keep := true, dim := ''::ENUM('')) AS TABLE
WITH span AS (
    SELECT back, weir.until(min(day)) AS first_until, weir.until(max(day)) AS last_until
    FROM weir.coverage_day(as_of, first_day, months, periods_back := periods_back)
    GROUP BY back
),
open_state AS (
    SELECT
        t.key, t.from_at, t.to_at, t.amount, t.owner::VARCHAR AS owner, t.stage_id, n.stage, t.expected_close, p.back
    FROM weir.state AS t
    JOIN weir.stage AS n ON n.stage_id = t.stage_id AND n.kind = 'open'
    JOIN span AS p
        ON p.back = weir.periods_ago(t.expected_close, first_day, months)
        AND t.from_at < p.last_until AND coalesce(t.to_at >= p.first_until, true)
),
-- The wins that stood at the end of their period.
win AS (
    SELECT w.key, w.won_at, p.back
    FROM weir.won_spell() AS w
    JOIN weir.period_back(as_of, first_day, months, periods_back := periods_back) AS p
        ON p.back = weir.periods_ago(w.won_at, first_day, months) AND w.left_at >= weir.until(p.ends)
),
-- What was open and due for a time, filtered before it is counted on each day.
held AS (
    SELECT in_back, weir.key_of(dim) AS grp, held_amount, held_from, held_to, held_won_at, has_history, is_settled
    FROM (
        SELECT
            l.* REPLACE (
                t.amount AS amount, t.owner AS owner, t.stage_id AS stage_id, t.stage AS stage,
                t.expected_close AS expected_close, 'open' AS outcome, NULL AS closed_at
            ),
            t.back AS in_back,
            t.amount AS held_amount,
            greatest(t.from_at, l.known_from) AS held_from,
            least(coalesce(t.to_at, 'infinity'::TIMESTAMP), coalesce(l.next_life_at, 'infinity'::TIMESTAMP)) AS held_to,
            w.won_at AS held_won_at,
            l.evidence IN ('log', 'snapshots') AS has_history,
            coalesce(l.settled_at < weir.until(as_of), false) AS is_settled
        FROM open_state AS t
        JOIN weir.lives AS l ON l.key = t.key
        LEFT JOIN win AS w ON w.key = t.key AND w.back = t.back
    ) AS o
    WHERE keep
)
SELECT
    d.back,
    d.day,
    h.grp,
    count(*) AS deals,
    coalesce(sum(h.held_amount), 0) AS amount,
    count(*) FILTER (h.held_amount IS NULL) AS unpriced,
    count(*) FILTER (h.held_won_at >= weir.until(d.day)) AS won,
    coalesce(sum(h.held_amount) FILTER (h.held_won_at >= weir.until(d.day)), 0) AS won_amount
FROM held AS h
JOIN weir.coverage_day(as_of, first_day, months, periods_back := periods_back) AS d
    ON d.back = h.in_back AND h.held_from < weir.until(d.day) AND h.held_to >= weir.until(d.day)
    AND (h.has_history OR (d.day = as_of::DATE AND h.is_settled))
GROUP BY d.back, d.day, h.grp;

-- coverage: for the asked period (`back` 0) and those before it, on days with as many days left: what was open and due in
-- the period, what of it was won by its end, what had been won by the day, and what the period came to. The last two of the
-- asked period are NULL while it goes on.
CREATE OR REPLACE MACRO weir.coverage(
    as_of, first_day, months, periods_back := 12, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH day AS (
    SELECT * FROM weir.coverage_day(as_of, first_day, months, periods_back := periods_back)
),
won AS (
    FROM weir.won_by_day(as_of, first_day, months, periods_back := periods_back, dim := dim, keep := keep)
),
due AS (
    FROM weir.due_by_day(as_of, first_day, months, periods_back := periods_back, dim := dim, keep := keep)
),
grp AS (
    SELECT DISTINCT grp FROM (SELECT grp FROM won UNION ALL SELECT grp FROM due)
)
SELECT
    g.grp AS key,
    d.back,
    d.starts,
    d.ends,
    d.day,
    d.days_left,
    d.is_now,
    coalesce(u.deals, 0) AS due_deals,
    coalesce(u.amount, 0)::DOUBLE AS due,
    coalesce(u.unpriced, 0) AS unpriced,
    CASE WHEN d.ends <= as_of::DATE THEN coalesce(u.won, 0) END AS won_deals_of_due,
    CASE WHEN d.ends <= as_of::DATE THEN coalesce(u.won_amount, 0)::DOUBLE END AS won_of_due,
    coalesce(w.deals, 0) AS won_deals,
    coalesce(w.amount, 0)::DOUBLE AS won,
    CASE WHEN d.ends <= as_of::DATE THEN coalesce(e.amount, 0)::DOUBLE END AS total
FROM day AS d
CROSS JOIN grp AS g
LEFT JOIN due AS u ON u.back = d.back AND u.day = d.day AND u.grp IS NOT DISTINCT FROM g.grp
LEFT JOIN won AS w ON w.back = d.back AND w.day = d.day AND w.grp IS NOT DISTINCT FROM g.grp
LEFT JOIN won AS e ON e.back = d.back AND e.day = d.ends AND e.grp IS NOT DISTINCT FROM g.grp
ORDER BY key, back, days_left DESC;
