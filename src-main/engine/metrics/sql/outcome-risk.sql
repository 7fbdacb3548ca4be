-- outcome_risk{{narrow}}: at each age, how many deals were won, were lost or had just become that old when looked at.
-- This is all that Kaplan-Meier and Aalen-Johansen need. `entered` counts deals seen only from that age on (delayed
-- entry). Ages are rounded to a multiple of `age_ticks`.
CREATE OR REPLACE MACRO weir.outcome_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := NULL, keep := true, start_at := NULL, weight := 1, age_ticks := 1
) AS TABLE
WITH seen AS (
    SELECT
        dim AS key,
        outcome,
        coalesce(start_at, started_at)::TIMESTAMP AS began_at,
        coalesce(closed_at, weir.looked_at(as_of)) AS ended_at,
        observed_from,
        weight AS weight
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
),
deal AS (
    SELECT
        key,
        CASE outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END::UTINYINT AS fate,
        weir.rounded(weir.age_step(began_at, ended_at), age_ticks) AS age,
        CASE WHEN observed_from > began_at THEN weir.rounded(weir.age_step(began_at, observed_from), age_ticks) END
            AS entry_age,
        weight
    FROM seen
    WHERE began_at <= ended_at
        AND weir.in_period(began_at, from_day, to_day)
        -- First seen at its very end: it was never under observation.
        AND (observed_from IS NULL OR observed_from < ended_at)
),
-- Small numbers group faster than words and fractions.
counted AS (
    SELECT key, age, fate, entry_age, coalesce(sum(weight), 0)::DOUBLE AS n
    FROM deal
    GROUP BY ALL
)
SELECT
    key::VARCHAR AS key,
    weir.days_of(age * age_ticks) AS t,
    coalesce(sum(n) FILTER (fate = 1), 0) AS won,
    coalesce(sum(n) FILTER (fate = 2), 0) AS lost,
    coalesce(sum(n) FILTER (fate = 3), 0) AS censored,
    0.0 AS entered
FROM counted
GROUP BY key, age
UNION ALL
-- Ages counted in steps may put both into one; an entry stays before its exit.
SELECT
    key::VARCHAR,
    least(weir.days_of(entry_age * age_ticks), weir.days_of(age * age_ticks) - 1e-6) AS t,
    0,
    0,
    0,
    sum(n)
FROM counted
WHERE entry_age IS NOT NULL
GROUP BY key, t;
