-- rep_mix{{narrow}}: the same counted by kinds of deals, without reps.
CREATE OR REPLACE MACRO weir.rep_mix{{narrow}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
SELECT
    rank::INTEGER AS rank,
    segment::VARCHAR AS segment,
    source::VARCHAR AS source,
    lead_type::VARCHAR AS lead_type,
    size,
    skipped,
    n,
    k
FROM (
    -- Words of a list are grouped faster than texts.
    SELECT rank, segment, source, lead_type, size, skipped, count(*)::INTEGER AS n, sum(went_on)::INTEGER AS k
    FROM weir.rep_deal{{narrow}}(as_of, within, ramp := ramp, from_day := from_day, to_day := to_day, keep := keep, every := every)
    WHERE NOT ramping
    GROUP BY ALL
);

-- rep_count{{narrow}}: deals of each rep, how many went on or were lost in time, and how many ought to have by the kinds of deals they are: `kind` is the
-- number of a deal's kind, an expression over it, and `chances` the share that goes on by kind, in the order of `kinds`, in
-- millionths, which add up to the same in any order; `known…` are the same of deals whose kind was numbered beforehand.
-- `variance` is that of the expected number by chance.
CREATE OR REPLACE MACRO weir.rep_count{{narrow}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true,
    kind := 0, kinds := [0], chances := [NULL],
    known := 0, known_kinds := [0], known_chances := [NULL]
) AS TABLE
SELECT
    owner::VARCHAR AS owner,
    rank::INTEGER AS rank,
    ramping,
    sum(n)::DOUBLE AS n,
    sum(k)::DOUBLE AS k,
    sum(lost)::DOUBLE AS lost,
    sum(expected)::DOUBLE / 1e6 AS expected,
    sum(variance)::DOUBLE / 1e12 AS variance,
    sum(several)::DOUBLE AS several
FROM (
    -- Apart, so that of nearly all deals nothing is read but the number of the kind.
    FROM weir.rep_sum{{narrow}}_told(
        as_of, within, ramp, from_day, to_day,
        keep := keep, kind := known, kinds := known_kinds, chances := known_chances
    )
    UNION ALL
    FROM weir.rep_sum{{narrow}}_changed(
        as_of, within, ramp, from_day, to_day, keep := keep, kind := kind, kinds := kinds, chances := chances
    )
)
GROUP BY owner, rank, ramping;
