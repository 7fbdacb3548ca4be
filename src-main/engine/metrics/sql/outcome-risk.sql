-- outcome_risk: at each age, how many deals were won, were lost or had just become that old when looked at. This is all
-- that Kaplan-Meier and Aalen-Johansen need. `entered` counts deals seen only from that age on (delayed entry).
CREATE OR REPLACE MACRO weir.outcome_risk(
    as_of, from_day := NULL, to_day := NULL, dim := NULL, keep := true, start_at := NULL, weight := 1
) AS TABLE
WITH seen AS (
    SELECT
        dim::VARCHAR AS key,
        outcome,
        coalesce(start_at, started_at)::TIMESTAMP AS began_at,
        coalesce(closed_at, weir.looked_at(as_of)) AS ended_at,
        observed_from,
        coalesce(weight, 0)::DOUBLE AS weight
    FROM weir.life(as_of) AS o
    WHERE keep
),
deal AS (
    SELECT
        key,
        outcome,
        weir.days(began_at, ended_at) AS t,
        -- Ages counted in steps may put both into one; an entry stays before its exit.
        CASE
            WHEN observed_from > began_at THEN least(weir.days(began_at, observed_from), weir.days(began_at, ended_at) - 1e-6)
        END AS entry_age,
        weight
    FROM seen
    WHERE began_at <= ended_at
        AND weir.in_period(began_at, from_day, to_day)
        -- First seen at its very end: it was never under observation.
        AND (observed_from IS NULL OR observed_from < ended_at)
)
SELECT
    key,
    t,
    coalesce(sum(weight) FILTER (outcome = 'won'), 0) AS won,
    coalesce(sum(weight) FILTER (outcome = 'lost'), 0) AS lost,
    coalesce(sum(weight) FILTER (outcome = 'open'), 0) AS censored,
    0.0 AS entered
FROM deal
GROUP BY key, t
UNION ALL
SELECT key, entry_age, 0, 0, 0, sum(weight)
FROM deal
WHERE entry_age IS NOT NULL
GROUP BY key, entry_age;
