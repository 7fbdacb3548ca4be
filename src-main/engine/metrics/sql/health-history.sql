-- standing_history{{narrow}}: visits that stood open on 13 days, four weeks apart, the as-of day last, by stage: how many on the first one
-- (`place` 0), and how many more or fewer on each later one than on the one before (`change`); `closings` are those that ended in the
-- weeks between with the closing of the deal.
CREATE OR REPLACE MACRO weir.standing_history{{narrow}}(as_of, dim := ''::ENUM(''), keep := true) AS TABLE
WITH counted AS (
    SELECT
        v.stage_id,
        v.next_stage_id,
        weir.history_place(as_of, v.came) AS came_by,
        CASE WHEN v.went IS NULL THEN 13 ELSE weir.history_place(as_of, v.went) END::UTINYINT AS left_by,
        count(*) AS n
    FROM ({{steps}}) AS v
    WHERE v.settled >= weir.history_from(as_of)
        AND v.rank IS NOT NULL
        AND v.came < weir.until_tick(as_of)
        AND (v.went IS NULL OR v.went >= weir.history_from(as_of))
    GROUP BY ALL
),
moved AS (
    SELECT stage_id, came_by AS place, n AS change, 0 AS closings
    FROM counted
    UNION ALL
    SELECT c.stage_id, c.left_by, -c.n, CASE WHEN n.kind <> 'open' THEN c.n ELSE 0 END
    FROM counted AS c
    LEFT JOIN weir.stage AS n ON n.stage_id = c.next_stage_id
)
SELECT stage_id, place, sum(change)::BIGINT AS change, sum(closings)::BIGINT AS closings
FROM moved
WHERE place < 13
GROUP BY stage_id, place
HAVING sum(change) <> 0 OR sum(closings) <> 0;

-- upkeep_history{{narrow}}: visits to open stages that were out of order on any of these days, up to before `left_by`: from day number
-- `late_by` on beyond the limit of their stage, from `old_by` on in a first stage with a deal older than so many days; where they
-- never were it is no earlier than `left_by`. The place of what has no tick is 13. `least_days`: no limit is shorter.
CREATE OR REPLACE MACRO weir.upkeep_history{{narrow}}(
    as_of,
    limits := []::STRUCT(stage_id INTEGER, segment VARCHAR, warn DOUBLE, stale DOUBLE)[],
    limit_days := NULL,
    least_days := 0,
    old_days := 90,
    dim := ''::ENUM(''),
    keep := true
) AS TABLE
WITH stay AS (
    SELECT stage_id, segment, (coalesce(limit_days, stale) / weir.days_of(1))::BIGINT AS ticks
    FROM (SELECT unnest(limits, recursive := true))
),
-- For every stage and segment, of which there are few. Words of a list are compared some times faster than text.
limit_of AS (
    SELECT
        k.stage_id,
        n.segment,
        coalesce((limit_days / weir.days_of(1))::BIGINT, g.ticks, s.ticks) AS ticks
    FROM weir.stage AS k
    CROSS JOIN (SELECT segment FROM weir.segment_name UNION ALL SELECT NULL) AS n
    LEFT JOIN stay AS g ON g.stage_id = k.stage_id AND g.segment = n.segment::VARCHAR
    LEFT JOIN stay AS s ON s.stage_id = k.stage_id AND s.segment IS NULL
),
visit AS NOT MATERIALIZED (
    SELECT
        v.stage_id,
        v.segment,
        v.came,
        v.went,
        coalesce(v.went, weir.until_tick(as_of)) AS over,
        CASE v.rank WHEN 1 THEN greatest(v.came, v.started + weir.day_ticks(old_days)) END AS old
    FROM ({{steps}}) AS v
    WHERE v.settled >= weir.history_from(as_of)
        AND v.rank IS NOT NULL
        AND v.came < weir.until_tick(as_of)
        AND (v.went IS NULL OR v.went >= weir.history_from(as_of))
),
late AS NOT MATERIALIZED (
    SELECT v.went, v.over, v.old, v.came + l.ticks AS late
    FROM visit AS v
    LEFT JOIN limit_of AS l ON l.stage_id = v.stage_id AND l.segment IS NOT DISTINCT FROM v.segment
    -- Most are too short to be late by any limit.
    WHERE v.over - v.came > (coalesce(limit_days, least_days) / weir.days_of(1))::BIGINT OR v.old < v.over
),
-- Counted by one number for the three.
counted AS (
    SELECT
        (weir.history_place(as_of, late)::USMALLINT * 14 + weir.history_place(as_of, old)) * 14
            + CASE WHEN went IS NULL THEN 13 ELSE weir.history_place(as_of, went) END::UTINYINT AS places,
        count(*) AS n
    FROM late
    WHERE least(late, old) < over
    GROUP BY places
)
SELECT
    (places // 196)::UTINYINT AS late_by,
    (places // 14 % 14)::UTINYINT AS old_by,
    (places % 14)::UTINYINT AS left_by,
    n
FROM counted;

-- life_history{{narrow}}: deals created from the day on, and lost as unqualified with the days they had been open, by the four weeks it
-- happened in: 1 to 12, the last ones up to the as-of day.
CREATE OR REPLACE MACRO weir.life_history{{narrow}}(as_of, from_day := NULL, dim := ''::ENUM(''), keep := true) AS TABLE
WITH life AS NOT MATERIALIZED (
    SELECT {{counted}}, o.loss_reason
    FROM weir.{{life}}(as_of) AS o
    WHERE keep AND {{since}}
)
SELECT 'created' AS what, weir.history_place(as_of, started) AS place, count(*) AS n, 0::DOUBLE AS days
FROM life
WHERE weir.tick_in_period(started, from_day, NULL)
GROUP BY place
UNION ALL
-- Of alike reasons one is looked at.
SELECT 'unqualified', place, sum(n)::BIGINT, coalesce(sum(weir.days_of(ticks)), 0)::DOUBLE
FROM (
    SELECT weir.history_place(as_of, closed) AS place, loss_reason, count(*) AS n, sum(greatest(age, 0)) AS ticks
    FROM life
    WHERE fate = 2 AND weir.tick_in_period(closed, from_day, NULL)
    GROUP BY ALL
)
WHERE weir.is_unqualified(loss_reason::VARCHAR)
GROUP BY place;
