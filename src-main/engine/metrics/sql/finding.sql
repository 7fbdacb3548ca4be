-- finding: what looks like an administrator and not like a sale, or cannot be. One row a case with the day, the owner
-- where it is one's, the number of deals and up to 100 of their ids. A view: it costs nothing until somebody asks.
CREATE OR REPLACE VIEW weir.finding AS
WITH as_of AS (
    SELECT value::DATE AS day FROM weir.setting WHERE name = 'as_of'
),
-- Bulk clean-ups: a day on which one owner, or all together, lost more than 20 deals and more than five times what the
-- 99th percentile of that owner's working days is. Days without a loss count as 0.
lost_day AS (
    SELECT
        grouping(owner) = 1 AS is_all,
        owner,
        closed_at::DATE AS day,
        count(*) AS deals,
        list(id ORDER BY id)[:100] AS ids
    FROM weir.opportunity
    WHERE outcome = 'lost' AND closed_at IS NOT NULL
    GROUP BY GROUPING SETS ((closed_at::DATE, owner), (closed_at::DATE))
),
usual AS (
    SELECT
        is_all,
        owner,
        coalesce(
            list(deals ORDER BY deals DESC)[floor(0.01 * greatest((max(day) - min(day) + 1) * 5 / 7, 1))::INTEGER + 1], 0
        ) AS p99
    FROM lost_day
    GROUP BY is_all, owner
),
-- Expected closes that one owner's deals were moved to in one minute, ten or more at once.
busy_minute AS (
    SELECT date_trunc('minute', from_at) AS minute
    FROM weir.state
    WHERE origin = 'log' AND stage_id = from_stage_id AND from_at::TIME <> TIME '00:00:00'
    GROUP BY minute
    HAVING count(*) >= 10
),
redated AS (
    SELECT key, from_at, owner, expected_close, lag(expected_close) OVER (PARTITION BY key ORDER BY seq) AS before
    FROM weir.state
    SEMI JOIN (
        SELECT key FROM weir.state SEMI JOIN busy_minute AS b ON b.minute = date_trunc('minute', from_at)
    ) USING (key)
)
SELECT 'bulk-lost' AS code, l.day, l.owner, l.deals::INTEGER AS deals, l.ids
FROM lost_day AS l
JOIN usual AS u ON u.is_all = l.is_all AND u.owner IS NOT DISTINCT FROM l.owner
WHERE l.deals > greatest(20, 5 * u.p99)

UNION ALL

SELECT 'bulk-moved', min(r.from_at)::DATE, r.owner, count(DISTINCT r.key)::INTEGER, list(DISTINCT o.id ORDER BY o.id)[:100]
FROM redated AS r
JOIN busy_minute AS b ON b.minute = date_trunc('minute', r.from_at)
JOIN weir.opportunity AS o USING (key)
WHERE r.expected_close <> r.before
GROUP BY b.minute, r.owner
HAVING count(DISTINCT r.key) >= 10

UNION ALL

-- Booked for a day before the one the log has it on, by more than the day that a time zone can make.
SELECT
    'back-dated-close', date_trunc('month', closed_at)::DATE, NULL, count(*)::INTEGER, list(id ORDER BY id)[:100]
FROM weir.opportunity
WHERE evidence = 'log' AND outcome <> 'open' AND expected_close < closed_at::DATE - 1
GROUP BY date_trunc('month', closed_at)

UNION ALL

SELECT code, NULL, NULL, count(*)::INTEGER, list(id ORDER BY id)[:100]
FROM (
    SELECT
        id,
        unnest([
            CASE WHEN closed_at < created_at AND life = 1 THEN 'closed-before-created' END,
            CASE WHEN created_at::DATE > as_of.day THEN 'created-in-future' END,
            CASE WHEN outcome <> 'open' AND closed_at::DATE > as_of.day THEN 'closed-in-future' END,
            CASE
                WHEN expected_close > as_of.day + INTERVAL 10 YEAR OR expected_close < DATE '1990-01-01'
                    THEN 'impossible-expected-close'
            END
        ]) AS code
    FROM weir.opportunity, as_of
)
WHERE code IS NOT NULL
GROUP BY code

UNION ALL

SELECT 'same-deal-twice', min(created_at)::DATE, any_value(owner), count(*)::INTEGER, list(id ORDER BY id)[:100]
FROM weir.opportunity
WHERE name IS NOT NULL AND name <> id
GROUP BY lower(trim(account)), lower(trim(name)), amount, pipeline
HAVING count(*) > 1
