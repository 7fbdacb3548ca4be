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
left_from AS (
    SELECT v.key AS deal, v.life, max_by(v.stage_id, v.visit) AS stage_id
    FROM weir.sojourn AS v
    JOIN deal AS d ON d.deal = v.key AND d.life = v.life
    WHERE v.kind = 'open' AND v.exit = 'lost' AND v.left_at <= d.closed_at
    GROUP BY v.key, v.life
)
SELECT d.*, f.stage_id
FROM deal AS d
LEFT JOIN left_from AS f USING (deal, life);

-- loss_reason: the same counted by reason and stage.
CREATE OR REPLACE MACRO weir.loss_reason(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT key, reason, stage_id, count(*)::INTEGER AS n, coalesce(sum(amount), 0)::DOUBLE AS value
FROM weir.lost_deal(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
GROUP BY key, reason, stage_id;
