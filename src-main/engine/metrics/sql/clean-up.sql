-- clean_up_life: lives that are lost on the as-of day, on a day of clean-up, with the moment their loss is dated to. They
-- are few, so metrics count everybody first and then move these: taken out as booked, put back as dated.
CREATE OR REPLACE MACRO weir.clean_up_life(as_of) AS TABLE
SELECT o.*, l.dated_at
FROM ({{life}}) AS o
JOIN weir.clean_up_loss AS l ON l.key = o.key AND l.life = o.life AND l.closed_at = o.closed_at
WHERE o.outcome = 'lost' AND o.closed_at < weir.until(as_of) AND l.dated_at < l.closed_at;

-- stage_risk_moved: visits that such a loss ended, taken out of weir.stage_risk (counts below 0) and put back.
CREATE OR REPLACE MACRO weir.stage_risk_moved(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH lost_visit AS (
    SELECT
        weir.key_of(dim) AS key,
        v.stage_id,
        greatest(weir.age_step(v.entered_at, o.closed_at), 0) AS booked,
        greatest(weir.age_step(v.entered_at, o.dated_at), 0) AS dated
    FROM weir.clean_up_life(as_of) AS o
    JOIN weir.sojourn AS v ON v.key = o.key AND v.life = o.life AND v.left_at = o.closed_at AND v.exit = 'lost'
    WHERE keep
        AND v.kind = 'open'
        AND v.origin <> 'seen'
        AND weir.in_period(v.entered_at, from_day, to_day)
)
SELECT key, stage_id, weir.days_of(booked) AS t, -count(*)::DOUBLE AS left_stage, 0::DOUBLE AS censored
FROM lost_visit
GROUP BY key, stage_id, booked
UNION ALL
SELECT key, stage_id, weir.days_of(dated), count(*)::DOUBLE, 0::DOUBLE
FROM lost_visit
GROUP BY key, stage_id, dated;
