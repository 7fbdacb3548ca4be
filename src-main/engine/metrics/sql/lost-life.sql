-- lost_life_at: lives that were lost on the day, as weir.narrow_life_at has them, with the open stage they were lost from.
CREATE OR REPLACE MACRO weir.lost_life_at(as_of) AS TABLE
FROM weir.narrow_life
WHERE fate = 2 AND settled < weir.until_tick(as_of)
UNION ALL
-- What changed since may have been lost from another stage later.
SELECT o.* REPLACE (v.stage_id AS lost_from)
FROM weir.narrow_life_at(as_of) AS o
LEFT JOIN (
    SELECT key, life, arg_max(stage_id, visit) AS stage_id
    FROM weir.sojourn
    WHERE kind = weir.open_kind() AND exit = 'lost' AND left_at < weir.until(as_of)
        AND key IN (SELECT key FROM weir.narrow_life WHERE settled >= weir.until_tick(as_of))
    GROUP BY key, life
) AS v ON v.key = o.key AND v.life = o.life
WHERE o.fate = 2 AND o.settled >= weir.until_tick(as_of);
