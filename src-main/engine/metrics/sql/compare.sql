-- followed{{narrow}}: deals created in the period that were followed for so many days, and whether they were won by then.
-- What was seen from a later age on only is left out: earlier losses are missing there.
CREATE OR REPLACE MACRO weir.followed{{narrow}}(
    as_of, within_days, from_day := NULL, to_day := NULL, keep := true
) AS TABLE
SELECT
    * EXCLUDE (fate, closed, age, entry_age, amount),
    weir.days_of(weir.looked_tick(as_of) - started) AS followed,
    (fate = 1 AND weir.days_of(age) <= within_days)::UTINYINT AS won
FROM (
    SELECT o.owner, o.team, o.pipeline, o.segment, o.region, o.source, o.product, o.lead_type, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
)
WHERE age >= 0
    AND entry_age IS NULL
    AND weir.tick_in_period(started, from_day, to_day)
    AND weir.days_of(weir.looked_tick(as_of) - started) >= within_days;

-- reached_risk{{narrow}}: as weir.outcome_risk, from when deals reached a stage, of those that did in the period.
CREATE OR REPLACE MACRO weir.reached_risk{{narrow}}(
    as_of, stage_rank, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
),
deal AS (
    SELECT
        s.key,
        n.fate,
        greatest(coalesce(n.closed, weir.looked_tick(as_of)) - s.reached, 0) AS age
    FROM step AS s
    JOIN weir.narrow_life_at(as_of) AS n ON n.key = s.deal AND n.life = s.life
    WHERE s.rank = stage_rank
        AND s.reached < weir.until_tick(as_of)
        AND weir.tick_in_period(s.reached, from_day, to_day)
)
SELECT
    {{key}} AS key,
    weir.days_of(age) AS t,
    count(*) FILTER (fate = 1)::DOUBLE AS won,
    count(*) FILTER (fate = 2)::DOUBLE AS lost,
    count(*) FILTER (fate = 3)::DOUBLE AS censored,
    0::DOUBLE AS entered
FROM deal
GROUP BY key, age;
