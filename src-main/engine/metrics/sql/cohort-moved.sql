-- cohort_risk_moved{{narrow}}: what to add to weir.cohort_risk for losses of days of clean-up: one less in the step of age in
-- which they were booked, one more in that of their last sign of life.
CREATE OR REPLACE MACRO weir.cohort_risk_moved{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true,
    grain := 'quarter', year_start := 1, step_days := 91.31, fine := false
) AS TABLE
WITH deal AS (
    {{moves}}
),
moved AS (
    SELECT key, started, booked_age AS lived, -1 AS n, amount FROM deal
    UNION ALL
    SELECT key, started, dated_age, 1, amount FROM deal
),
counted AS (
    SELECT
        key,
        weir.month_number(started) AS month,
        CASE
            WHEN fine OR started + lived > weir.cut_tick(as_of, grain, step_days) THEN lived
            ELSE -1 - weir.age_bucket(lived, step_days)
        END AS place,
        sum(n) AS n,
        sum(n * amount) AS value
    FROM moved
    WHERE weir.tick_in_period(started, from_day, to_day)
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    weir.period_of(month, grain, year_start) AS cohort,
    CASE WHEN place < 0 THEN -1 - place ELSE weir.age_bucket(place, step_days) END::INTEGER AS bucket,
    CASE WHEN place >= 0 THEN weir.days_in_step(place, weir.age_bucket(place, step_days), step_days) END AS t,
    2::UTINYINT AS fate,
    true AS is_seen,
    n::DOUBLE AS n,
    coalesce(value, 0)::DOUBLE AS value,
    NULL::DOUBLE AS youngest,
    NULL::DOUBLE AS oldest
FROM counted;
