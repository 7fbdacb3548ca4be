-- cohorts: for each month or quarter of creation, how many of its deals were won and lost up to each age, in days, that the
-- oldest of them has come into. `observed` is false where the cohort was not over, or its youngest deal not that old, on the
-- as-of day. Losses of days of clean-up count as booked.
CREATE OR REPLACE MACRO weir.cohorts(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true,
    grain := 'quarter', year_start := 1, step_days := 91.31
) AS TABLE
WITH counted AS MATERIALIZED (
    FROM weir.cohort_risk(
        as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep,
        grain := grain, year_start := year_start, step_days := step_days
    )
    WHERE cohort IS NOT NULL AND fate > 0
),
cohort AS (
    SELECT
        key,
        cohort,
        sum(n) AS deals,
        min(youngest) AS youngest,
        max(oldest) AS oldest,
        (cohort + CASE grain WHEN 'month' THEN INTERVAL 1 MONTH ELSE INTERVAL 3 MONTH END)::TIMESTAMP
            <= weir.until(as_of) AS is_over
    FROM counted
    GROUP BY key, cohort
),
cell AS (
    SELECT *, unnest(generate_series(0, floor(oldest / step_days)::BIGINT)) AS bucket
    FROM cohort
)
SELECT
    e.key,
    e.cohort,
    ((e.bucket + 1) * step_days)::DOUBLE AS age,
    e.deals::BIGINT AS deals,
    coalesce(sum(c.n) FILTER (c.fate = 1), 0)::BIGINT AS won,
    coalesce(sum(c.n) FILTER (c.fate = 2), 0)::BIGINT AS lost,
    (e.deals - coalesce(sum(c.n) FILTER (c.fate < 3), 0))::BIGINT AS open,
    coalesce(sum(c.value) FILTER (c.fate = 1), 0)::DOUBLE AS won_value,
    e.is_over AND e.youngest >= (e.bucket + 1) * step_days AS observed
FROM cell AS e
LEFT JOIN counted AS c ON c.key IS NOT DISTINCT FROM e.key AND c.cohort = e.cohort AND c.bucket <= e.bucket
GROUP BY e.key, e.cohort, e.bucket, e.deals, e.youngest, e.is_over
ORDER BY e.key, e.cohort, e.bucket;
