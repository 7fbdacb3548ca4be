-- rep_sum{{narrow}}_{{part}}: the same as weir.rep_sum{{narrow}} of the deals of weir.rep_entry_{{part}}.
CREATE OR REPLACE MACRO weir.rep_sum{{narrow}}_{{part}}(
    as_of, within, names, untils, of_rank := NULL, places := 0, chances := [NULL],
    from_day := NULL, to_day := NULL, keep := true
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_entry_{{part}}(as_of, within, from_day, to_day, 1)
    WHERE of_rank IS NULL OR rank = of_rank
)
SELECT
    owner,
    rank,
    ramping,
    count(*) AS n,
    sum(went_on::UTINYINT) AS k,
    sum(lost::UTINYINT) AS lost,
    sum(chance) AS expected,
    sum(chance::BIGINT * (1000000 - chance)) AS variance,
    sum(several::UTINYINT) AS several
FROM (
    SELECT
        o.*,
        coalesce(o.entered < r.until, false) AS ramping,
        list_extract(chances::INTEGER[], CASE WHEN of_rank IS NULL THEN o.rank ELSE 0 END * places + k.place) AS chance
    FROM {{entry}} AS o
    JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
    LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
    WHERE keep
)
GROUP BY owner, rank, ramping;

-- rep_mix{{narrow}}_{{part}}: and of weir.rep_mix{{narrow}}.
CREATE OR REPLACE MACRO weir.rep_mix{{narrow}}_{{part}}(
    as_of, within, names, untils, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_entry_{{part}}(as_of, within, from_day, to_day, every)
)
SELECT k.number, count(*) AS n, sum(o.went_on::UTINYINT) AS k
FROM {{entry}} AS o
JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
WHERE keep AND NOT coalesce(o.entered < r.until, false)
GROUP BY k.number;
