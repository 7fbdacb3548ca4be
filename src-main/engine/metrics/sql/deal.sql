-- life: every life of every deal that was known on the as-of day, with the outcome known then. Reads no history, so it
-- is quick; stage, amount and owner are the newest. Use weir.deal where those must be as they were.
CREATE OR REPLACE MACRO weir.life(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN g.key IS NOT NULL THEN g.outcome WHEN o.closed_at < weir.until(as_of) THEN o.outcome ELSE 'open' END
        AS outcome,
    CASE WHEN g.key IS NOT NULL THEN g.closed_at WHEN o.closed_at < weir.until(as_of) THEN o.closed_at END
        AS closed_at
)
FROM weir.lives AS o
LEFT JOIN (
    -- Closed on the as-of day, though taken back later: closed is what was known.
    SELECT key, life, closed_at, outcome
    FROM weir.reopening
    WHERE closed_at < weir.until(as_of) AND reopened_at >= weir.until(as_of)
) AS g USING (key, life)
WHERE o.known_from < weir.until(as_of);

-- deal: the same with stage, amount, owner and expected close as they stood at the end of the as-of day. Only deals
-- that changed afterwards need the history.
CREATE OR REPLACE MACRO weir.deal(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN s.key IS NULL THEN o.stage_id ELSE s.stage_id END AS stage_id,
    CASE WHEN s.key IS NULL THEN o.amount ELSE s.amount END AS amount,
    CASE WHEN s.key IS NULL THEN o.expected_close ELSE s.expected_close END AS expected_close,
    CASE WHEN s.key IS NULL THEN o.owner ELSE coalesce(s.owner, o.owner) END AS owner,
    CASE WHEN v.key IS NULL THEN o.stage_entered_at ELSE v.entered_at END AS stage_entered_at
)
FROM weir.life(as_of) AS o
LEFT JOIN (
    SELECT key, stage_id, amount, expected_close, owner
    FROM weir.state
    WHERE from_at < weir.until(as_of) AND to_at >= weir.until(as_of)
) AS s ON s.key = o.key AND (o.is_newest_life OR o.outcome = 'open')
LEFT JOIN (
    SELECT key, life, entered_at
    FROM weir.sojourn
    WHERE entered_at < weir.until(as_of) AND left_at >= weir.until(as_of)
) AS v ON v.key = o.key AND v.life = o.life;
