-- lost_deal{{narrow}}: lives lost in the period, with the reason given and the open stage they were lost from. The reason is
-- told of the deal, so it belongs to its newest life.
CREATE OR REPLACE MACRO weir.lost_deal{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
{{lost}};

-- loss_reason{{narrow}}: the same counted by reason and stage.
CREATE OR REPLACE MACRO weir.loss_reason{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    weir.key_of(key) AS key,
    reason::VARCHAR AS reason,
    stage_id,
    n::INTEGER AS n,
    coalesce(value, 0)::DOUBLE AS value
FROM (
    SELECT key, reason, stage_id, count(*) AS n, sum(amount) AS value
    FROM weir.lost_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    GROUP BY key, reason, stage_id
);
