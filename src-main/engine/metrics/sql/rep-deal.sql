-- rep_deal{{narrow}}: what reps are compared by. Of rank 1, 2, 3, … each deal that came into that stage, with the owner it had
-- then, and whether it went further in the days of that rank: what skipped a stage nobody worked on there. Of rank 0 each deal
-- from its creation on, with the owner who closed it or had it when the days were over, and whether it was won by then; `skipped`
-- when it began beyond the first stage. `within` lists the days, from rank 0 on. Only
-- deals that were followed for so long are there, so that an open deal is no loss: what is undecided by then did not go on in
-- time. `every`: of very many deals every so-manieth alone. `ramping`: in the first days, `ramp` of them, of a rep who is new; `several`: it had had more than one owner.
CREATE OR REPLACE MACRO weir.rep_deal{{narrow}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
WITH entry AS (
    FROM weir.rep_entry_at(as_of, within, from_day, to_day, every)
)
SELECT
    o.* EXCLUDE (fate),
    (o.fate = 1)::UTINYINT AS went_on,
    (o.fate = 2)::UTINYINT AS lost,
    coalesce(o.entered < r.until, false) AS ramping
FROM {{entry}} AS o
LEFT JOIN weir.rep_ramp(as_of, ramp) AS r ON r.owner = o.owner
WHERE keep;

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
-- millionths, which add up to the same in any order. `variance` is that of the expected number by chance.
CREATE OR REPLACE MACRO weir.rep_count{{narrow}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true, kind := 0, kinds := [0], chances := [NULL]
) AS TABLE
SELECT
    o.owner::VARCHAR AS owner,
    o.rank::INTEGER AS rank,
    o.ramping,
    count(*)::DOUBLE AS n,
    sum(o.went_on)::DOUBLE AS k,
    sum(o.lost)::DOUBLE AS lost,
    sum(c.chance)::DOUBLE / 1e6 AS expected,
    sum(c.variance)::DOUBLE / 1e12 AS variance,
    sum(o.several::UTINYINT)::DOUBLE AS several
FROM weir.rep_deal{{narrow}}(
    as_of, within, ramp := ramp, from_day := from_day, to_day := to_day, keep := keep
) AS o
LEFT JOIN (
    SELECT number, chance, chance::BIGINT * (1000000 - chance) AS variance
    FROM (SELECT unnest(kinds)::INTEGER AS number, unnest(chances)::INTEGER AS chance)
) AS c ON c.number = kind
GROUP BY o.owner, o.rank, o.ramping;
