-- standing_deal_narrow: what narrow tables tell of each open deal, as known on the day.
CREATE OR REPLACE MACRO weir.standing_deal_narrow(as_of) AS TABLE
WITH life AS NOT MATERIALIZED (
    SELECT n.* REPLACE (
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.owner ELSE p.owner END AS owner,
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.amount ELSE p.amount END AS amount,
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.last_expected_close ELSE p.expected_close END AS last_expected_close,
        CASE WHEN n.last_touch <= as_of::DATE THEN n.last_touch ELSE t.touched END AS last_touch
    )
    FROM weir.narrow_life AS n
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = n.key
    LEFT JOIN weir.passed_touch_at(as_of) AS t ON t.key = n.key
    WHERE n.settled >= weir.until_tick(as_of)
        AND n.known < weir.until_tick(as_of)
        AND (n.closed IS NULL OR n.closed >= weir.until_tick(as_of))
),
-- As weir.standing has them, but for what was closed for now, which is no open deal.
standing AS NOT MATERIALIZED (
    SELECT key, life, rank, stage_id, CASE WHEN NOT seen THEN came END AS came
    FROM weir.reach
    WHERE settled >= weir.until_tick(as_of)
        AND rank IS NOT NULL
        AND came < weir.until_tick(as_of)
        AND (went IS NULL OR went >= weir.until_tick(as_of))
)
SELECT
    o.* EXCLUDE (stage_id, last_expected_close, last_touch),
    o.last_expected_close AS expected_close,
    o.last_touch AS touched,
    s.stage_id AS standing_id,
    s.rank,
    s.came
FROM standing AS s
JOIN life AS o ON o.key = s.key AND o.life = s.life
ANTI JOIN weir.gap_at(as_of) AS g ON g.key = s.key AND g.life = s.life;
