-- rep_other{{narrow}}_{{part}}: deals of weir.rep_entry_{{part}} by the number of their rank and kind, to be counted with those that stand. `sampled`: one in
-- so many, from which kinds of deals are learned.
CREATE OR REPLACE MACRO weir.rep_other{{narrow}}_{{part}}(
    as_of, within, names, untils, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
WITH entry AS NOT MATERIALIZED (
    FROM weir.rep_entry_{{part}}(as_of, within, from_day, to_day, 1)
)
SELECT
    o.owner,
    o.rank,
    k.number,
    every = 1 OR o.key % every = 0 AS sampled,
    coalesce(o.entered < r.until, false) AS ramping,
    o.went_on::UTINYINT AS went_on,
    o.lost::UTINYINT AS lost,
    o.several::UTINYINT AS several
FROM {{entry}} AS o
JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
LEFT JOIN weir.new_rep(names, untils) AS r ON r.owner = o.owner
WHERE keep;
