-- closed_risk{{narrow}}: deals won and lost in the period, by how long they took.
CREATE OR REPLACE MACRO weir.closed_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT key, age, fate, count(*) AS n
    FROM (SELECT dim AS key, {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep)
    WHERE fate < 3 AND age >= 0 AND weir.tick_in_period(closed, from_day, to_day)
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    weir.days_of(age) AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate = 2), 0)::DOUBLE AS lost
FROM counted
GROUP BY key, age;
