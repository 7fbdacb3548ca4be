-- rework_ticks{{narrow}}: ticks that lives of the period spent in each open stage after they had been as far or further.
CREATE OR REPLACE MACRO weir.rework_ticks{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
)
SELECT key, stage_id, sum(greatest(coalesce(went, weir.looked_tick(as_of)) - came, 0)) AS ticks
FROM step
WHERE rework
    AND came < weir.until_tick(as_of)
    AND ((from_day IS NULL AND to_day IS NULL) OR weir.tick_in_period(started, from_day, to_day))
GROUP BY key, stage_id;
