-- lost_deal: lives lost in the period, with the reason given and the open stage they were lost from. The reason is told
-- of the deal, so it belongs to its newest life.
CREATE OR REPLACE MACRO weir.lost_deal(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT
        o.key AS deal,
        o.life,
        weir.key_of(dim) AS key,
        CASE WHEN o.is_newest_life THEN nullif(trim(o.loss_reason), '') END AS reason,
        o.amount,
        o.closed_at
    FROM weir.life(as_of) AS o
    WHERE keep AND o.outcome = 'lost' AND weir.in_period(o.closed_at, from_day, to_day)
),
-- Only deals that left a closed stage can be lost again, and they are few.
came_back AS (
    SELECT key FROM weir.sojourn WHERE kind <> weir.open_kind() AND left_at IS NOT NULL
),
left_from AS (
    SELECT key, life, stage_id, left_at, NULL::TIMESTAMP AS again_at
    FROM weir.sojourn
    WHERE kind = weir.open_kind() AND exit = 'lost' AND key NOT IN (FROM came_back)
    UNION ALL
    SELECT key, life, stage_id, left_at, lead(left_at) OVER (PARTITION BY key, life ORDER BY visit)
    FROM weir.sojourn
    WHERE kind = weir.open_kind() AND exit = 'lost' AND key IN (FROM came_back)
)
SELECT d.*, f.stage_id
FROM deal AS d
LEFT JOIN left_from AS f
    ON f.key = d.deal AND f.life = d.life AND f.left_at <= d.closed_at
    AND (f.again_at IS NULL OR f.again_at > d.closed_at);

-- loss_reason: the same counted by reason and stage.
CREATE OR REPLACE MACRO weir.loss_reason(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT key, reason, stage_id, count(*)::INTEGER AS n, coalesce(sum(amount), 0)::DOUBLE AS value
FROM weir.lost_deal(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
GROUP BY key, reason, stage_id;
