-- Lost deals that are due to be asked again: each reason has days to wait after the loss; those of an account that has an
-- open deal or was won since are back already. Names are looked up for those that are shown.
WITH reason AS (
    SELECT unnest({{reasons}}, recursive := true)
),
due AS (
    SELECT o.*, r.action, weir.moment_of(o.closed)::DATE AS lost
    FROM (
        -- The reason is told of the newest life; an earlier one has the same.
        SELECT l.* REPLACE (
            coalesce(l.loss_reason::VARCHAR, nullif(trim(e.loss_reason), '')) AS loss_reason,
            coalesce(g.closed_at, l.closed_at) AS closed_at
        )
        FROM weir.lost_life_at($as_of::DATE) AS l
        LEFT JOIN weir.earlier_life AS e ON e.key = l.key AND e.life = l.life
        LEFT JOIN weir.gap_at($as_of::DATE) AS g ON g.key = l.key AND g.life = l.life
        WHERE l.settled >= weir.tick(($as_of::DATE - {{to_days}})::TIMESTAMP)
    ) AS o
    JOIN reason AS r ON r.loss_reason IS NOT DISTINCT FROM o.loss_reason
    WHERE o.closed >= weir.tick(($as_of::DATE - {{to_days}})::TIMESTAMP)
        AND o.closed < weir.tick(($as_of::DATE - r.wait_days + 1)::TIMESTAMP)
        AND {{keep}}
),
back AS (
    SELECT
        account_no,
        max(CASE o.fate WHEN 3 THEN TIMESTAMP '9999-12-31' ELSE coalesce(g.closed_at, o.closed_at) END) AS at
    FROM weir.lasting_life_at($as_of::DATE) AS o
    LEFT JOIN weir.gap_at($as_of::DATE) AS g ON g.key = o.key AND g.life = o.life
    WHERE o.fate <> 2 AND settled >= weir.tick(($as_of::DATE - {{to_days}})::TIMESTAMP) AND account_no IS NOT NULL
    GROUP BY account_no
)
SELECT
    d.key,
    d.life,
    d.owner,
    d.lost_from,
    d.amount,
    d.action,
    weir.days_of(d.closed - d.started) AS age_days,
    d.changed,
    d.last_expected_close,
    d.closed_at,
    d.lost,
    date_diff('day', d.lost, $as_of::DATE)::INTEGER AS lost_days
FROM due AS d
ANTI JOIN back AS b ON b.account_no = d.account_no AND b.at > d.closed_at
