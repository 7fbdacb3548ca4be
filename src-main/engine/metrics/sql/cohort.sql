-- cohort_deal{{narrow}}: deals created in the period, or all where none is asked for; `ended` is when they closed, or the day.
CREATE OR REPLACE MACRO weir.cohort_deal{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    key,
    month,
    fate,
    started,
    coalesce(closed, weir.looked_tick(as_of)) AS ended,
    age,
    entry_age,
    amount
FROM (
    SELECT dim AS key, {{month}} AS month, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
)
WHERE weir.tick_in_period(started, from_day, to_day) OR (from_day IS NULL AND to_day IS NULL);

-- cohort_place{{narrow}}: the same deals by the month they started in, their fate, more by 4 where no curve can use it (`kind`), and
-- the age they ended or were looked at: in ticks, or as -1 less the step of age that it is in where the whole step was observed
-- (`place`), NULL without usable dates. With `fine` all ages are ticks, and delayed entries are beside them as kind 0, or 8.
CREATE OR REPLACE MACRO weir.cohort_place{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true,
    grain := 'quarter', step_days := 91.31, fine := false
) AS TABLE
SELECT
    key,
    month,
    CASE
        WHEN age >= 0
            AND (NOT fine OR entry_age IS NULL OR entry_age < age OR (fate < 3 AND entry_age = age))
            THEN fate
        ELSE fate + 4
    END::UTINYINT AS kind,
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
GROUP BY key, month, kind, place
UNION ALL
SELECT
    key,
    month,
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
GROUP BY ALL;

-- won_by_period{{narrow}}: deals won in each month or quarter, and whether they were created in it as well.
CREATE OR REPLACE MACRO weir.won_by_period{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, grain := 'quarter', year_start := 1
) AS TABLE
-- By days first, which are fast to tell.
WITH by_start AS (
    SELECT
        key,
        weir.start_group(closed) AS closed_group,
        CASE WHEN started <= closed AND weir.tick_in_period(started, from_day, to_day) THEN month END AS month,
        count(*) AS n,
        sum(amount) AS value
    FROM (
        SELECT dim AS key, {{month}} AS month, {{counted}}
        FROM weir.{{life}}(as_of) AS o
        WHERE keep AND {{settled_since}}
    )
    WHERE fate = 1 AND weir.tick_in_period(closed, from_day, to_day)
    GROUP BY ALL
),
by_period AS (
    SELECT
        key,
        weir.period_of(weir.month_number(weir.start_of_group(closed_group)), grain, year_start) AS period,
        weir.period_of(month, grain, year_start) AS started_in,
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
