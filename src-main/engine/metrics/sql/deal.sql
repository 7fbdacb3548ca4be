-- life: every life of every deal that was known on the as-of day, with outcome, stage, amount, owner and expected close
-- as they stood at the end of it. Only what changed afterwards is looked up in the history, so the newest day, on which
-- nothing is, costs no more than reading the deals.
CREATE OR REPLACE MACRO weir.life(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN g.key IS NOT NULL THEN g.outcome WHEN o.closed_at < weir.until(as_of) THEN o.outcome ELSE 'open' END
        AS outcome,
    CASE WHEN g.key IS NOT NULL THEN g.closed_at WHEN o.closed_at < weir.until(as_of) THEN o.closed_at END
        AS closed_at,
    -- Before the first row of its history nothing but its creation is known of a deal.
    CASE WHEN s.key IS NOT NULL THEN s.stage_id WHEN o.stage_known_from < weir.until(as_of) THEN o.stage_id END
        AS stage_id,
    CASE WHEN s.key IS NOT NULL THEN s.stage WHEN o.stage_known_from < weir.until(as_of) THEN o.stage END AS stage,
    CASE WHEN s.key IS NOT NULL THEN s.amount WHEN o.stage_known_from < weir.until(as_of) THEN o.amount END AS amount,
    CASE
        WHEN CASE WHEN s.key IS NOT NULL THEN s.amount WHEN o.stage_known_from < weir.until(as_of) THEN o.amount END
            IS NOT NULL THEN coalesce(o.amount_origin, 'amount')
    END AS amount_origin,
    CASE WHEN s.key IS NOT NULL THEN s.expected_close WHEN o.stage_known_from < weir.until(as_of) THEN o.expected_close
        END AS expected_close,
    CASE WHEN s.key IS NOT NULL THEN s.owner WHEN o.stage_known_from < weir.until(as_of) THEN o.owner END AS owner
)
FROM weir.lives AS o
LEFT JOIN (
    -- Closed on the as-of day, though taken back later: closed is what was known.
    SELECT key, life, closed_at, outcome
    FROM weir.reopening
    WHERE weir.looks_back(as_of) AND closed_at < weir.until(as_of) AND reopened_at >= weir.until(as_of)
) AS g USING (key, life)
LEFT JOIN (
    SELECT t.key, t.stage_id, n.stage, t.amount, t.expected_close, t.owner
    FROM weir.state AS t
    JOIN weir.stage AS n USING (stage_id)
    WHERE weir.looks_back(as_of) AND t.from_at < weir.until(as_of) AND t.to_at >= weir.until(as_of)
)
    -- A life that another one followed keeps its last values. As a second condition this would rule out a hash join.
    AS s ON s.key = CASE WHEN o.next_life_at < weir.until(as_of) THEN NULL ELSE o.key END
WHERE o.known_from < weir.until(as_of);

-- deal: the same with the moment the deal came into the stage of that day.
CREATE OR REPLACE MACRO weir.deal(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE
        WHEN v.key IS NOT NULL THEN v.entered_at
        WHEN o.stage_known_from < weir.until(as_of) THEN o.stage_entered_at
    END AS stage_entered_at
)
FROM weir.life(as_of) AS o
LEFT JOIN (
    SELECT key, life, entered_at
    FROM weir.sojourn
    WHERE weir.looks_back(as_of) AND entered_at < weir.until(as_of) AND left_at >= weir.until(as_of)
) AS v ON v.key = o.key AND v.life = o.life;
