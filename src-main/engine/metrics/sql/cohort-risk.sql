-- cohort_risk{{width}}: deals by the month or quarter they were created in (`cohort`, its first day) and by the step of age
-- in which they were won, lost or looked at (`bucket`, from 0; a step lasts `step_days`). `t` is the age itself of what ended
-- or goes on so near to the as-of day that others of the cohort may not have been seen through that step, so that curves can
-- count those as unfinished; elsewhere it is NULL and the step is counted as a whole, which is as exact: nobody leaves
-- unfinished there. `fine` has all ages.
--   fate         1 won, 2 lost, 3 open; with `fine` also 0, came into view at that age only (delayed entry)
--   is_seen      whether a curve can use it: it ended after its start and, which only `fine` looks at, in view
--   youngest     age in days that the youngest of these deals has or would have on the as-of day; oldest likewise
-- Deals without usable dates (no creation, closed before it, created after the as-of day) are of no cohort (NULL).
CREATE OR REPLACE MACRO weir.cohort_risk{{width}}({{parameters}}, year_start := 1) AS TABLE
WITH placed AS (
    FROM weir.cohort_place{{width}}({{arguments}})
),
counted AS (
    SELECT
        key,
        CASE WHEN place IS NOT NULL THEN weir.first_month(month, grain, year_start) END AS first_month,
        kind,
        CASE WHEN place < 0 THEN -1 - place ELSE weir.age_bucket(place, step_days) END::INTEGER AS bucket,
        CASE WHEN kind = 8 THEN place WHEN place >= 0 THEN weir.start_of_group(weir.start_group(place)) END AS age,
        sum(n)::DOUBLE AS n,
        coalesce(sum(value), 0)::DOUBLE AS value,
        max(last) AS last,
        min(first) AS first
    FROM placed
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    weir.date_of_month(first_month) AS cohort,
    bucket,
    CASE
        WHEN kind = 8 THEN weir.days_of(age) - 1e-6
        WHEN age IS NOT NULL THEN weir.days_in_step(age, bucket, step_days)
    END AS t,
    (kind % 4)::UTINYINT AS fate,
    kind NOT IN (5, 6, 7) AS is_seen,
    n,
    value,
    weir.days_of(weir.looked_tick(as_of) - last)::DOUBLE AS youngest,
    weir.days_of(weir.looked_tick(as_of) - first)::DOUBLE AS oldest
FROM counted;
