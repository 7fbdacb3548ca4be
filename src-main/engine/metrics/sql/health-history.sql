-- stay_history{{narrow}}: visits that stood open on any of 13 days, four weeks apart, the as-of day last: from day number `came_by` on and
-- up to before `left_by`, beyond the limit of the stage from `late_by` on. `ends` where the visit ended with the closing of the deal.
CREATE OR REPLACE MACRO weir.stay_history{{narrow}}(
    as_of,
    limits := []::STRUCT(stage_id INTEGER, segment VARCHAR, warn DOUBLE, stale DOUBLE)[],
    limit_days := NULL,
    dim := ''::ENUM(''),
    keep := true
) AS TABLE
WITH stay AS (
    SELECT stage_id, segment, (coalesce(limit_days, stale) / weir.days_of(1))::BIGINT AS ticks
    FROM (SELECT unnest(limits, recursive := true))
),
-- Words of a list are compared some times faster than text.
of_segment AS (
    SELECT n.segment, s.stage_id, s.ticks
    FROM (SELECT DISTINCT segment FROM weir.narrow_life) AS n
    JOIN stay AS s ON s.segment = n.segment::VARCHAR
),
visit AS NOT MATERIALIZED (
    SELECT
        v.stage_id,
        v.next_stage_id,
        v.came,
        v.went,
        v.came + coalesce((limit_days / weir.days_of(1))::BIGINT, g.ticks, s.ticks) AS late
    FROM ({{steps}}) AS v
    LEFT JOIN of_segment AS g ON g.stage_id = v.stage_id AND g.segment = v.segment
    LEFT JOIN stay AS s ON s.stage_id = v.stage_id AND s.segment IS NULL
    WHERE v.settled >= weir.history_from(as_of)
        AND v.rank IS NOT NULL
        AND v.came < weir.until_tick(as_of)
        AND (v.went IS NULL OR v.went >= weir.history_from(as_of))
),
counted AS (
    SELECT
        stage_id,
        next_stage_id,
        weir.history_place(as_of, came) AS came_by,
        CASE WHEN went IS NULL THEN 13 ELSE weir.history_place(as_of, went) END AS left_by,
        CASE WHEN late IS NULL THEN 13 ELSE weir.history_place(as_of, late) END AS late_by,
        count(*) AS n
    FROM visit
    GROUP BY ALL
)
SELECT c.stage_id, came_by, left_by, late_by, coalesce(n.kind <> 'open', false) AS ends, sum(c.n)::BIGINT AS n
FROM counted AS c
LEFT JOIN weir.stage AS n ON n.stage_id = c.next_stage_id
GROUP BY ALL;

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
