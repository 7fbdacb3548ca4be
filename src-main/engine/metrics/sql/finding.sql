-- finding_deal: what looks like an administrator and not like a sale, or cannot be. One row for each deal of each case;
-- `place` numbers the cases of one code. A view: it costs nothing until somebody asks.
CREATE OR REPLACE VIEW weir.finding_deal AS
WITH as_of AS (
    SELECT value::DATE AS day FROM weir.setting WHERE name = 'as_of'
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
-- Bulk clean-ups: losses of the days in weir.clean_up that still stand.
SELECT 'bulk-lost' AS code, c.day, c.owner, concat_ws(' ', c.day, c.is_all, c.owner) AS place, o.key, o.id
FROM weir.clean_up AS c
JOIN weir.clean_up_loss AS l ON l.closed_at::DATE = c.day AND (c.is_all OR l.owner IS NOT DISTINCT FROM c.owner)
JOIN weir.opportunity AS o ON o.key = l.key AND o.life = l.life AND o.outcome = 'lost' AND o.closed_at = l.closed_at

UNION ALL

SELECT 'bulk-moved', minute::DATE, owner, concat_ws(' ', minute, owner), key, id
FROM (
    SELECT DISTINCT b.minute, r.owner, o.key, o.id
    FROM redated AS r
    JOIN busy_minute AS b ON b.minute = date_trunc('minute', r.from_at)
    JOIN weir.opportunity AS o USING (key)
    WHERE r.expected_close <> r.before
)
QUALIFY count(*) OVER (PARTITION BY minute, owner) >= 10

UNION ALL

-- Booked for a day before the one the log has it on, by more than the day that a time zone can make.
SELECT
    'back-dated-close', date_trunc('month', closed_at)::DATE, NULL, date_trunc('month', closed_at)::VARCHAR, key, id
FROM weir.opportunity
WHERE evidence = 'log' AND outcome <> 'open' AND expected_close < closed_at::DATE - 1

UNION ALL

-- Visits of no length in a log: which of the changes of that moment came first, nothing says.
SELECT 'same-moment', date_trunc('month', s.at)::DATE, NULL, date_trunc('month', s.at)::VARCHAR, o.key, o.id
FROM (SELECT key, min(entered_at) AS at FROM weir.sojourn WHERE origin = 'log' AND left_at = entered_at GROUP BY key) AS s
JOIN weir.opportunity AS o USING (key)

UNION ALL

-- Dates of stages that a closed deal cannot have come to any more.
SELECT DISTINCT 'stage-after-close', date_trunc('month', o.closed_at)::DATE, NULL, date_trunc('month', o.closed_at)::VARCHAR, o.key, o.id
FROM weir.left_out_row AS l
JOIN weir.opportunity AS o ON o.file_key = l.file_key AND o.record = l.record
WHERE l.kind = 'stage-date'

UNION ALL

SELECT 'reopened-soon', date_trunc('month', r.at)::DATE, NULL, date_trunc('month', r.at)::VARCHAR, o.key, o.id
FROM (SELECT key, max(reopened_at) AS at FROM weir.reopening GROUP BY key) AS r
JOIN weir.opportunity AS o USING (key)

UNION ALL

SELECT
    'reopened-later', date_trunc('month', started_at)::DATE, NULL, date_trunc('month', started_at)::VARCHAR, key, id
FROM weir.opportunity
WHERE life > 1

UNION ALL

SELECT code, NULL, NULL, code, key, id
FROM (
    SELECT
        key,
        id,
        unnest([
            CASE WHEN closed_at < created_at AND life = 1 THEN 'closed-before-created' END,
            -- By more than the day that a time zone can make.
            CASE
                WHEN life = 1 AND stage_known_from < created_at::DATE - 1 AND NOT coalesce(closed_at < created_at, false)
                    THEN 'stage-before-created'
            END,
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

UNION ALL

SELECT
    'same-deal-twice',
    min(created_at) OVER (PARTITION BY lower(trim(account)), lower(trim(name)), amount, pipeline)::DATE,
    min(owner) OVER (PARTITION BY lower(trim(account)), lower(trim(name)), amount, pipeline),
    min(key) OVER (PARTITION BY lower(trim(account)), lower(trim(name)), amount, pipeline)::VARCHAR,
    key,
    id
FROM weir.opportunity
WHERE name IS NOT NULL AND name <> id
QUALIFY count(*) OVER (PARTITION BY lower(trim(account)), lower(trim(name)), amount, pipeline) > 1;

-- finding: one row a case with the day, the owner where it is one's, the number of deals and up to 100 of their ids.
CREATE OR REPLACE VIEW weir.finding AS
SELECT
    code,
    any_value(day) AS day,
    any_value(owner) AS owner,
    count(DISTINCT key)::INTEGER AS deals,
    list(DISTINCT id ORDER BY id)[:100] AS ids
FROM weir.finding_deal
GROUP BY code, place
