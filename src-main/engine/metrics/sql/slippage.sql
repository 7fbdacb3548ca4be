-- push: moves of a close date to a later day of deals that stay open, recorded after the end of the first day up to the
-- end of the last. is_rolled: ten or more deals of one owner in one minute, which a rule did and not a seller.
CREATE OR REPLACE MACRO weir.push(from_day, to_day) AS TABLE
WITH moved AS (
    SELECT key, to_at AS moved_at, stage_id, expected_close
    FROM weir.past_state
    WHERE to_at >= weir.until(from_day) AND to_at < weir.until(to_day)
),
next_state AS (
    SELECT key, from_at, stage_id, expected_close, owner::VARCHAR AS owner
    FROM weir.past_state
    WHERE to_at >= weir.until(from_day) AND from_at >= weir.until(from_day) AND from_at < weir.until(to_day)
    UNION ALL
    SELECT key, settled_at, stage_id, expected_close, owner
    FROM weir.opportunity
    WHERE settled_at >= weir.until(from_day) AND settled_at < weir.until(to_day)
),
step AS (
    SELECT n.key, n.owner, n.from_at AS pushed_at, a.kind = 'open' AS was_open, m.expected_close AS before, n.expected_close AS after
    FROM moved AS m
    JOIN next_state AS n ON n.key = m.key AND n.from_at = m.moved_at
    JOIN weir.stage AS a ON a.stage_id = m.stage_id
    JOIN weir.stage AS b ON b.stage_id = n.stage_id AND b.kind = 'open'
),
-- Closing sets the date to the day it closed: of a deal that came back, the date before that is what was moved.
returned AS (
    SELECT s.key, s.pushed_at, max_by(p.expected_close, p.from_at) AS before
    FROM step AS s
    JOIN weir.past_state AS p ON p.key = s.key AND p.to_at < s.pushed_at
    JOIN weir.stage AS n ON n.stage_id = p.stage_id AND n.kind = 'open'
    WHERE NOT s.was_open
    GROUP BY s.key, s.pushed_at
),
pushed AS (
    SELECT
        s.key,
        s.owner,
        s.pushed_at,
        CASE WHEN s.was_open THEN s.before ELSE r.before END AS before,
        s.after
    FROM step AS s
    LEFT JOIN returned AS r ON r.key = s.key AND r.pushed_at = s.pushed_at
)
SELECT
    key,
    before,
    after,
    date_diff('day', before, after) AS days,
    pushed_at::TIME <> TIME '00:00:00'
        AND count(*) OVER (PARTITION BY owner, date_trunc('minute', pushed_at)) >= 10 AS is_rolled
FROM pushed
WHERE after > before;

-- slippage_deal: deals that were due in the window as known at the end of the first day (is_due), or could be pulled
-- forward into it, with what had become of them at the end of the last.
CREATE OR REPLACE MACRO weir.slippage_deal(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH due AS (
    SELECT o.key, o.life, coalesce(o.amount, 0) AS amount, dim AS grp, o.expected_close,
        coalesce(o.expected_close BETWEEN close_from::DATE AND close_to::DATE, false) AS is_due
    FROM weir.life(from_day) AS o
    WHERE o.outcome = 'open' AND keep
),
later AS (
    SELECT o.key, o.outcome, o.expected_close
    FROM weir.life(to_day) AS o
    ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
        ON e.key = o.key AND e.life = o.life
)
SELECT
    d.key,
    d.life,
    weir.key_of(d.grp) AS grp,
    d.amount,
    CASE
        WHEN NOT d.is_due THEN 'pulled-forward'
        WHEN l.outcome <> 'open' THEN l.outcome
        WHEN l.expected_close <= close_to::DATE THEN 'still-due'
        -- Later, or without a date now.
        ELSE 'slipped'
    END AS part
FROM due AS d
JOIN later AS l ON l.key = d.key
WHERE d.is_due OR (
    d.expected_close > close_to::DATE
    AND (l.outcome = 'won' OR (l.outcome = 'open' AND l.expected_close BETWEEN close_from::DATE AND close_to::DATE))
);

-- pushed_deal: pushes of deals that meet `keep` on the last day; is_over: to beyond the window that is due.
CREATE OR REPLACE MACRO weir.pushed_deal(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    p.key,
    o.life,
    weir.key_of(dim) AS grp,
    p.days,
    p.is_rolled,
    p.before <= close_to::DATE AND p.after > close_to::DATE AS is_over
FROM weir.push(from_day, to_day) AS p
JOIN weir.life(to_day) AS o ON o.key = p.key
ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
    ON e.key = o.key AND e.life = o.life
WHERE keep;

-- slippage: what became of the deals that were due, and how often close dates were moved to later.
CREATE OR REPLACE MACRO weir.slippage(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT
        grp,
        count(*) FILTER (part <> 'pulled-forward') AS due,
        count(*) FILTER (part = 'won') AS won,
        count(*) FILTER (part = 'lost') AS lost,
        count(*) FILTER (part = 'slipped') AS slipped,
        count(*) FILTER (part = 'still-due') AS still_due,
        count(*) FILTER (part = 'pulled-forward') AS pulled_forward,
        sum(amount) FILTER (part <> 'pulled-forward') AS due_value,
        sum(amount) FILTER (part = 'won') AS won_value,
        sum(amount) FILTER (part = 'lost') AS lost_value,
        sum(amount) FILTER (part = 'slipped') AS slipped_value,
        sum(amount) FILTER (part = 'still-due') AS still_due_value,
        sum(amount) FILTER (part = 'pulled-forward') AS pulled_forward_value
    FROM weir.slippage_deal(from_day, to_day, close_from, close_to, dim := dim, keep := keep)
    GROUP BY grp
),
push AS (
    SELECT
        grp,
        count(*) AS pushes,
        count(DISTINCT key) AS pushed_deals,
        count(*) FILTER (is_over) AS period_pushes,
        median(days) AS median_push_days,
        count(*) FILTER (is_rolled) AS rolled_pushes
    FROM weir.pushed_deal(from_day, to_day, close_from, close_to, dim := dim, keep := keep)
    GROUP BY grp
)
SELECT coalesce(d.grp, p.grp) AS key, d.* EXCLUDE (grp), p.* EXCLUDE (grp)
FROM deal AS d
FULL JOIN push AS p ON p.grp IS NOT DISTINCT FROM d.grp
ORDER BY key;
