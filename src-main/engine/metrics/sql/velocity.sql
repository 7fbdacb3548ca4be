-- velocity_open{{narrow}}: deals open on the as-of day by their age, with what they are worth. An age that no curve can use
-- is NULL.
CREATE OR REPLACE MACRO weir.velocity_open{{narrow}}(as_of, dim := ''::ENUM(''), keep := true) AS TABLE
WITH counted AS (
    SELECT key, CASE WHEN age >= 0 THEN age END AS age, count(*) AS n, sum(amount) AS value
    FROM (SELECT dim AS key, {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep)
    WHERE fate = 3
    GROUP BY ALL
)
SELECT {{key}} AS key, weir.days_of(age) AS t, n::INTEGER AS n, coalesce(value, 0)::DOUBLE AS value
FROM counted;

-- velocity_closed{{narrow}}: deals won and lost in the period, what the won were worth and how long they took; and what was
-- won in the `recent_for` days up to the as-of day, the number of which is less where the first deal is younger.
CREATE OR REPLACE MACRO weir.velocity_closed{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, recent_for := 91
) AS TABLE
WITH deal AS (
    SELECT dim AS key, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
),
counted AS (
    SELECT
        key,
        fate,
        CASE WHEN weir.tick_in_period(closed, from_day, to_day) THEN 1::UTINYINT ELSE 0::UTINYINT END AS in_period,
        CASE
            WHEN weir.tick_in_period(closed, as_of::DATE - (recent_for - 1), as_of::DATE) THEN 1::UTINYINT
            ELSE 0::UTINYINT
        END AS is_recent,
        count(*) AS n,
        count(amount) AS priced,
        sum(amount) AS value,
        -- Exact, so that they do not depend on the order of adding; what no deal is worth would be too large.
        sum(CASE WHEN fate = 1 AND abs(amount) < 100000000000000 THEN amount * amount END) AS squares,
        count(age) FILTER (age >= 0) AS aged,
        sum(age) FILTER (age >= 0) AS age,
        min(started) AS started
    FROM deal
    GROUP BY ALL
)
SELECT
    {{key}} AS key,
    coalesce(sum(n) FILTER (fate = 1 AND in_period = 1), 0)::BIGINT AS won,
    coalesce(sum(n) FILTER (fate = 2 AND in_period = 1), 0)::BIGINT AS lost,
    coalesce(sum(n - priced) FILTER (fate = 1 AND in_period = 1), 0)::BIGINT AS unpriced,
    coalesce(sum(value) FILTER (fate = 1 AND in_period = 1), 0)::DOUBLE AS won_value,
    coalesce(sum(squares) FILTER (fate = 1 AND in_period = 1), 0)::DOUBLE AS won_squares,
    weir.days_of(
        (sum(age) FILTER (fate = 1 AND in_period = 1))::DOUBLE / sum(aged) FILTER (fate = 1 AND in_period = 1)
    )
        AS mean_days_won,
    coalesce(sum(n) FILTER (fate = 1 AND is_recent = 1), 0)::BIGINT AS recent,
    coalesce(sum(value) FILTER (fate = 1 AND is_recent = 1), 0)::DOUBLE AS recent_value,
    coalesce(sum(squares) FILTER (fate = 1 AND is_recent = 1), 0)::DOUBLE AS recent_squares,
    least(recent_for, date_diff('day', weir.moment_of(min(started))::DATE, as_of::DATE) + 1)::INTEGER AS recent_days
FROM counted
GROUP BY key
ORDER BY key;
