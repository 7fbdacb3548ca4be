-- open_kind: the kind of open stages. Compared with a word alone, every kind is read as text first, at some times the cost.
CREATE OR REPLACE MACRO weir.open_kind() AS 'open'::ENUM('open', 'won', 'lost');

-- path_by: the paths up to the day of lives that moved after it.
CREATE OR REPLACE MACRO weir.path_by(as_of) AS TABLE
WITH deal AS (
    SELECT key, life
    FROM weir.narrow_life
    WHERE moved >= weir.until_tick(as_of) AND known < weir.until_tick(as_of)
)
-- Nearly all lives are the first of their deal, whose visits are numbered as those of the path are.
SELECT key, 1 AS life, bit_xor(hash(visit::BIGINT * 65536 + stage_id)) AS path, count(*)::USMALLINT AS visits
FROM weir.sojourn
WHERE life = 1 AND entered_at < weir.until(as_of) AND key IN (SELECT key FROM deal WHERE life = 1)
GROUP BY key
UNION ALL
SELECT key, life, bit_xor(hash(visit::BIGINT * 65536 + stage_id)), count(*)::USMALLINT
FROM (
    SELECT key, life, row_number() OVER (PARTITION BY key, life ORDER BY visit) AS visit, stage_id, entered_at
    FROM weir.sojourn
    SEMI JOIN (FROM deal WHERE life > 1) USING (key, life)
)
WHERE entered_at < weir.until(as_of)
GROUP BY key, life;

-- path_at: the paths of all lives up to the day.
CREATE OR REPLACE MACRO weir.path_at(as_of) AS TABLE
SELECT key, life, path, visits
FROM weir.narrow_life
WHERE moved < weir.until_tick(as_of)
UNION ALL
FROM weir.path_by(as_of);
