-- funnel: entered, advanced, lost and open deals of each stage, with the plain ratio and the Aalen-Johansen share that
-- goes further by the last age that 5 % of the deals (at least 10) support, all of it where there are under 50 deals.
CREATE OR REPLACE MACRO weir.funnel(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH at_age AS (
    SELECT
        key,
        rank,
        t,
        sum(n) FILTER (fate = 1) AS advanced,
        sum(n) FILTER (fate = 2) AS lost,
        sum(n) FILTER (fate = 3) AS elsewhere,
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
