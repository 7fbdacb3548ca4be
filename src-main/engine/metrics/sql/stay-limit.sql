-- won_stay: how long deals that were won stayed in each stage, counted by length in ticks. Only deals created before the
-- day count: of younger ones the slow wins have not come yet, and their stays would be too short.
CREATE OR REPLACE MACRO weir.won_stay(as_of, created_before := NULL) AS TABLE
SELECT stage_id, segment, stay, count(*) AS n
FROM (
    SELECT stage_id, segment, stay, started
    FROM weir.won_visit
    WHERE ended < weir.until_tick(as_of)
    UNION ALL
    -- Won for now: what came of these later ended later, too.
    SELECT r.stage_id, r.segment, r.went - r.came, r.started
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
    WHERE r.closed_as = 3
        AND r.rank IS NOT NULL
        AND NOT r.seen
        AND r.closed < weir.until_tick(as_of)
        AND r.went < weir.until_tick(as_of)
)
WHERE created_before IS NULL OR started < weir.tick(created_before::DATE::TIMESTAMP)
GROUP BY ALL;

-- stay_limit: the days within which a share `level` of these stays ended, by stage (without a segment) and by segment, which is
-- drawn toward its stage as by 30 more stays. Of a stage with fewer than 10 nothing is said.
CREATE OR REPLACE MACRO weir.stay_limit(as_of, created_before := NULL, levels := [0.8, 0.9]) AS TABLE
WITH stay AS MATERIALIZED (
    FROM weir.won_stay(as_of, created_before := created_before)
),
wanted AS (
    SELECT unnest(levels)::DOUBLE AS level
),
of_stage AS (
    SELECT stage_id, level, max(total) AS n, weir.days_of(min(stay) FILTER (upto >= level * total)) AS days
    FROM (
        SELECT
            stage_id,
            stay,
            sum(n) OVER (PARTITION BY stage_id ORDER BY stay) AS upto,
            sum(n) OVER (PARTITION BY stage_id) AS total
        FROM stay
    ), wanted
    GROUP BY stage_id, level
),
of_segment AS (
    SELECT stage_id, segment, level, max(total) AS n, weir.days_of(min(stay) FILTER (upto >= level * total)) AS days
    FROM (
        SELECT
            stage_id,
            segment,
            stay,
            sum(n) OVER (PARTITION BY stage_id, segment ORDER BY stay) AS upto,
            sum(n) OVER (PARTITION BY stage_id, segment) AS total
        FROM stay
    ), wanted
    WHERE segment IS NOT NULL
    GROUP BY stage_id, segment, level
)
SELECT stage_id, NULL::VARCHAR AS segment, level, n::INTEGER AS n, days::DOUBLE AS days
FROM of_stage
WHERE n >= {{fewest}}
UNION ALL
SELECT
    g.stage_id,
    g.segment::VARCHAR,
    g.level,
    g.n::INTEGER,
    ((g.n * g.days + {{drawn}} * s.days) / (g.n + {{drawn}}))::DOUBLE
FROM of_segment AS g
JOIN of_stage AS s ON s.stage_id = g.stage_id AND s.level = g.level
WHERE s.n >= {{fewest}};
