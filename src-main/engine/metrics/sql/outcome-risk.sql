-- outcome_risk{{narrow}}: at each age, how many deals were won, were lost or had just become that old when looked at.
-- This is all that Kaplan-Meier and Aalen-Johansen need. `entered` counts deals seen only from that age on (delayed
-- entry).
CREATE OR REPLACE MACRO weir.outcome_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, start_at := NULL
) AS TABLE
WITH deal AS NOT MATERIALIZED (
    SELECT key, fate, age, entry_age
    FROM (
        SELECT dim AS key, {{counted}}
        FROM weir.{{life}}(as_of) AS o
        WHERE keep
    )
    WHERE age >= 0
        AND weir.tick_in_period(started, from_day, to_day)
        -- Counted in steps, the age of an entry may be that of its exit.
        AND (entry_age IS NULL OR entry_age < age OR (fate < 3 AND entry_age = age))
),
counted AS (
    SELECT key, age, fate, count(*) AS n
    FROM deal
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    weir.days_of(age) AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate = 2), 0)::DOUBLE AS lost,
    coalesce(sum(n) FILTER (fate = 3), 0)::DOUBLE AS censored,
    0::DOUBLE AS entered
FROM counted
GROUP BY key, age
UNION ALL
SELECT
    {{key}},
    CASE WHEN entry_age < age THEN weir.days_of(entry_age) ELSE weir.days_of(age) - 1e-6 END AS t,
    0,
    0,
    0,
    count(*)::DOUBLE
FROM deal
WHERE entry_age IS NOT NULL
GROUP BY key, t;
