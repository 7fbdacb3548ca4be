-- mover{{narrow}}: what moved most between two days, by kind of move: the `places` largest, each with how many deals moved
-- so and by how much. slipped: of those due between the days, open with a later date or none; due: all of these.
CREATE OR REPLACE MACRO weir.mover{{narrow}}(from_day, to_day, dim := ''::ENUM(''), keep := true, places := 3) AS TABLE
WITH moved AS (
    SELECT key, life, start_amount, end_amount, unnest([
        CASE WHEN entry IN ('new', 'reopened') THEN {'kind': entry, 'amount': end_amount} END,
        CASE WHEN leaving IN ('won', 'lost') THEN {'kind': leaving, 'amount': end_amount} END,
        CASE
            WHEN was_in AND kept AND end_amount > start_amount
                THEN {'kind': 'increased', 'amount': (end_amount - start_amount)::DECIMAL(18, 2)}
            WHEN was_in AND kept AND end_amount < start_amount
                THEN {'kind': 'decreased', 'amount': (end_amount - start_amount)::DECIMAL(18, 2)}
        END
    ]) AS move
    FROM weir.{{changed_path}}(from_day, to_day, dim := dim, keep := keep)
    WHERE entry IS NOT NULL OR leaving IS NOT NULL OR start_amount <> end_amount
),
slip AS MATERIALIZED (
    SELECT key, life, amount, part
    FROM weir.slippage_deal{{narrow}}(from_day, to_day, from_day::DATE + 1, to_day, dim := dim, keep := keep)
    WHERE part <> 'pulled-forward'
),
kinds AS (
    SELECT key, life, move['kind'] AS kind, move['amount'] AS amount, start_amount, end_amount
    FROM moved
    WHERE move IS NOT NULL
    UNION ALL
    SELECT key, life, part, amount, amount, amount
    FROM slip
    WHERE part = 'slipped'
),
largest AS (
    SELECT
        kind,
        key,
        life,
        amount,
        start_amount,
        end_amount,
        count(*) OVER (PARTITION BY kind) AS deals,
        sum(amount) OVER (PARTITION BY kind) AS total
    FROM kinds
    QUALIFY row_number() OVER (PARTITION BY kind ORDER BY abs(amount) DESC, key) <= places
)
FROM (
    FROM largest
    UNION ALL
    SELECT 'due', NULL, NULL, NULL, NULL, NULL, count(*), sum(amount)
    FROM slip
)
ORDER BY kind, abs(amount) DESC, key;
