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
    o.* REPLACE (o.went_on::UTINYINT AS went_on, o.lost::UTINYINT AS lost),
    k.size,
    k.skipped,
    coalesce(o.entered < r.until, false) AS ramping
FROM {{entry}} AS o
JOIN weir.rep_kind AS k ON k.kind = o.kind AND k.rank = o.rank
LEFT JOIN weir.rep_ramp(as_of, ramp) AS r ON r.owner = o.owner
WHERE keep;
