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
WHERE weir.is_in(as_of, from_day, to_day, CASE cohort WHEN 'created' THEN started END, entered);

-- funnel_risk{{narrow}}: the same counted by age, in deals and in value. Ages are rounded to so many ticks.
CREATE OR REPLACE MACRO weir.funnel_risk{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''),
    keep := true, age_ticks := 1
) AS TABLE
WITH counted AS (
    SELECT
        key,
        rank,
        fate,
        CASE age_ticks WHEN 1 THEN age ELSE (age + age_ticks // 2) // age_ticks * age_ticks END AS age,
        count(*) AS n,
        sum(amount) AS value
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

-- funnel_definitions{{narrow}}: deals that entered each stage and went further, by all four definitions in one reading.
CREATE OR REPLACE MACRO weir.funnel_definitions{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
),
-- 0 is not in. There are some hundred kinds of deals, which group faster than conditions are counted.
kind AS (
    SELECT
        rank,
        CASE WHEN weir.is_in(as_of, from_day, to_day, started, reached) THEN reached_fate ELSE 0::UTINYINT END AS reached,
        CASE WHEN weir.is_in(as_of, from_day, to_day, started, ordered) THEN ordered_fate ELSE 0::UTINYINT END AS strict,
        CASE WHEN weir.is_in(as_of, from_day, to_day, started, visited) THEN any_fate ELSE 0::UTINYINT END AS "any",
        CASE WHEN weir.is_in(as_of, from_day, to_day, started, visited) THEN direct_fate ELSE 0::UTINYINT END AS direct,
        count(*) AS n
    FROM step
    WHERE rank IS NOT NULL
    GROUP BY ALL
),
counted AS (
    UNPIVOT kind ON reached, strict, "any", direct INTO NAME definition VALUE fate
)
SELECT
    rank::INTEGER AS rank,
    definition,
    coalesce(sum(n) FILTER (fate > 0), 0)::BIGINT AS entered,
    coalesce(sum(n) FILTER (fate = 1), 0)::BIGINT AS advanced
FROM counted
GROUP BY rank, definition;
