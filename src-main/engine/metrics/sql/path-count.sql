-- path{{width}}: the paths that lives took, with what became of them and how each keeps to the order of the stages.
-- `allowed` lists skips that are no deviation, as rank left * 65536 + rank entered; rank 0 is the start, and won stands
-- one above the last open stage. Losing is possible from everywhere.
--   course                its visits up to the last open one, whatever the outcome; won_days is the median of all its wins
--   skips, allowed_skips  moves past at least one stage, a start after the first and a win before the last among them
--   backs                 moves to an earlier open stage
--   repeats               visits to a stage that the life had been in before
--   strays                moves back to a stage that the life had not been in before: with skips, the deviations
--   returns               moves from a closed stage back to an open one
CREATE OR REPLACE MACRO weir.path{{width}}({{parameters}}, allowed := []::BIGINT[]) AS TABLE
WITH kind AS MATERIALIZED (
    FROM weir.path_kind{{width}}({{arguments}})
),
counted AS (
    SELECT
        key,
        path,
        any_value(visits) AS visits,
        sum(n) AS deals,
        coalesce(sum(n) FILTER (is_later), 0) AS later_lives,
        sum(value) AS value,
        coalesce(sum(n) FILTER (fate = 1), 0) AS won,
        coalesce(sum(n) FILTER (fate = 2), 0) AS lost
    FROM kind
    GROUP BY key, path
),
shape AS (
    SELECT
        * EXCLUDE (skips),
        len(list_filter(skips, lambda skip: NOT list_contains(allowed, skip))) AS skips,
        len(list_filter(skips, lambda skip: list_contains(allowed, skip))) AS allowed_skips,
        hash(course) AS course_path
    FROM weir.path_shape
    WHERE path IN (SELECT path FROM counted)
),
won_place AS (
    SELECT
        w.key,
        k.course_path,
        w.won_age AS age,
        sum(w.n) OVER (PARTITION BY w.key, k.course_path ORDER BY w.won_age) AS up_to,
        sum(w.n) OVER (PARTITION BY w.key, k.course_path) AS n
    FROM (SELECT key, path, won_age, sum(wins) AS n FROM kind WHERE won_age IS NOT NULL GROUP BY ALL) AS w
    JOIN shape AS k USING (path)
),
winner AS (
    SELECT key, course_path, (min(age) FILTER (2 * up_to >= n) + min(age) FILTER (2 * up_to > n)) / 2 AS age
    FROM won_place
    GROUP BY key, course_path
)
SELECT
    weir.key_of(c.key) AS key,
    c.path,
    k.stages,
    c.visits::INTEGER AS visits,
    c.deals::INTEGER AS deals,
    c.later_lives::INTEGER AS later_lives,
    coalesce(c.value, 0)::DOUBLE AS value,
    c.won::INTEGER AS won,
    c.lost::INTEGER AS lost,
    k.course,
    weir.days_of(w.age) AS won_days,
    k.skips,
    k.allowed_skips,
    k.backs,
    k.strays,
    k.repeats,
    k.returns
FROM counted AS c
JOIN shape AS k USING (path)
LEFT JOIN winner AS w ON w.key IS NOT DISTINCT FROM c.key AND w.course_path = k.course_path;
