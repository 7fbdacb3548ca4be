-- life_path{{narrow}}: lives that started in the period, with a number that is the same for the same visits in the same
-- order, as known on the day.
CREATE OR REPLACE MACRO weir.life_path{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT deal, life, key, fate, age, amount, path, visits
FROM (
    {{paths}}
)
WHERE (from_day IS NULL AND to_day IS NULL) OR weir.tick_in_period(started, from_day, to_day);

-- path{{narrow}}: the paths that lives took, with what became of them and how each keeps to the order of the stages.
-- `allowed` lists skips that are no deviation, as rank left * 65536 + rank entered; rank 0 is the start, and won stands
-- one above the last open stage. Losing is possible from everywhere.
--   course                its visits up to the last open one, whatever the outcome; won_days is the median of all its wins
--   skips, allowed_skips  moves past at least one stage, a start after the first and a win before the last among them
--   backs                 moves to an earlier open stage
--   repeats               visits to a stage that the life had been in before
--   strays                moves back to a stage that the life had not been in before: with skips, the deviations
--   returns               moves from a closed stage back to an open one
CREATE OR REPLACE MACRO weir.path{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, allowed := []::BIGINT[]
) AS TABLE
WITH kind AS MATERIALIZED (
    -- In one pass over the lives; of a path many wins have the same age, which also count faster than a median is found.
    SELECT
        key,
        path,
        fate,
        CASE WHEN fate = 1 AND age >= 0 THEN age END AS won_age,
        life > 1 AS is_later,
        any_value(visits) AS visits,
        min(deal::BIGINT * 65536 + life) AS example,
        count(*) AS n,
        sum(amount) AS value
    FROM weir.life_path{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    GROUP BY ALL
),
counted AS (
    SELECT
        key,
        path,
        any_value(visits) AS visits,
        min(example) AS example,
        sum(n) AS deals,
        coalesce(sum(n) FILTER (is_later), 0) AS later_lives,
        sum(value) AS value,
        coalesce(sum(n) FILTER (fate = 1), 0) AS won,
        coalesce(sum(n) FILTER (fate = 2), 0) AS lost
    FROM kind
    GROUP BY key, path
),
step AS (
    SELECT
        e.path,
        v.visit,
        v.stage_id,
        s.kind,
        CASE s.kind WHEN 'open' THEN s.rank WHEN 'lost' THEN NULL ELSE top.rank + 1 END AS rank
    FROM (
        SELECT
            path,
            (min(example) // 65536)::INTEGER AS deal,
            (min(example) % 65536)::INTEGER AS life
        FROM counted
        GROUP BY path
    ) AS e
    JOIN weir.sojourn AS v ON v.key = e.deal AND v.life = e.life
    JOIN weir.stage AS s USING (stage_id)
    JOIN (SELECT pipeline, max(rank) FILTER (kind = 'open') AS rank FROM weir.stage GROUP BY pipeline) AS top
        ON top.pipeline = s.pipeline
    WHERE v.entered_at < weir.until(as_of)
),
placed AS (
    SELECT
        *,
        coalesce(lag(rank) OVER so_far, 0) AS before,
        lag(kind) OVER so_far AS kind_before,
        row_number() OVER (PARTITION BY path, stage_id ORDER BY visit) > 1 AS is_repeat,
        max(visit) FILTER (kind = 'open') OVER (PARTITION BY path) AS last_open
    FROM step
    WINDOW so_far AS (PARTITION BY path ORDER BY visit)
),
judged AS (
    SELECT
        *,
        coalesce(kind = 'open' AND kind_before <> 'open', false) AS is_return,
        -- From lost to won nothing is passed, nor from won to what follows the sale.
        coalesce(rank > before + 1 AND (kind_before IS NULL OR kind_before = 'open'), false) AS is_skip,
        list_contains(allowed, before * 65536 + rank) AS is_allowed,
        coalesce(kind = 'open' AND kind_before = 'open' AND rank < before, false) AS is_back
    FROM placed
),
path_kind AS (
    SELECT
        path,
        list(stage_id ORDER BY visit) AS stages,
        coalesce(list(stage_id ORDER BY visit) FILTER (visit <= last_open), []) AS course,
        count(*) FILTER (is_skip AND NOT is_allowed) AS skips,
        count(*) FILTER (is_skip AND is_allowed) AS allowed_skips,
        count(*) FILTER (is_back) AS backs,
        count(*) FILTER (is_back AND NOT is_repeat) AS strays,
        count(*) FILTER (is_repeat AND kind = 'open') AS repeats,
        count(*) FILTER (is_return) AS returns,
        hash(course) AS course_path
    FROM judged
    GROUP BY path
),
won_place AS (
    SELECT
        w.key,
        k.course_path,
        w.won_age AS age,
        sum(w.n) OVER (PARTITION BY w.key, k.course_path ORDER BY w.won_age) AS up_to,
        sum(w.n) OVER (PARTITION BY w.key, k.course_path) AS n
    FROM kind AS w
    JOIN path_kind AS k USING (path)
    WHERE w.won_age IS NOT NULL
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
    k.* EXCLUDE (path, stages, course, course_path)
FROM counted AS c
JOIN path_kind AS k USING (path)
LEFT JOIN winner AS w ON w.key IS NOT DISTINCT FROM c.key AND w.course_path = k.course_path;

-- rework{{narrow}}: days that lives of the period spent in each open stage after they had been as far or further.
CREATE OR REPLACE MACRO weir.rework{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
)
-- Ticks add up to the same in whatever order; days, which are fractions, do not.
SELECT
    weir.key_of(key) AS key,
    stage_id,
    weir.days_of(sum(greatest(coalesce(went, weir.looked_tick(as_of)) - came, 0)))::DOUBLE AS days
FROM step
WHERE rework
    AND came < weir.until_tick(as_of)
    AND ((from_day IS NULL AND to_day IS NULL) OR weir.tick_in_period(started, from_day, to_day))
GROUP BY key, stage_id;
