-- rep_sum{{narrow}}: what weir.rep_count{{narrow}} adds up, of all ranks or of one alone, and of deals that stand on the day as they
-- stand now: so it is counted fastest. `told_by`: without what was told by the end of that earlier day, and by how many days after it the
-- others are told (`told_after`).
CREATE OR REPLACE MACRO weir.rep_sum{{narrow}}(
    as_of, within, names, untils, of_rank := NULL, places := 0, chances := [NULL],
    from_day := NULL, to_day := NULL, keep := true, told_by := NULL
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_told(as_of, within, of_rank, places, chances, from_day, to_day, 1, told_by := told_by)
)
SELECT
    o.owner,
    o.rank,
    coalesce(o.entered < r.until, false) AS ramping,
    count(*) AS n,
    sum(o.went_on) AS k,
    sum(o.lost) AS lost,
    sum(o.chance) AS expected,
    sum(o.variance) AS variance,
    0 AS several,
    o.told_after
FROM {{entry}} AS o
LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
WHERE keep
GROUP BY o.owner, o.rank, ramping, o.told_after;

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
