-- clean_up_life: lives that are lost on the as-of day, on a day of clean-up, with the moment their loss is dated to. They
-- are few, so metrics count everybody first and add what moves: less by the booked age, more by the dated one.
CREATE OR REPLACE MACRO weir.clean_up_life(as_of) AS TABLE
SELECT o.*, l.dated_at, l.stage_id AS left_stage_id, l.came_at
FROM ({{life}}) AS o
JOIN weir.clean_up_loss AS l ON l.key = o.key AND l.life = o.life AND l.closed_at = o.closed_at
WHERE o.outcome = 'lost' AND o.closed_at < weir.until(as_of) AND l.dated_at < l.closed_at;

-- is_lost_on: whether a loss counts on the as-of day: closed by then, and not yet taken back.
CREATE OR REPLACE MACRO weir.is_lost_on(as_of, closed, reopened) AS
    closed < weir.until_tick(as_of) AND (reopened IS NULL OR reopened >= weir.until_tick(as_of));

-- clean_up_move_at, clean_up_step_at: weir.clean_up_move and weir.clean_up_step with amount and owner of the day.
CREATE OR REPLACE MACRO weir.clean_up_move_at(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN o.valued < weir.until_tick(as_of) THEN o.amount ELSE p.amount END AS amount,
    CASE WHEN o.valued < weir.until_tick(as_of) THEN o.owner ELSE p.owner END AS owner
)
FROM weir.clean_up_move AS o
LEFT JOIN weir.past_at(as_of) AS p ON p.key = o.key;

CREATE OR REPLACE MACRO weir.clean_up_step_at(as_of) AS TABLE
SELECT o.* REPLACE (
    CASE WHEN o.valued < weir.until_tick(as_of) THEN o.amount ELSE p.amount END AS amount,
    CASE WHEN o.valued < weir.until_tick(as_of) THEN o.owner ELSE p.owner END AS owner
)
FROM weir.clean_up_step AS o
LEFT JOIN weir.past_at(as_of) AS p ON p.key = o.key;

-- clean_up_extent: how many losses move, of how many days, and by how many days half of them move at least.
CREATE OR REPLACE MACRO weir.clean_up_extent(as_of, keep := true) AS TABLE
SELECT
    count(*) AS losses,
    count(DISTINCT o.closed_at::DATE) AS days,
    median(weir.days(o.dated_at, o.closed_at)) AS earlier
FROM weir.clean_up_life(as_of) AS o
WHERE keep;

-- outcome_risk_moved: what to add to weir.outcome_risk.
CREATE OR REPLACE MACRO weir.outcome_risk_moved(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, start_at := NULL
) AS TABLE
WITH deal AS (
    SELECT
        weir.key_of(dim) AS key,
        coalesce(start_at, o.started_at)::TIMESTAMP AS started_at,
        o.observed_from,
        o.closed_at,
        o.dated_at
    FROM weir.clean_up_life(as_of) AS o
    WHERE keep
),
moved AS (
    SELECT
        key,
        unnest([
            {'age': weir.age_step(started_at, closed_at), 'n': -1},
            {'age': weir.age_step(started_at, dated_at), 'n': 1}
        ]) AS part
    FROM deal
    -- Where the other moment gives no length, the booked one stays.
    WHERE dated_at >= started_at
        AND (observed_from IS NULL OR observed_from <= started_at OR weir.tick(observed_from) < weir.tick(dated_at))
        AND weir.tick_in_period(weir.tick(started_at), from_day, to_day)
)
SELECT
    key,
    weir.days_of(part['age']) AS t,
    0::DOUBLE AS won,
    sum(part['n'])::DOUBLE AS lost,
    0::DOUBLE AS censored,
    0::DOUBLE AS entered
FROM moved
GROUP BY key, part['age'];

-- funnel_risk_moved: what to add to weir.funnel_risk.
CREATE OR REPLACE MACRO weir.funnel_risk_moved(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''),
    keep := true, age_ticks := 1
) AS TABLE
WITH deal AS (
    SELECT weir.key_of(dim) AS key, o.key AS deal, o.amount, o.closed_at, o.dated_at
    FROM weir.clean_up_life(as_of) AS o
    WHERE keep
),
step AS (
    SELECT
        d.key,
        d.amount,
        weir.tick(d.dated_at) AS dated,
        r.rank,
        r.started,
        CASE definition WHEN 'reached' THEN r.reached WHEN 'strict' THEN r.ordered ELSE r.visited END AS entered,
        CASE definition
            WHEN 'reached' THEN r.reached_age WHEN 'strict' THEN r.ordered_age WHEN 'any' THEN r.any_age ELSE r.direct_age
        END AS age,
        CASE definition
            WHEN 'reached' THEN r.reached_fate WHEN 'strict' THEN r.ordered_fate WHEN 'any' THEN r.any_fate
            ELSE r.direct_fate
        END AS fate
    FROM deal AS d
    JOIN weir.clean_up_reach AS r ON r.key = d.deal AND r.closed_at = d.closed_at
),
moved AS (
    SELECT
        key,
        rank,
        amount,
        unnest([{'age': age, 'n': -1}, {'age': greatest(dated - entered, 0), 'n': 1}]) AS part
    FROM step
    WHERE fate = 2 AND weir.is_in(as_of, from_day, to_day, CASE cohort WHEN 'created' THEN started END, entered)
),
counted AS (
    SELECT
        key,
        rank,
        CASE age_ticks
            WHEN 1 THEN part['age']
            ELSE (part['age'] + age_ticks // 2) // age_ticks * age_ticks
        END AS age,
        sum(part['n']) AS n,
        sum(part['n'] * amount) AS value
    FROM moved
    GROUP BY ALL
)
SELECT
    key,
    rank::INTEGER AS rank,
    2::UTINYINT AS fate,
    weir.days_of(age) AS t,
    n::INTEGER AS n,
    coalesce(value, 0)::DOUBLE AS value
FROM counted;

-- stage_risk_moved: what to add to weir.stage_risk, of the visits that such losses ended.
CREATE OR REPLACE MACRO weir.stage_risk_moved(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH lost_visit AS (
    SELECT weir.key_of(dim) AS key, o.left_stage_id AS stage_id, o.came_at, o.closed_at, o.dated_at
    FROM weir.clean_up_life(as_of) AS o
    WHERE keep AND o.came_at IS NOT NULL AND weir.in_period(o.came_at, from_day, to_day)
),
moved AS (
    SELECT
        key,
        stage_id,
        unnest([
            {'stay': greatest(weir.age_step(came_at, closed_at), 0), 'n': -1},
            {'stay': greatest(weir.age_step(came_at, dated_at), 0), 'n': 1}
        ]) AS part
    FROM lost_visit
)
SELECT
    key,
    stage_id,
    weir.days_of(part['stay']) AS t,
    sum(part['n'])::DOUBLE AS left_stage,
    0::DOUBLE AS censored
FROM moved
GROUP BY key, stage_id, part['stay'];
