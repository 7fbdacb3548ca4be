-- pipeline{{narrow}}: as weir.pipeline, from the table of open lives alone.
CREATE OR REPLACE MACRO {{weir}}.pipeline{{narrow}}(as_of, dim := ''::ENUM(''), keep := true) AS TABLE
SELECT
    weir.word_of(o.key) AS key,
    s.stage,
    min(s.rank) AS rank,
    count(*) AS deals,
    coalesce(sum(amount), 0)::DOUBLE AS value,
    count(*) FILTER (amount IS NULL) AS unpriced,
    weir.days_of(median(age)) AS median_age
FROM (
    SELECT dim AS key, o.stage_id, o.amount, o.age
    FROM {{weir}}.open_life(as_of) AS o
    WHERE keep
) AS o
JOIN weir.stage AS s USING (stage_id)
GROUP BY o.key, s.stage
ORDER BY key, rank, s.stage;
