-- stage_visit: visits to open stages whose beginning is known, as seen on the as-of day.
CREATE OR REPLACE MACRO weir.stage_visit(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT key AS deal, life, weir.key_of(dim) AS key
    FROM weir.life(as_of) AS o
    WHERE keep
)
SELECT
    d.deal,
    d.life,
    d.key,
    v.stage_id,
    v.rank,
    v.entered_at,
    CASE WHEN v.left_at < weir.until(as_of) THEN v.left_at END AS left_at,
    CASE WHEN v.left_at < weir.until(as_of) THEN v.exit ELSE 'open' END AS exit
FROM deal AS d
JOIN weir.sojourn AS v ON v.key = d.deal AND v.life = d.life
WHERE v.kind = 'open'
    AND v.origin <> 'seen'
    AND v.entered_at < weir.until(as_of)
    AND weir.in_period(v.entered_at, from_day, to_day);

-- stage_risk: visits counted by their length; `left_stage` ended, `censored` still went on when looked at.
CREATE OR REPLACE MACRO weir.stage_risk(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT
        key,
        stage_id,
        greatest(weir.age_step(entered_at, coalesce(left_at, weir.looked_at(as_of))), 0) AS age_step,
        count(left_at)::DOUBLE AS left_stage,
        (count(*) - count(left_at))::DOUBLE AS censored
    FROM weir.stage_visit(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    GROUP BY ALL
)
SELECT key, stage_id, weir.days_of(age_step) AS t, left_stage, censored
FROM counted;
