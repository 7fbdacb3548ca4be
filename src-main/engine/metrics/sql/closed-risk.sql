-- closed_risk{{narrow}}: deals won and lost by the quarter or month in which they closed, and by how long they took.
CREATE OR REPLACE MACRO weir.closed_risk{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, grain := 'quarter', keep := true
) AS TABLE
WITH counted AS (
    SELECT
        CASE grain
            WHEN 'month' THEN date_trunc('month', weir.moment_of(closed))
            ELSE date_trunc('quarter', weir.moment_of(closed))
        END::DATE AS period,
        age,
        fate,
        count(*) AS n
    FROM (SELECT {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep)
    WHERE fate < 3 AND age >= 0 AND weir.tick_in_period(closed, from_day, to_day)
    GROUP BY ALL
)
SELECT
    period,
    weir.days_of(age) AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate = 2), 0)::DOUBLE AS lost
FROM counted
GROUP BY period, age;
