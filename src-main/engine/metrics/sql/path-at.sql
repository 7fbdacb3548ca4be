-- open_kind: the kind of open stages. Compared with a word alone, every kind is read as text first, at some times the cost.
CREATE OR REPLACE MACRO weir.open_kind() AS 'open'::ENUM('open', 'won', 'lost');

-- path_after: visits after the day of lives that were known by it, as a number that takes them off the path again:
-- xor(path, path_after) is the path up to the day.
CREATE OR REPLACE MACRO weir.path_after(as_of) AS TABLE
WITH later AS MATERIALIZED (
    SELECT key, life, visit, stage_id
    FROM weir.sojourn
    WHERE entered_at >= weir.until(as_of) AND key IN (
        SELECT key FROM weir.narrow_life WHERE moved >= weir.until_tick(as_of) AND known < weir.until_tick(as_of)
    )
),
-- Visits are numbered through all lives of a deal, those of a path from its beginning: the last one, which is among these,
-- tells how many went before the life.
earlier AS (
    SELECT key, life, max(l.visit) - any_value(n.visits) AS visits
    FROM later AS l
    JOIN (SELECT key, life, visits FROM weir.narrow_life WHERE life > 1 AND moved >= weir.until_tick(as_of)) AS n
        USING (key, life)
    GROUP BY key, life
)
SELECT
    l.key,
    l.life,
    bit_xor(hash((l.visit - coalesce(e.visits, 0))::BIGINT * 65536 + l.stage_id)) AS path_after,
    count(*)::USMALLINT AS visits_after
FROM later AS l
LEFT JOIN earlier AS e ON e.key = l.key AND e.life = l.life
GROUP BY l.key, l.life;

-- path_at: the paths of all lives up to the day.
CREATE OR REPLACE MACRO weir.path_at(as_of) AS TABLE
SELECT key, life, path, visits
FROM weir.narrow_life
WHERE moved < weir.until_tick(as_of)
UNION ALL
SELECT n.key, n.life, xor(n.path, a.path_after), n.visits - a.visits_after
FROM weir.narrow_life AS n
JOIN weir.path_after(as_of) AS a ON a.key = n.key AND a.life = n.life
WHERE n.known < weir.until_tick(as_of) AND n.visits > a.visits_after;
