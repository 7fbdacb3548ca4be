-- win_rate{{narrow}}: deals created, won and lost in the period, by any expression over the deal.
CREATE OR REPLACE MACRO weir.win_rate{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := NULL, keep := true
) AS TABLE
WITH deal AS (
    SELECT
        dim AS key,
        outcome,
        coalesce(amount, 0) AS amount,
        weir.in_period(started_at, from_day, to_day) OR (from_day IS NULL AND to_day IS NULL) AS created_in_period,
        weir.in_period(closed_at, from_day, to_day) AS closed_in_period
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
)
SELECT
    key::VARCHAR AS key,
    count(*) FILTER (created_in_period) AS created,
    count(*) FILTER (outcome = 'won' AND closed_in_period) AS won,
    count(*) FILTER (outcome = 'lost' AND closed_in_period) AS lost,
    count(*) FILTER (outcome = 'open' AND created_in_period) AS open,
    won / nullif(won + lost, 0) AS closed_rate,
    coalesce(sum(amount) FILTER (outcome = 'won' AND closed_in_period), 0)::DOUBLE AS won_value,
    coalesce(sum(amount) FILTER (outcome = 'lost' AND closed_in_period), 0)::DOUBLE AS lost_value
FROM deal
GROUP BY key
ORDER BY key;
