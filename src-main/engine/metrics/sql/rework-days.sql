-- rework{{width}}: days that lives of the period spent in each open stage after they had been as far or further.
CREATE OR REPLACE MACRO weir.rework{{width}}({{parameters}}) AS TABLE
-- Ticks add up to the same in whatever order; days, which are fractions, do not.
SELECT weir.key_of(key) AS key, stage_id, weir.days_of(sum(ticks))::DOUBLE AS days
FROM weir.rework_ticks{{width}}({{arguments}})
GROUP BY key, stage_id;
