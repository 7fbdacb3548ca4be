-- Counts of all deals, of all time: the same as the macros without _whole give when nothing is filtered, broken down or
-- limited to a period. What ended before the stretch of the as-of day comes counted from weir.settled_….

CREATE OR REPLACE MACRO weir.stage_risk_whole(as_of) AS TABLE
WITH counted AS (
    SELECT stage_id, false AS stays, stay, n
    FROM weir.settled_stay
    WHERE stretch < weir.stretch_at(as_of) AND is_open AND stay IS NOT NULL
    UNION ALL
    SELECT stage_id, went IS NULL, coalesce(went, weir.looked_tick(as_of)) - came, 1 AS n
    FROM weir.lasting_reach_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND rank IS NOT NULL AND NOT seen AND came < weir.until_tick(as_of)
)
SELECT
    weir.word_of(''::ENUM('')) AS key,
    stage_id,
    weir.days_of(stay) AS t,
    coalesce(sum(n) FILTER (NOT stays), 0)::DOUBLE AS left_stage,
    coalesce(sum(n) FILTER (stays), 0)::DOUBLE AS censored
FROM counted
GROUP BY stage_id, stay;

CREATE OR REPLACE MACRO weir.outcome_risk_whole(as_of) AS TABLE
WITH ended_or_open AS (
    SELECT fate, age, entry_age, n
    FROM weir.settled_life
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT fate, age, entry_age, 1 AS n
    FROM weir.lasting_life_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND age >= 0
),
counted AS (
    SELECT fate, age, entry_age, sum(n) AS n
    FROM ended_or_open
    WHERE entry_age IS NULL OR entry_age < age OR (fate < 3 AND entry_age = age)
    GROUP BY ALL
)
SELECT
    weir.word_of(''::ENUM('')) AS key,
    weir.days_of(age) AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate = 2), 0)::DOUBLE AS lost,
    coalesce(sum(n) FILTER (fate = 3), 0)::DOUBLE AS censored,
    0::DOUBLE AS entered
FROM counted
GROUP BY age
UNION ALL
SELECT
    weir.word_of(''::ENUM('')),
    CASE WHEN entry_age < age THEN weir.days_of(entry_age) ELSE weir.days_of(age) - 1e-6 END AS t,
    0,
    0,
    0,
    sum(n)::DOUBLE
FROM counted
WHERE entry_age IS NOT NULL
GROUP BY t;

-- Deals whose beginning is not known are those of no month.
CREATE OR REPLACE MACRO weir.by_month_whole(as_of) AS TABLE
WITH since AS (
    SELECT fate, started, closed, amount
    FROM weir.narrow_life_at(as_of)
    WHERE settled >= weir.stretch_from(as_of)
),
by_tick AS (
    SELECT
        started AS moment,
        CASE fate WHEN 3 THEN 3::UTINYINT ELSE 0::UTINYINT END AS fate,
        count(*) AS deals,
        sum(amount) AS value
    FROM since
    GROUP BY ALL
    UNION ALL
    SELECT closed, fate, count(*), sum(amount)
    FROM since
    WHERE fate < 3
    GROUP BY ALL
),
by_month AS (
    SELECT month, fate, deals, value
    FROM weir.settled_month
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT date_trunc('month', weir.moment_of(moment))::DATE, fate, deals, value
    FROM by_tick
)
SELECT
    month,
    coalesce(sum(deals) FILTER (fate IN (0, 3)), 0)::BIGINT AS created,
    coalesce(sum(deals) FILTER (fate = 1), 0)::BIGINT AS won,
    coalesce(sum(deals) FILTER (fate = 2), 0)::BIGINT AS lost,
    coalesce(sum(value) FILTER (fate IN (0, 3)), 0)::DOUBLE AS created_value,
    coalesce(sum(value) FILTER (fate = 1), 0)::DOUBLE AS won_value,
    coalesce(sum(value) FILTER (fate = 2), 0)::DOUBLE AS lost_value,
    coalesce(sum(deals) FILTER (fate = 3), 0)::BIGINT AS open
FROM by_month
GROUP BY month
ORDER BY month;

