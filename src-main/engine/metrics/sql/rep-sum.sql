-- rep_sum{{narrow}}: what weir.rep_count{{narrow}} adds up, of all ranks or of one alone, and of deals that stand on the day as they
-- stand now: so it is counted fastest. Also the first days of
-- new reps are counted as other days: weir.rep_sum{{narrow}}_new takes them away again, and counts them apart.
CREATE OR REPLACE MACRO weir.rep_sum{{narrow}}(
    as_of, within, of_rank := NULL, places := 0, chances := [NULL],
    from_day := NULL, to_day := NULL, keep := true
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_told(as_of, within, of_rank, places, chances, from_day, to_day, 1)
)
SELECT
    o.owner,
    o.rank,
    false AS ramping,
    count(*) AS n,
    sum(o.went_on) AS k,
    sum(o.lost) AS lost,
    sum(o.chance) AS expected,
    sum(o.variance) AS variance,
    0 AS several
FROM {{entry}} AS o
WHERE keep
GROUP BY o.owner, o.rank;

CREATE OR REPLACE MACRO weir.rep_sum{{narrow}}_new(
    as_of, within, names, untils, of_rank := NULL, places := 0, chances := [NULL],
    from_day := NULL, to_day := NULL, keep := true
) AS TABLE
-- Few, so found first.
WITH entry AS MATERIALIZED (
    SELECT e.key, e.life, e.owner, e.pipeline, e.number, e.rank, e.entered, e.gone
    FROM weir.rep_entry AS e
    JOIN weir.new_rep(names, untils) AS r ON r.owner = e.owner AND e.entered < r.until
    WHERE (of_rank IS NULL OR e.rank = of_rank)
        AND e.valued < weir.until_tick(as_of)
        AND e.entered < list_max(untils)
        AND weir.tick_in_period(e.entered, from_day, to_day)
)
SELECT n.owner, n.rank, p.ramping, p.sign * n.n, p.sign * n.k, p.sign * n.lost, p.sign * n.expected, p.sign * n.variance, 0
FROM (
    SELECT
        o.owner,
        o.rank,
        count(*) AS n,
        sum((o.gone <= d.ticks)::UTINYINT) AS k,
        sum((o.gone >= d.lost_from)::UTINYINT) AS lost,
        sum(d.chance) AS expected,
        sum(d.variance) AS variance
    FROM {{entry}} AS o
    JOIN weir.rep_due(as_of, within, of_rank, places, chances) AS d ON d.number = o.number
    WHERE o.entered <= d.until AND keep
    GROUP BY o.owner, o.rank
) AS n
CROSS JOIN (VALUES (true, 1), (false, -1)) AS p(ramping, sign);

-- rep_mix{{narrow}}: the same by kind, without reps and without the first days of new ones.
CREATE OR REPLACE MACRO weir.rep_mix{{narrow}}(
    as_of, within, names, untils, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_told(as_of, within, NULL, 0, [NULL], from_day, to_day, every)
)
SELECT o.number, count(*) AS n, sum(o.went_on) AS k
FROM {{entry}} AS o
LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
WHERE keep AND NOT coalesce(o.entered < r.until, false)
GROUP BY o.number;
