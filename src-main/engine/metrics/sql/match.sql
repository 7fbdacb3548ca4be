-- Figures of deals by slice: of all time, and by each date field and period; each of all deals and by every value of every
-- field that may be filtered by. {{slices}} reads the deals of each date and period, {{sets}} lists the groupings. Deals are
-- counted by outcome first, and figures made of the counts: forty figures of each slice would take some times longer.
WITH deal AS MATERIALIZED (
    SELECT {{columns}}, {{filters}} {{moments}}
    FROM weir.life($as_of::DATE) AS o
    {{where}}
),
slice AS (
    {{slices}}
),
counted AS (
    SELECT date_field, period, {{groups}} outcome, {{counted}}
    FROM slice AS o
    GROUP BY GROUPING SETS ({{sets}})
)
SELECT
    date_field,
    period,
    {{names}}
    sum(o.deals) AS n_all,
    coalesce(sum(o.deals) FILTER (o.outcome = 'won'), 0) AS n_won,
    coalesce(sum(o.deals) FILTER (o.outcome = 'lost'), 0) AS n_lost,
    coalesce(sum(o.deals) FILTER (o.outcome <> 'open'), 0) AS n_closed,
    coalesce(sum(o.deals) FILTER (o.outcome = 'open'), 0) AS n_open,
    {{figures}}
FROM counted AS o
GROUP BY {{names}} date_field, period
