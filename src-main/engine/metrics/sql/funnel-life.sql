-- funnel_life{{narrow}}: each stage that a deal entered by the chosen definition, with the tick it did, the age since
-- then that it was decided or looked at, and what had become: 1 further, 2 lost, 3 won elsewhere, 4 open.
CREATE OR REPLACE MACRO weir.funnel_life{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
),
chosen AS (
    SELECT
        deal,
        life,
        key,
        rank,
        amount,
        started,
        CASE definition WHEN 'reached' THEN reached WHEN 'strict' THEN ordered ELSE visited END AS entered,
        CASE definition
            WHEN 'reached' THEN reached_age WHEN 'strict' THEN ordered_age WHEN 'any' THEN any_age ELSE direct_age
        END AS age,
        -- A deal won without going further in this definition's sense went elsewhere: decided, not open.
        CASE definition
            WHEN 'reached' THEN reached_fate WHEN 'strict' THEN ordered_fate WHEN 'any' THEN any_fate ELSE direct_fate
        END AS fate
    FROM step
)
FROM chosen
WHERE entered < weir.until_tick(as_of)
    AND CASE cohort
        WHEN 'created' THEN weir.tick_in_period(coalesce(started, entered), from_day, to_day)
        ELSE weir.tick_in_period(entered, from_day, to_day)
    END;

-- funnel_risk{{narrow}}: the same counted by age, in deals and in value.
CREATE OR REPLACE MACRO weir.funnel_risk{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT key, rank, fate, age, count(*) AS n, sum(amount) AS value
    FROM weir.funnel_life{{narrow}}(
        as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
        keep := keep
    )
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    rank::INTEGER AS rank,
    fate,
    weir.days_of(age) AS t,
    n::INTEGER AS n,
    coalesce(value, 0)::DOUBLE AS value
FROM counted;
