-- outlook_reason: why a deal is counted for something else in the forecast of a period on a later day than on an earlier
-- one, of all deals that were open on one of them or closed in between. One reason a deal, the first that holds.
CREATE OR REPLACE MACRO weir.outlook_reason(from_day, to_day, last_day) AS TABLE
WITH ranked AS (
    SELECT stage_id, rank FROM weir.stage
),
before AS (
    SELECT o.key, o.life, o.outcome, o.amount, o.expected_close, r.rank
    FROM weir.life(from_day) AS o
    LEFT JOIN ranked AS r USING (stage_id)
    QUALIFY row_number() OVER (PARTITION BY o.key ORDER BY o.life DESC) = 1
),
after AS (
    SELECT o.key, o.life, o.id, o.name, o.owner, o.outcome, o.amount, o.expected_close, o.closed_at, r.rank
    FROM weir.life(to_day) AS o
    LEFT JOIN ranked AS r USING (stage_id)
    QUALIFY row_number() OVER (PARTITION BY o.key ORDER BY o.life DESC) = 1
)
SELECT
    a.key,
    a.id,
    a.name,
    a.owner,
    CASE
        WHEN a.outcome = 'won' AND b.outcome IS DISTINCT FROM 'won' THEN 'won'
        WHEN a.outcome = 'lost' AND b.outcome IS DISTINCT FROM 'lost' THEN 'lost'
        WHEN a.outcome = 'open' AND b.outcome IS DISTINCT FROM 'open' THEN 'created'
        WHEN a.outcome <> 'open' THEN 'other'
        WHEN a.rank > b.rank THEN 'advanced'
        WHEN a.rank < b.rank THEN 'back'
        WHEN b.expected_close <= last_day::DATE AND coalesce(a.expected_close > last_day::DATE, true) THEN 'pushed'
        WHEN coalesce(b.expected_close > last_day::DATE, true) AND a.expected_close <= last_day::DATE THEN 'pulled'
        WHEN a.amount IS DISTINCT FROM b.amount THEN 'amount'
        ELSE 'aged'
    END AS reason
FROM after AS a
LEFT JOIN before AS b ON b.key = a.key
WHERE a.outcome = 'open' OR coalesce(b.outcome, 'open') = 'open' OR a.closed_at >= weir.until(from_day);
