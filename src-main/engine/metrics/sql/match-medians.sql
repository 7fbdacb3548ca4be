-- Figures that need each deal of a slice, such as medians: the same slices without filters.
WITH deal AS MATERIALIZED (
    SELECT {{columns}}, {{moments}}
    FROM weir.life($as_of::DATE) AS o
    {{where}}
),
slice AS (
    {{slices}}
)
SELECT
    date_field,
    period,
    count(*) AS n_all,
    count(*) FILTER (o.outcome = 'won') AS n_won,
    count(*) FILTER (o.outcome = 'lost') AS n_lost,
    count(*) FILTER (o.outcome <> 'open') AS n_closed,
    count(*) FILTER (o.outcome = 'open') AS n_open,
    {{figures}}
FROM slice AS o
GROUP BY date_field, period
