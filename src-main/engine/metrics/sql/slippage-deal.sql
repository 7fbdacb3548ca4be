-- slippage_part: what became of a deal that was due in a window, by the kind of its stage and its close date afterwards; of one that
-- was not due, that it was pulled forward.
CREATE OR REPLACE MACRO weir.slippage_part(is_due, kind, expected_close, close_to) AS CASE
    WHEN NOT is_due THEN 'pulled-forward'
    WHEN kind = 'lost' THEN 'lost'
    WHEN kind <> 'open' THEN 'won'
    WHEN expected_close <= close_to::DATE THEN 'still-due'
    -- Later, or without a date now.
    ELSE 'slipped'
END;

-- slippage_deal: deals that were due in the window as known at the end of the first day (is_due), or could be pulled
-- forward into it, with what had become of them at the end of the last.
CREATE OR REPLACE MACRO weir.slippage_deal(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH looked_at AS (
    SELECT
        o.key,
        o.life,
        coalesce(o.amount, 0) AS amount,
        dim AS grp,
        was.key IS NOT NULL AS has_changed,
        CASE WHEN was.key IS NOT NULL THEN was.expected_close ELSE w.expected_close END AS was_expected,
        CASE WHEN past.key IS NOT NULL THEN past.expected_close ELSE w.expected_close END AS expected_close,
        CASE WHEN past.key IS NOT NULL THEN past.stage_id ELSE w.stage_id END AS stage_id
    FROM weir.life(from_day) AS o
    JOIN weir.opportunity AS w ON w.key = o.key
    LEFT JOIN weir.past_at(from_day) AS was ON was.key = o.key
    LEFT JOIN weir.past_at(to_day) AS past ON past.key = o.key
    -- Before the first row of its history a deal has no close date.
    WHERE o.outcome = 'open' AND o.stage_known_from < weir.until(from_day) AND keep
),
due AS (
    SELECT d.*, n.kind, coalesce(d.was_expected BETWEEN close_from::DATE AND close_to::DATE, false) AS is_due
    FROM looked_at AS d
    JOIN weir.stage AS n ON n.stage_id = d.stage_id
)
SELECT
    key,
    life,
    weir.key_of(grp) AS grp,
    amount,
    weir.slippage_part(is_due, kind, expected_close, close_to) AS part
FROM due
WHERE is_due OR (
    has_changed
    AND was_expected > close_to::DATE
    AND (kind IN ('won', 'post') OR (kind = 'open' AND expected_close BETWEEN close_from::DATE AND close_to::DATE))
);
