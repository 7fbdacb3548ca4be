-- rep_count{{narrow}}: deals of each rep, how many went on or were lost in time, and how many ought to have by the kinds of deals they are:
-- `chances` is the share that goes on by the place of a kind in weir.rep_kind, for each rank from 0 on, in
-- millionths, which add up to the same in any order. `variance` is that of the expected number by chance.
CREATE OR REPLACE MACRO weir.rep_count{{narrow}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true, chances := [NULL]
) AS TABLE
SELECT
    owner::VARCHAR AS owner,
    rank::INTEGER AS rank,
    ramping,
    count(*)::DOUBLE AS n,
    sum(went_on)::DOUBLE AS k,
    sum(lost)::DOUBLE AS lost,
    sum(chance)::DOUBLE / 1e6 AS expected,
    sum(chance::BIGINT * (1000000 - chance))::DOUBLE / 1e12 AS variance,
    sum(several::UTINYINT)::DOUBLE AS several
FROM (
    SELECT o.*, list_extract(chances::INTEGER[], o.rank * (SELECT count(*) FROM weir.rep_kind WHERE rank = 0) + k.place) AS chance
    FROM weir.rep_deal{{narrow}}(
        as_of, within, ramp := ramp, from_day := from_day, to_day := to_day, keep := keep
    ) AS o
    JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
)
GROUP BY owner, rank, ramping;
