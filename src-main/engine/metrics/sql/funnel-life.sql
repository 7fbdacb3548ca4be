-- funnel_life{{narrow}}: each stage that a deal entered by the chosen definition, when, and when it went further.
-- *_at are in ticks: NULL is not yet.
CREATE OR REPLACE MACRO weir.funnel_life{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := NULL, keep := true
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
            WHEN 'reached' THEN reached_left WHEN 'strict' THEN ordered_left WHEN 'any' THEN any_left ELSE direct_left
        END AS went,
        CASE definition
            WHEN 'reached' THEN reached_fate WHEN 'strict' THEN ordered_fate WHEN 'any' THEN any_fate ELSE direct_fate
        END AS as_what
    FROM step
)
SELECT
    deal,
    life,
    key,
    rank,
    amount,
    started,
    entered,
    CASE WHEN went < weir.tick(weir.until(as_of)) THEN went END AS decided,
    -- A deal won without going further in this definition's sense went elsewhere: decided, not open.
    CASE WHEN went < weir.tick(weir.until(as_of)) THEN as_what ELSE 4 END::UTINYINT AS fate,
    CASE WHEN fate = 1 THEN decided END AS advanced_at,
    CASE WHEN fate = 2 THEN decided END AS lost_at,
    CASE WHEN fate = 3 THEN decided END AS won_at
FROM chosen
WHERE entered < weir.tick(weir.until(as_of))
    AND CASE cohort
        WHEN 'created' THEN weir.tick_in_period(coalesce(started, entered), from_day, to_day)
        ELSE weir.tick_in_period(entered, from_day, to_day)
    END;

-- funnel_risk{{narrow}}: the same counted by age since entering the stage, in deals and in value. Ages are rounded to a
-- multiple of `age_ticks`.
CREATE OR REPLACE MACRO weir.funnel_risk{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := NULL, keep := true,
    age_ticks := 1
) AS TABLE
WITH counted AS (
    -- Small numbers group faster than words and fractions.
    SELECT
        key,
        rank,
        fate,
        weir.rounded(
            greatest(coalesce(decided, weir.tick(weir.looked_at(as_of))) - entered, 0), age_ticks
        ) AS age,
        count(*) AS n,
        sum(amount) AS value
    FROM weir.funnel_life{{narrow}}(
        as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
        keep := keep
    )
    GROUP BY ALL
)
SELECT
    key::VARCHAR AS key,
    rank::INTEGER AS rank,
    ['advanced', 'lost', 'elsewhere', 'open'][fate] AS fate,
    weir.days_of(age * age_ticks) AS t,
    n,
    coalesce(value, 0)::DOUBLE AS value
FROM counted;

