-- rep_deal{{narrow}}{{part}}: what reps are compared by. Of rank 1, 2, 3, … each deal that came into that stage, with the owner it had
-- then, and whether it went further in the days of that rank: what skipped a stage nobody worked on there. Of rank 0 each deal
-- from its creation on, with the owner who closed it or had it when the days were over, and whether it was won by then; `skipped`
-- when it began beyond the first stage. `within` lists the days, from rank 0 on. Only
-- deals that were followed for so long are there, so that an open deal is no loss: what is undecided by then did not go on in
-- time. `every`: of very many deals every so-manieth alone. `ramping`: in the first days, `ramp` of them, of a rep who is new; `several`: it had had more than one owner.
CREATE OR REPLACE MACRO weir.rep_deal{{narrow}}{{part}}(
    as_of, within, ramp := 0, from_day := NULL, to_day := NULL, keep := true, every := 1
) AS TABLE
WITH entry AS (
    FROM weir.{{entries}}(as_of, within, from_day, to_day, every)
)
SELECT
    o.* EXCLUDE (fate),
    (o.fate = 1)::UTINYINT AS went_on,
    (o.fate = 2)::UTINYINT AS lost,
    coalesce(o.entered < r.until, false) AS ramping
FROM {{entry}} AS o
LEFT JOIN weir.rep_ramp(as_of, ramp) AS r ON r.owner = o.owner
WHERE keep;

-- rep_sum{{narrow}}{{part}}: what weir.rep_count{{narrow}} adds up, of a part of the deals.
CREATE OR REPLACE MACRO weir.rep_sum{{narrow}}{{part}}(
    as_of, within, ramp, from_day, to_day, keep := true, kind := 0, kinds := [0], chances := [NULL]
) AS TABLE
SELECT
    o.owner,
    o.rank,
    o.ramping,
    count(*) AS n,
    sum(o.went_on) AS k,
    sum(o.lost) AS lost,
    sum(c.chance) AS expected,
    sum(c.variance) AS variance,
    sum(o.several::UTINYINT) AS several
FROM weir.rep_deal{{narrow}}{{part}}(
    as_of, within, ramp := ramp, from_day := from_day, to_day := to_day, keep := keep
) AS o
LEFT JOIN (
    SELECT number, chance, chance::BIGINT * (1000000 - chance) AS variance
    FROM (SELECT unnest(kinds)::INTEGER AS number, unnest(chances)::INTEGER AS chance)
) AS c ON c.number = kind
GROUP BY o.owner, o.rank, o.ramping;
