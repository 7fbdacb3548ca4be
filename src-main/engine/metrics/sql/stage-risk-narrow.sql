-- stage_risk{{narrow}}: the same as weir.stage_risk from the visits that weir.reach carries, without asking the deals.
CREATE OR REPLACE MACRO weir.stage_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT
        dim AS key,
        stage_id,
        went IS NULL AS stays,
        coalesce(went, weir.looked_tick(as_of)) - came AS stay,
        count(*) AS n
    FROM weir.{{reach}}(as_of) AS o
    WHERE keep AND rank IS NOT NULL AND NOT seen AND came < weir.until_tick(as_of) AND weir.tick_in_period(came, from_day, to_day)
    GROUP BY ALL
)
SELECT
    weir.word_of(key) AS key,
    stage_id,
    weir.days_of(stay) AS t,
    coalesce(sum(n) FILTER (NOT stays), 0)::DOUBLE AS left_stage,
    coalesce(sum(n) FILTER (stays), 0)::DOUBLE AS censored
FROM counted
GROUP BY key, stage_id, stay;
