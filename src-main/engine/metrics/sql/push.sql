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
