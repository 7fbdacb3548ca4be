-- funnel_life: each stage that a deal entered by the chosen definition, when, and when it went further.
CREATE OR REPLACE MACRO weir.funnel_life(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := NULL, keep := true
) AS TABLE
WITH deal AS (
    SELECT key AS deal, life, dim::VARCHAR AS key, pipeline, coalesce(amount, 0) AS amount, outcome, closed_at, started_at
    FROM weir.life(as_of) AS o
    WHERE keep
),
-- Lives that were won on the as-of day, though the win was taken back later.
gap AS (
    SELECT key, life, visit
    FROM weir.reopening
    WHERE weir.looks_back(as_of) AND outcome = 'won' AND closed_at < weir.until(as_of) AND reopened_at >= weir.until(as_of)
),
reach AS (
    SELECT * FROM weir.reach ANTI JOIN gap USING (key, life)
    UNION ALL
    SELECT r.* REPLACE (g.life AS life)
    FROM weir.reach_in_gap AS r
    JOIN gap AS g ON g.key = r.key AND g.visit = r.life
),
step AS (
    SELECT
        d.deal,
        d.life,
        d.key,
        d.pipeline,
        r.rank,
        d.amount,
        d.started_at,
        CASE definition
            WHEN 'reached' THEN r.reached_at WHEN 'strict' THEN r.in_order_at ELSE r.visited_at
        END AS entered_at,
        CASE definition
            WHEN 'reached' THEN r.passed_at WHEN 'strict' THEN r.next_in_order_at
            WHEN 'any' THEN r.next_visited_at ELSE r.direct_at
        END AS advanced_at,
        CASE WHEN d.outcome = 'lost' THEN d.closed_at END AS lost_at,
        -- A deal won without going further in this definition's sense went elsewhere: decided, not open.
        CASE WHEN d.outcome = 'won' THEN d.closed_at END AS won_at
    FROM deal AS d
    JOIN reach AS r ON r.key = d.deal AND r.life = d.life
)
SELECT
    * REPLACE (CASE WHEN advanced_at < weir.until(as_of) THEN greatest(advanced_at, entered_at) END AS advanced_at)
FROM step
WHERE entered_at < weir.until(as_of)
    AND weir.in_period(CASE cohort WHEN 'created' THEN coalesce(started_at, entered_at) ELSE entered_at END, from_day, to_day);

-- funnel_risk: funnel_life counted by age since entering the stage, in deals and in value.
CREATE OR REPLACE MACRO weir.funnel_risk(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := NULL, keep := true
) AS TABLE
WITH counted AS (
    -- Small numbers group faster than words and fractions.
    SELECT
        key,
        rank,
        CASE
            WHEN advanced_at IS NOT NULL THEN 1
            WHEN lost_at IS NOT NULL THEN 2
            WHEN won_at IS NOT NULL THEN 3
            ELSE 4
        END::UTINYINT AS fate,
        greatest(weir.age_step(
            entered_at, coalesce(advanced_at, lost_at, won_at, weir.looked_at(as_of))
        ), 0) AS age_step,
        count(*) AS n,
        sum(amount) AS value
    FROM weir.funnel_life(
        as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
        keep := keep
    )
    GROUP BY ALL
)
SELECT
    key,
    rank,
    ['advanced', 'lost', 'elsewhere', 'open'][fate] AS fate,
    weir.days_of(age_step) AS t,
    n,
    value::DOUBLE AS value
FROM counted;

-- funnel: entered, advanced, lost and open deals of each stage, with the plain ratio and the Aalen-Johansen share that
-- goes further by the last age that 5 % of the deals (at least 10) support, all of it where there are under 50 deals.
CREATE OR REPLACE MACRO weir.funnel(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := NULL, keep := true
) AS TABLE
WITH at_age AS (
    SELECT
        key,
        rank,
        t,
        sum(n) FILTER (fate = 'advanced') AS advanced,
        sum(n) FILTER (fate = 'lost') AS lost,
        sum(n) FILTER (fate = 'elsewhere') AS elsewhere,
        sum(n) AS exits
    FROM weir.funnel_risk(
        as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
        keep := keep
    )
    GROUP BY key, rank, t
),
risk AS (
    SELECT
        key,
        rank,
        t,
        coalesce(advanced, 0) AS advanced,
        coalesce(lost, 0) AS lost,
        coalesce(elsewhere, 0) AS elsewhere,
        exits,
        sum(exits) OVER (stage ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS at_risk,
        sum(exits) OVER (PARTITION BY key, rank) AS entered
    FROM at_age
    WINDOW stage AS (PARTITION BY key, rank ORDER BY t)
),
curve AS (
    SELECT
        *,
        coalesce(product(1 - (advanced + lost + elsewhere) / at_risk) OVER (
            PARTITION BY key, rank ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 1) AS undecided_before
    FROM risk
)
SELECT
    key,
    s.stage,
    rank,
    any_value(entered)::BIGINT AS entered,
    sum(advanced)::BIGINT AS advanced,
    sum(lost)::BIGINT AS lost,
    (any_value(entered) - sum(advanced) - sum(lost) - sum(elsewhere))::BIGINT AS open,
    sum(undecided_before * advanced / at_risk)
        FILTER (at_risk >= CASE WHEN entered < 50 THEN 1 ELSE greatest(10, 0.05 * entered) END) AS conversion,
    sum(advanced) / any_value(entered) AS naive
FROM curve
JOIN (SELECT rank, any_value(stage ORDER BY stage_id) AS stage FROM weir.stage WHERE kind = 'open' GROUP BY rank) AS s
    USING (rank)
GROUP BY key, s.stage, rank
ORDER BY key, rank;