-- By the definition "reached".
CREATE OR REPLACE MACRO weir.funnel_risk_whole(as_of) AS TABLE
WITH counted AS (
    SELECT rank, fate, age, n, value
    FROM weir.settled_step
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT rank, reached_fate, reached_age, count(*), sum(amount)
    FROM weir.reach_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND reached < weir.until_tick(as_of)
    GROUP BY ALL
)
SELECT
    weir.word_of(''::ENUM('')) AS key,
    rank::INTEGER AS rank,
    fate,
    weir.days_of(age) AS t,
    sum(n)::INTEGER AS n,
    coalesce(sum(value), 0)::DOUBLE AS value
FROM counted
GROUP BY rank, fate, age;

CREATE OR REPLACE MACRO weir.funnel_definitions_whole(as_of) AS TABLE
WITH kind AS (
    SELECT rank, reached, strict, "any", direct, n
    FROM weir.settled_kind
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT
        rank,
        CASE WHEN reached < weir.until_tick(as_of) THEN reached_fate ELSE 0::UTINYINT END,
        CASE WHEN ordered < weir.until_tick(as_of) THEN ordered_fate ELSE 0::UTINYINT END,
        CASE WHEN visited < weir.until_tick(as_of) THEN any_fate ELSE 0::UTINYINT END,
        CASE WHEN visited < weir.until_tick(as_of) THEN direct_fate ELSE 0::UTINYINT END,
        count(*)
    FROM weir.lasting_reach_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND rank IS NOT NULL
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

-- As weir.flow_kind has them.
CREATE OR REPLACE MACRO weir.flow_kind_whole(as_of) AS TABLE
WITH move AS (
    SELECT stage_id AS from_id, next_stage_id AS to_id, stay, n, again, value
    FROM weir.settled_stay
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT
        stage_id,
        next_stage_id,
        CASE WHEN NOT seen THEN greatest(coalesce(went, weir.looked_tick(as_of)) - came, 0) END,
        1 AS n,
        (repeats AND went IS NOT NULL)::INTEGER,
        amount
    FROM weir.reach_at(as_of)
    WHERE settled >= weir.stretch_from(as_of)
        AND came < weir.until_tick(as_of)
        AND (rank IS NOT NULL OR went IS NOT NULL)
)
SELECT ''::ENUM('') AS key, from_id, to_id, stay, sum(n)::BIGINT AS n, sum(again)::BIGINT AS again, sum(value) AS value
FROM move
GROUP BY ALL;

-- As weir.path_kind has them.
CREATE OR REPLACE MACRO weir.path_kind_whole(as_of) AS TABLE
SELECT ''::ENUM('') AS key, path, fate, NULL::INTEGER AS won_age, is_later, visits, n, value, 0 AS wins
FROM weir.settled_path
WHERE stretch < weir.stretch_at(as_of)
UNION ALL
SELECT ''::ENUM(''), path, 1, age, false, NULL, 0, 0, n
FROM weir.settled_win
WHERE stretch < weir.stretch_at(as_of)
UNION ALL
FROM weir.path_kind_narrow(as_of, keep := o.settled >= weir.stretch_from(as_of));

CREATE OR REPLACE MACRO weir.rework_ticks_whole(as_of) AS TABLE
SELECT ''::ENUM('') AS key, stage_id, ticks
FROM weir.settled_rework
WHERE stretch < weir.stretch_at(as_of)
UNION ALL
FROM weir.rework_ticks_lasting(as_of, keep := o.settled >= weir.stretch_from(as_of));

-- Lives that had ended before the as-of day could cut anything short come counted, the others are placed one by one.
CREATE OR REPLACE MACRO weir.cohort_place_whole(as_of, grain := 'quarter', step_days := 91.31) AS TABLE
SELECT
    ''::ENUM('') AS key,
    started_month AS month,
    (fate + CASE WHEN is_seen THEN 0 ELSE 4 END)::UTINYINT AS kind,
    -1 - CASE step_days WHEN {{month_step}} THEN month_step ELSE quarter_step END AS place,
    n,
    value,
    last,
    first
FROM weir.settled_cohort
WHERE stretch < weir.stretch_of(weir.cut_tick(as_of, grain, step_days))
UNION ALL
FROM weir.cohort_place_narrow(
    as_of, keep := o.settled >= weir.stretch_start(weir.stretch_of(weir.cut_tick(as_of, grain, step_days))),
    grain := grain, step_days := step_days
);

CREATE OR REPLACE MACRO weir.won_by_period_whole(as_of, grain := 'quarter', year_start := 1) AS TABLE
WITH by_month AS (
    SELECT
        weir.period_of(closed_month, grain, year_start) AS period,
        CASE WHEN quarter_step IS NOT NULL THEN weir.period_of(started_month, grain, year_start) END AS started_in,
        n,
        value
    FROM weir.settled_cohort
    WHERE stretch < weir.stretch_at(as_of) AND fate = 1
    UNION ALL
    SELECT period, CASE WHEN is_inside THEN period END, won, won_value
    FROM weir.won_by_period_narrow(
        as_of, keep := o.settled >= weir.stretch_from(as_of), grain := grain, year_start := year_start
    )
)
SELECT
    weir.word_of(''::ENUM('')) AS key,
    period,
    coalesce(started_in = period, false) AS is_inside,
    sum(n)::BIGINT AS won,
    coalesce(sum(value), 0)::DOUBLE AS won_value
FROM by_month
GROUP BY period, is_inside
ORDER BY period, is_inside;

-- Of lives that were closed for now on the day, those visits count that led to this closing.
CREATE OR REPLACE MACRO weir.standing_history_whole(as_of) AS TABLE
WITH in_gap AS (
    SELECT -1 AS sign, r.stage_id, r.next_stage_id, r.came, r.went
    FROM weir.reach AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE r.settled >= weir.until_tick(as_of) AND r.rank IS NOT NULL AND r.came < weir.until_tick(as_of)
    UNION ALL
    SELECT 1, r.stage_id, r.next_stage_id, r.came, r.went
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
    WHERE r.rank IS NOT NULL AND r.came < weir.until_tick(as_of)
),
moved AS (
    SELECT
        stage_id,
        weir.history_place_of_day(as_of, DATE '0001-01-01' + day) AS place,
        came - went AS change,
        closings
    FROM weir.visit_day
    WHERE DATE '0001-01-01' + day <= as_of::DATE
    UNION ALL
    SELECT stage_id, weir.history_place(as_of, came), sign, 0
    FROM in_gap
    UNION ALL
    SELECT g.stage_id, weir.history_place(as_of, g.went), -g.sign, CASE WHEN n.kind <> 'open' THEN g.sign ELSE 0 END
    FROM in_gap AS g
    LEFT JOIN weir.stage AS n ON n.stage_id = g.next_stage_id
    WHERE g.went < weir.until_tick(as_of)
)
SELECT stage_id, place, sum(change)::BIGINT AS change, coalesce(sum(closings) FILTER (place > 0), 0)::BIGINT AS closings
FROM moved
GROUP BY stage_id, place
HAVING sum(change) <> 0 OR coalesce(sum(closings) FILTER (place > 0), 0) <> 0;

CREATE OR REPLACE MACRO weir.life_history_whole(as_of, from_day := NULL) AS TABLE
WITH reason AS (
    SELECT loss_reason FROM weir.reason_name WHERE weir.is_unqualified(loss_reason::VARCHAR)
)
SELECT 'created' AS what, weir.history_place(as_of, started) AS place, sum(n)::BIGINT AS n, 0::DOUBLE AS days
FROM (
    SELECT started, count(*) AS n
    FROM weir.narrow_life
    WHERE (settled < weir.until_tick(as_of) OR known < weir.until_tick(as_of))
        AND weir.tick_in_period(started, from_day, NULL)
    GROUP BY started
)
GROUP BY place
UNION ALL
SELECT 'unqualified', weir.history_place(as_of, closed) AS place, count(*), coalesce(sum(weir.days_of(greatest(age, 0))), 0)::DOUBLE
FROM weir.lasting_life_at(as_of)
SEMI JOIN reason USING (loss_reason)
WHERE fate = 2
    AND weir.tick_in_period(closed, from_day, NULL)
    AND (from_day IS NULL OR settled >= weir.tick(from_day::DATE::TIMESTAMP))
GROUP BY place;
