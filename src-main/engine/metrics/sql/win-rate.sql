-- win_rate{{narrow}}: deals created, won and lost in the period, by any expression over the deal.
CREATE OR REPLACE MACRO weir.win_rate{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT dim AS key, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
),
-- Few kinds of deals by few small numbers; they group faster than conditions are counted.
counted AS (
    SELECT
        key,
        fate,
        CASE
            WHEN weir.tick_in_period(started, from_day, to_day) OR (from_day IS NULL AND to_day IS NULL) THEN 1::UTINYINT
            ELSE 0::UTINYINT
        END AS created_in_period,
        CASE WHEN weir.tick_in_period(closed, from_day, to_day) THEN 1::UTINYINT ELSE 0::UTINYINT END AS closed_in_period,
        count(*) AS n,
        sum(amount) AS value
    FROM deal
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    coalesce(sum(n) FILTER (created_in_period = 1), 0)::BIGINT AS created,
    coalesce(sum(n) FILTER (fate = 1 AND closed_in_period = 1), 0)::BIGINT AS won,
    coalesce(sum(n) FILTER (fate = 2 AND closed_in_period = 1), 0)::BIGINT AS lost,
    coalesce(sum(n) FILTER (fate = 3 AND created_in_period = 1), 0)::BIGINT AS open,
    won / nullif(won + lost, 0) AS closed_rate,
    coalesce(sum(value) FILTER (fate = 1 AND closed_in_period = 1), 0)::DOUBLE AS won_value,
    coalesce(sum(value) FILTER (fate = 2 AND closed_in_period = 1), 0)::DOUBLE AS lost_value
FROM counted
GROUP BY key
ORDER BY key;
