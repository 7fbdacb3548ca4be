-- by_month{{narrow}}: deals by the month they were created, won or lost. Ticks group some times faster than months, of
-- which there are then few to count. What changed last before the period closed before it. `open` of those created are
-- open still. Without a period, deals whose beginning is not known are those of no month.
CREATE OR REPLACE MACRO weir.by_month{{narrow}}(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH life AS MATERIALIZED (
    SELECT {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep AND {{since}}
),
by_tick AS (
    SELECT
        started AS moment,
        CASE fate WHEN 3 THEN 3::UTINYINT ELSE 0::UTINYINT END AS what,
        count(*) AS deals,
        sum(amount) AS value
    FROM life
    WHERE weir.tick_in_period(started, from_day, to_day)
    GROUP BY moment, what
    UNION ALL
    SELECT closed AS moment, fate, count(*), sum(amount)
    FROM life
    WHERE fate < 3 AND weir.tick_in_period(closed, from_day, to_day)
    GROUP BY moment, fate
)
SELECT
    date_trunc('month', weir.moment_of(moment))::DATE AS month,
    coalesce(sum(deals) FILTER (what IN (0, 3)), 0)::BIGINT AS created,
    coalesce(sum(deals) FILTER (what = 1), 0)::BIGINT AS won,
    coalesce(sum(deals) FILTER (what = 2), 0)::BIGINT AS lost,
    coalesce(sum(value) FILTER (what IN (0, 3)), 0)::DOUBLE AS created_value,
    coalesce(sum(value) FILTER (what = 1), 0)::DOUBLE AS won_value,
    coalesce(sum(value) FILTER (what = 2), 0)::DOUBLE AS lost_value,
    coalesce(sum(deals) FILTER (what = 3), 0)::BIGINT AS open
FROM by_tick
GROUP BY month
ORDER BY month;
