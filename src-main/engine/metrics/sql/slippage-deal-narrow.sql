-- slippage_deal_narrow: weir.slippage_deal from the narrow tables, which finds those alone that the window can have to do with.
CREATE OR REPLACE MACRO weir.slippage_deal_narrow(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH was AS (
    -- Only what changed between the days can have been pulled forward.
    SELECT key, stage_id, amount, owner, expected_close, to_at < weir.until(to_day) AS has_changed
    FROM weir.past_state
    WHERE weir.looks_back(from_day) AND from_at < weir.until(from_day) AND to_at >= weir.until(from_day)
        AND (
            expected_close BETWEEN close_from::DATE AND close_to::DATE
            OR (expected_close > close_to::DATE AND to_at < weir.until(to_day))
        )
),
-- Of a deal that came back since, the newest life tells what is so now.
newest AS (
    SELECT n.key, n.last_expected_close, n.stage_id
    FROM weir.narrow_life AS n
    SEMI JOIN (SELECT key FROM weir.earlier_life WHERE closed_at >= weir.until(from_day)) AS e ON e.key = n.key
    ANTI JOIN weir.earlier_life AS e ON e.key = n.key AND e.life = n.life
    WHERE n.settled >= weir.until_tick(from_day)
),
open AS (
    SELECT
        o.key, o.life, {{fields}}, o.amount,
        false AS has_changed,
        o.last_expected_close AS was_expected,
        o.stage_id AS was_stage,
        NULL::DATE AS last_expected,
        NULL::INTEGER AS last_stage
    FROM weir.narrow_life AS o
    WHERE o.settled >= weir.until_tick(from_day)
        AND o.changed < weir.until_tick(from_day)
        AND o.fate = 3
        AND o.stage_known < weir.until_tick(from_day)
        AND o.last_expected_close BETWEEN close_from::DATE AND close_to::DATE
    UNION ALL
    SELECT
        o.key, o.life, {{fields}}, o.amount,
        o.has_changed,
        o.was_expected,
        o.was_stage,
        CASE WHEN n.key IS NOT NULL THEN n.last_expected_close ELSE o.last_expected_close END,
        coalesce(n.stage_id, o.stage_id)
    FROM (
        SELECT
            l.* REPLACE (w.amount AS amount, w.owner AS owner),
            w.has_changed,
            w.expected_close AS was_expected,
            w.stage_id AS was_stage
        FROM weir.narrow_life_by(from_day) AS l
        JOIN was AS w ON w.key = l.key
        WHERE l.fate = 3 AND l.stage_known < weir.until_tick(from_day)
    ) AS o
    LEFT JOIN newest AS n ON n.key = o.key
),
looked_at AS (
    SELECT
        o.key,
        o.life,
        coalesce(o.amount, 0) AS amount,
        o.grp,
        o.was_expected BETWEEN close_from::DATE AND close_to::DATE AS is_due,
        CASE WHEN NOT o.has_changed THEN o.was_expected WHEN p.key IS NOT NULL THEN p.expected_close ELSE o.last_expected END
            AS expected_close,
        n.kind
    FROM (SELECT *, dim AS grp FROM open AS o WHERE keep) AS o
    LEFT JOIN weir.past_at(to_day) AS p ON p.key = o.key
    JOIN weir.stage AS n
        ON n.stage_id = CASE WHEN NOT o.has_changed THEN o.was_stage WHEN p.key IS NOT NULL THEN p.stage_id ELSE o.last_stage END
)
SELECT
    key,
    life,
    weir.key_of(grp) AS grp,
    amount,
    weir.slippage_part(is_due, kind, expected_close, close_to) AS part
FROM looked_at
WHERE is_due OR kind IN ('won', 'post') OR (kind = 'open' AND expected_close BETWEEN close_from::DATE AND close_to::DATE);
