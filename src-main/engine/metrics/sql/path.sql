-- life_path{{narrow}}: lives that started in the period, with a number that is the same for the same visits in the same
-- order, as known on the day.
CREATE OR REPLACE MACRO weir.life_path{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT deal, life, key, fate, age, amount, path, visits
FROM (
    {{paths}}
)
WHERE (from_day IS NULL AND to_day IS NULL) OR weir.tick_in_period(started, from_day, to_day);

-- path_kind{{narrow}}: the same counted by path and what became of them; `wins` were won at the age `won_age`, in ticks.
CREATE OR REPLACE MACRO weir.path_kind{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
-- In one pass over the lives; of a path many wins have the same age, which also count faster than a median is found.
SELECT
    key,
    path,
    fate,
    CASE WHEN fate = 1 AND age >= 0 THEN age END AS won_age,
    life > 1 AS is_later,
    any_value(visits) AS visits,
    count(*) AS n,
    sum(amount) AS value,
    count(*) FILTER (fate = 1 AND age >= 0) AS wins
FROM weir.life_path{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
GROUP BY ALL;
