-- cohort_deal{{narrow}}: deals created in the period, or all where none is asked for; `ended` is when they closed, or the day.
CREATE OR REPLACE MACRO weir.cohort_deal{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    key,
    fate,
    started,
    coalesce(closed, weir.looked_tick(as_of)) AS ended,
    age,
    entry_age,
    amount
FROM (
    SELECT dim AS key, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
)
WHERE weir.tick_in_period(started, from_day, to_day) OR (from_day IS NULL AND to_day IS NULL);

-- cohort_risk{{narrow}}: deals by the month or quarter they were created in (`cohort`, its first day) and by the step of age
-- in which they were won, lost or looked at (`bucket`, from 0; a step lasts `step_days`). `t` is the age itself of what ended
-- or goes on so near to the as-of day that others of the cohort may not have been seen through that step, so that curves can
-- count those as unfinished; elsewhere it is NULL and the step is counted as a whole, which is as exact: nobody leaves
-- unfinished there. `fine` has all ages.
--   fate         1 won, 2 lost, 3 open; with `fine` also 0, came into view at that age only (delayed entry)
--   is_seen      whether a curve can use it: it ended after its start and, which only `fine` looks at, in view
--   youngest     age in days that the youngest of these deals has or would have on the as-of day; oldest likewise
-- Deals without usable dates (no creation, closed before it, created after the as-of day) are of no cohort (NULL).
CREATE OR REPLACE MACRO weir.cohort_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true,
    grain := 'quarter', year_start := 1, step_days := 91.31, fine := false
) AS TABLE
-- By ticks or days first, which are fast to tell; of what is left there are few to look at closer.
WITH placed AS (
    SELECT
        key,
        weir.start_group(started) AS start_group,
        -- The fate, more by 4 where no curve can use it.
        CASE
            WHEN age >= 0
                AND (NOT fine OR entry_age IS NULL OR entry_age < age OR (fate < 3 AND entry_age = age))
                THEN fate
            ELSE fate + 4
        END::UTINYINT AS kind,
        -- The age, or -1 less the step it is in.
        CASE
            WHEN ended < started OR started >= weir.until_tick(as_of) THEN NULL
            WHEN fine OR ended > weir.cut_tick(as_of, grain, step_days) THEN ended - started
            ELSE -1 - weir.age_bucket(ended - started, step_days)
        END AS place,
        count(*) AS n,
        sum(amount) AS value,
        max(started) AS last,
        min(started) AS first
    FROM weir.cohort_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    GROUP BY key, start_group, kind, place
    UNION ALL
    SELECT
        key,
        weir.start_group(started),
        -- Counted in steps, the age of an entry may be that of its exit, and still comes before it.
        CASE WHEN entry_age < age THEN 0 ELSE 8 END::UTINYINT,
        entry_age,
        count(*),
        sum(amount),
        NULL,
        NULL
    FROM weir.cohort_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    WHERE fine
        AND entry_age IS NOT NULL
        AND (entry_age < age OR (fate < 3 AND entry_age = age))
        AND ended >= started
        AND started < weir.until_tick(as_of)
    GROUP BY ALL
),
counted AS (
    SELECT
        key,
        CASE
            WHEN place IS NOT NULL
                THEN weir.first_month(weir.month_number(weir.start_of_group(start_group)), grain, year_start)
        END AS first_month,
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

-- won_by_period{{narrow}}: deals won in each month or quarter, and whether they were created in it as well.
CREATE OR REPLACE MACRO weir.won_by_period{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, grain := 'quarter', year_start := 1
) AS TABLE
WITH by_start AS (
    SELECT
        key,
        weir.start_group(closed) AS closed_group,
        -- Only who began shortly before may have begun in the same period.
        CASE
            WHEN started BETWEEN closed - 92 * weir.ticks_of_day() AND closed
                AND weir.tick_in_period(started, from_day, to_day)
                THEN weir.start_group(started)
        END AS start_group,
        count(*) AS n,
        sum(amount) AS value
    FROM (SELECT dim AS key, {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep AND {{settled_since}})
    WHERE fate = 1 AND weir.tick_in_period(closed, from_day, to_day)
    GROUP BY ALL
),
by_period AS (
    SELECT
        key,
        weir.period_of(weir.month_number(weir.start_of_group(closed_group)), grain, year_start) AS period,
        weir.period_of(weir.month_number(weir.start_of_group(start_group)), grain, year_start) AS started_in,
        n,
        value
    FROM by_start
)
SELECT
    {{key}} AS key,
    period,
    coalesce(started_in = period, false) AS is_inside,
    sum(n)::BIGINT AS won,
    coalesce(sum(value), 0)::DOUBLE AS won_value
FROM by_period
GROUP BY key, period, is_inside
ORDER BY key, period, is_inside;
