-- Lost deals that are due to be asked again: each reason has days to wait after the loss ; those of an account that has an
-- open deal or was won since are back already.
WITH reason AS (
    SELECT unnest({{reasons}}, recursive := true)
),
life AS NOT MATERIALIZED (
    SELECT o.*
    FROM weir.life($as_of::DATE) AS o
    WHERE {{keep}}
),
due AS (
    SELECT o.*, r.action, date_diff('day', o.closed_at::DATE, $as_of::DATE)::INTEGER AS lost_days
    FROM life AS o
    JOIN reason AS r ON r.loss_reason IS NOT DISTINCT FROM nullif(trim(o.loss_reason), '')
    WHERE o.outcome = 'lost'
        AND o.closed_at::DATE <= $as_of::DATE - r.wait_days
        AND o.closed_at::DATE >= $as_of::DATE - {{to_days}}
),
back AS (
    SELECT account, max(CASE outcome WHEN 'open' THEN TIMESTAMP '9999-12-31' ELSE closed_at END) AS at
    FROM weir.life($as_of::DATE)
    WHERE outcome <> 'lost' AND account IN (SELECT account FROM due)
    GROUP BY account
)
SELECT
    row_number() OVER (
        PARTITION BY d.owner ORDER BY d.amount DESC NULLS LAST, d.closed_at DESC, d.key, d.life
    ) AS place,
    d.key,
    d.life,
    d.id,
    d.name,
    d.account,
    d.owner,
    n.stage,
    d.amount,
    d.action,
    NULL::DOUBLE AS expected_value,
    NULL::DOUBLE AS chance,
    weir.days(d.started_at, d.closed_at) AS age_days,
    NULL::DOUBLE AS days_in_stage,
    NULL::DOUBLE AS limit_of_stage,
    NULL::DATE AS touched,
    NULL::INTEGER AS untouched_days,
    d.expected_close,
    NULL::VARCHAR AS next_step,
    NULL::DATE AS next_step_date,
    d.closed_at::DATE AS lost,
    d.lost_days,
    d.loss_reason
FROM due AS d
LEFT JOIN weir.lost_life_at($as_of::DATE) AS l ON l.key = d.key AND l.life = d.life
LEFT JOIN weir.stage AS n ON n.stage_id = l.lost_from
ANTI JOIN back AS b ON b.account = d.account AND b.at > d.closed_at
