-- outcome_risk_moved{{narrow}}: the same where the narrow tables carry all that is asked for.
CREATE OR REPLACE MACRO weir.outcome_risk_moved{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT dim AS key, o.booked_age, o.dated_age
    FROM weir.{{move}} AS o
    WHERE keep
        AND o.dated_age IS NOT NULL
        AND weir.is_lost_on(as_of, o.closed, o.reopened)
        AND weir.tick_in_period(o.started, from_day, to_day)
)
SELECT
    weir.word_of(key) AS key,
    weir.days_of(age) AS t,
    0::DOUBLE AS won,
    sum(n)::DOUBLE AS lost,
    0::DOUBLE AS censored,
    0::DOUBLE AS entered
FROM (
    SELECT key, booked_age AS age, -1 AS n FROM deal
    UNION ALL
    SELECT key, dated_age, 1 FROM deal
)
GROUP BY key, age;

-- stage_risk_moved{{narrow}}: the same for the visits that these losses ended.
CREATE OR REPLACE MACRO weir.stage_risk_moved{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT dim AS key, o.stage_id, o.booked_stay, o.dated_stay
    FROM weir.{{move}} AS o
    WHERE keep
        AND o.came IS NOT NULL
        AND weir.is_lost_on(as_of, o.closed, o.reopened)
        AND weir.tick_in_period(o.came, from_day, to_day)
)
SELECT
    weir.word_of(key) AS key,
    stage_id,
    weir.days_of(stay) AS t,
    sum(n)::DOUBLE AS left_stage,
    0::DOUBLE AS censored
FROM (
    SELECT key, stage_id, booked_stay AS stay, -1 AS n FROM deal
    UNION ALL
    SELECT key, stage_id, dated_stay, 1 FROM deal
)
GROUP BY key, stage_id, stay;

-- funnel_risk_moved{{narrow}}: the same for deals that entered a stage, and what they are worth.
CREATE OR REPLACE MACRO weir.funnel_risk_moved{{narrow}}(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''),
    keep := true, age_ticks := 1
) AS TABLE
WITH step AS (
    SELECT
        dim AS key,
        o.rank,
        o.started,
        o.dated,
        o.amount,
        CASE definition WHEN 'reached' THEN o.reached WHEN 'strict' THEN o.ordered ELSE o.visited END AS entered,
        CASE definition
            WHEN 'reached' THEN o.reached_age WHEN 'strict' THEN o.ordered_age WHEN 'any' THEN o.any_age
            ELSE o.direct_age
        END AS age,
        CASE definition
            WHEN 'reached' THEN o.reached_fate WHEN 'strict' THEN o.ordered_fate WHEN 'any' THEN o.any_fate
            ELSE o.direct_fate
        END AS fate
    FROM weir.{{step}} AS o
    WHERE keep AND weir.is_lost_on(as_of, o.closed, o.reopened)
),
lost AS (
    SELECT key, rank, amount, age, greatest(dated - entered, 0) AS dated_age
    FROM step
    WHERE fate = 2 AND weir.is_in(as_of, from_day, to_day, CASE cohort WHEN 'created' THEN started END, entered)
),
counted AS (
    SELECT
        key,
        rank,
        CASE age_ticks WHEN 1 THEN age ELSE (age + age_ticks // 2) // age_ticks * age_ticks END AS age,
        sum(n) AS n,
        sum(n * amount) AS value
    FROM (
        SELECT key, rank, age, amount, -1 AS n FROM lost
        UNION ALL
        SELECT key, rank, dated_age, amount, 1 FROM lost
    )
    GROUP BY ALL
)
SELECT
    weir.word_of(key) AS key,
    rank::INTEGER AS rank,
    2::UTINYINT AS fate,
    weir.days_of(age) AS t,
    n::INTEGER AS n,
    coalesce(value, 0)::DOUBLE AS value
FROM counted;

-- clean_up_extent{{narrow}}: how many losses move, of how many days, and by how many days half of them move at least.
CREATE OR REPLACE MACRO weir.clean_up_extent{{narrow}}(as_of, keep := true) AS TABLE
SELECT
    count(*) AS losses,
    count(DISTINCT o.closed_at::DATE) AS days,
    weir.days_of(median(o.closed - o.dated)) AS earlier
FROM weir.{{move}} AS o
WHERE keep AND weir.is_lost_on(as_of, o.closed, o.reopened);
