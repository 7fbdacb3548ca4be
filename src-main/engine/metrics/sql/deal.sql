-- life: every life of every deal that was known on the as-of day, with outcome, stage, amount, owner and expected close
-- as they stood at the end of it. What has not changed since is as the table says, and that is nearly everything: only
-- the others are looked up in the history, so the newest day, on which there are none, costs no more than reading the
-- deals.
CREATE OR REPLACE MACRO weir.life(as_of) AS TABLE
FROM weir.lives
WHERE settled_at < weir.until(as_of)
UNION ALL
SELECT o.* REPLACE (
    -- Closed on the as-of day, though taken back later: closed is what was known.
    CASE WHEN g.key IS NOT NULL THEN g.outcome WHEN o.closed_at < weir.until(as_of) THEN o.outcome ELSE 'open' END
        AS outcome,
    CASE WHEN g.key IS NOT NULL THEN g.closed_at WHEN o.closed_at < weir.until(as_of) THEN o.closed_at END
        AS closed_at,
    -- Before the first row of its history nothing but its creation is known of a deal.
    s.stage_id AS stage_id,
    s.stage AS stage,
    s.amount AS amount,
    CASE WHEN s.amount IS NOT NULL THEN coalesce(o.amount_origin, 'amount') END AS amount_origin,
    s.expected_close AS expected_close,
    s.owner AS owner,
    -- Where it has left that stage since, weir.deal looks up when it came there.
    CASE WHEN o.stage_entered_at < weir.until(as_of) THEN o.stage_entered_at END AS stage_entered_at
)
FROM weir.lives AS o
LEFT JOIN weir.gap_at(as_of) AS g ON g.key = o.key AND g.life = o.life
LEFT JOIN (
    SELECT t.key, t.stage_id, n.stage, t.amount, t.expected_close, t.owner::VARCHAR AS owner
    FROM weir.past_at(as_of) AS t
    JOIN weir.stage AS n USING (stage_id)
) AS s ON s.key = o.key
WHERE o.settled_at >= weir.until(as_of) AND o.known_from < weir.until(as_of);

-- stage_entry: when a deal came into the stage that it was in on the as-of day, of those that have left it since.
CREATE OR REPLACE MACRO weir.stage_entry(as_of) AS TABLE
SELECT key, life, entered_at
FROM weir.sojourn
WHERE weir.looks_back(as_of) AND entered_at < weir.until(as_of) AND left_at >= weir.until(as_of);

-- deal: the same as life with the moment the deal came into the stage of that day.
CREATE OR REPLACE MACRO weir.deal(as_of) AS TABLE
SELECT o.* REPLACE (coalesce(v.entered_at, o.stage_entered_at) AS stage_entered_at)
FROM weir.life(as_of) AS o
LEFT JOIN weir.stage_entry(as_of) AS v ON v.key = o.key AND v.life = o.life;
