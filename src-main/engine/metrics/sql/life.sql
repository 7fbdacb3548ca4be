-- Lives out of {{lives}} as they were known on a day; see the macro weir.life.
FROM {{lives}}
WHERE settled_at < weir.until({{as_of}})
UNION ALL
SELECT o.* REPLACE (
    -- Closed on the as-of day, though taken back later: closed is what was known.
    CASE WHEN g.key IS NOT NULL THEN g.outcome WHEN o.closed_at < weir.until({{as_of}}) THEN o.outcome ELSE 'open' END
        AS outcome,
    CASE WHEN g.key IS NOT NULL THEN g.closed_at WHEN o.closed_at < weir.until({{as_of}}) THEN o.closed_at END
        AS closed_at,
    -- Before the first row of its history nothing but its creation is known of a deal.
    s.stage_id AS stage_id,
    s.stage AS stage,
    s.amount AS amount,
    CASE WHEN s.amount IS NOT NULL THEN coalesce(o.amount_origin, 'amount') END AS amount_origin,
    s.expected_close AS expected_close,
    s.owner AS owner,
    -- Where it has left that stage since, weir.deal looks up when it came there.
    CASE WHEN o.stage_entered_at < weir.until({{as_of}}) THEN o.stage_entered_at END AS stage_entered_at
)
FROM {{lives}} AS o
LEFT JOIN weir.gap_at({{as_of}}) AS g ON g.key = o.key AND g.life = o.life
LEFT JOIN (
    SELECT t.key, t.stage_id, n.stage, t.amount, t.expected_close, t.owner::VARCHAR AS owner
    FROM weir.past_at({{as_of}}) AS t
    JOIN weir.stage AS n USING (stage_id)
) AS s ON s.key = o.key
WHERE o.settled_at >= weir.until({{as_of}}) AND o.known_from < weir.until({{as_of}})
