-- limit_trial: deals that were open at the beginning of each of these days, by their whole days in the stage then, and what became of them
-- there: in which quarter they left it, and whether lost. What goes on by the as-of day has not left. Of many deals one in `one_of`.
CREATE OR REPLACE MACRO weir.limit_trial(as_of, days, one_of := 1) AS TABLE
WITH origin AS (
    SELECT day, weir.tick(day::TIMESTAMP) AS at FROM (SELECT unnest(days)::DATE AS day)
)
SELECT
    o.day AS origin,
    r.stage_id,
    r.segment AS segment,
    floor(weir.days_of(o.at - r.came))::INTEGER AS age,
    date_trunc('quarter', weir.moment_of(r.went))::DATE AS left_quarter,
    coalesce(n.kind = 'lost', false) AS lost,
    count(*)::DOUBLE AS n
FROM weir.learned_reach_at(as_of, one_of := one_of) AS r
JOIN origin AS o ON r.came < o.at AND (r.went IS NULL OR r.went >= o.at)
LEFT JOIN weir.stage AS n ON n.stage_id = r.next_stage_id
WHERE r.came < weir.until_tick(as_of)
GROUP BY ALL
ORDER BY origin, r.stage_id, r.segment, age, left_quarter, lost;

-- won_stay_by_time: how long won deals stayed in each stage, in whole days, by the month they were created and the quarter they were won in.
CREATE OR REPLACE MACRO weir.won_stay_by_time(as_of, one_of := 1) AS TABLE
SELECT
    stage_id,
    segment,
    floor(weir.days_of(went - came))::INTEGER AS stay,
    date_trunc('month', weir.moment_of(started))::DATE AS created,
    date_trunc('quarter', weir.moment_of(closed))::DATE AS won,
    count(*)::DOUBLE AS n
FROM weir.learned_reach_at(as_of, one_of := one_of)
WHERE closed_as = 3 AND went IS NOT NULL
GROUP BY ALL
ORDER BY stage_id, stay, segment, created, won;
