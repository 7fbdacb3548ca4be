-- rep_sum_turn{{narrow}}: deals of weir.rep_entry_turn added up as weir.rep_sum{{narrow}} adds up others: what comes on a day, `told_after` days
-- after `told_by`, less what goes. Up to a day, all of it is what weir.rep_other{{narrow}}_changed has on that day.
CREATE OR REPLACE MACRO weir.rep_sum_turn{{narrow}}(
    as_of, within, names, untils, of_rank := NULL, places := 0, chances := [NULL],
    from_day := NULL, to_day := NULL, keep := true, told_by := NULL
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_entry_turn(as_of, within, told_by, from_day, to_day)
),
counted AS (
    SELECT
        o.owner,
        o.rank,
        coalesce(o.entered < r.until, false) AS ramping,
        o.went_on::INTEGER AS went_on,
        o.lost::INTEGER AS lost,
        c.chance,
        c.chance::BIGINT * (1000000 - c.chance) AS variance,
        o.from_day AS begun,
        o.gone_day AS ended
    FROM {{entry}} AS o
    JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
    JOIN weir.rep_chance(places, chances, of_rank := of_rank) AS c ON c.number = k.number
    LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
    WHERE keep
),
turn AS (
    SELECT *, begun AS day, 1 AS n
    FROM counted
    UNION ALL
    SELECT *, ended, -1
    FROM counted
    WHERE ended <= as_of::DATE
)
SELECT
    owner,
    rank,
    ramping,
    sum(n) AS n,
    sum(n * went_on) AS k,
    sum(n * lost) AS lost,
    sum(n * chance) AS expected,
    sum(n * variance) AS variance,
    0 AS several,
    (day - told_by::DATE)::USMALLINT AS told_after
FROM turn
GROUP BY owner, rank, ramping, day
HAVING sum(n) <> 0 OR sum(n * went_on) <> 0 OR sum(n * lost) <> 0 OR sum(n * chance) <> 0 OR sum(n * variance) <> 0;
