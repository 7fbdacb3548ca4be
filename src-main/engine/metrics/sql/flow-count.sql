-- flow{{name}}: moves counted by the stages they lead from and to.
CREATE OR REPLACE MACRO weir.flow{{name}}({{parameters}}) AS TABLE
WITH kind AS MATERIALIZED (
    FROM weir.flow_kind{{name}}({{arguments}})
),
counted AS (
    SELECT key, from_id, to_id, sum(n) AS n, sum(again) AS again, sum(value) AS value
    FROM kind
    GROUP BY ALL
),
place AS (
    SELECT
        key,
        from_id,
        to_id,
        stay,
        sum(n) OVER (PARTITION BY key, from_id, to_id ORDER BY stay) AS up_to,
        sum(n) OVER (PARTITION BY key, from_id, to_id) AS n
    FROM kind
    WHERE stay IS NOT NULL
),
middle AS (
    SELECT
        key,
        from_id,
        to_id,
        (min(stay) FILTER (2 * up_to >= n) + min(stay) FILTER (2 * up_to > n)) / 2 AS stay
    FROM place
    GROUP BY ALL
)
SELECT
    weir.key_of(c.key) AS key,
    c.from_id,
    c.to_id,
    c.n::INTEGER AS n,
    (c.n - {{again}})::INTEGER AS deals,
    coalesce(c.value, 0)::DOUBLE AS value,
    weir.days_of(m.stay) AS median_days
FROM counted AS c
LEFT JOIN middle AS m
    ON m.key IS NOT DISTINCT FROM c.key AND m.from_id = c.from_id AND m.to_id IS NOT DISTINCT FROM c.to_id
{{join_again}};
