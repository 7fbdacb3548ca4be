-- rate_into: what one unit of each currency is worth in the currency of the workspace from a day on: as given, the other
-- way round, or over one currency in between.
CREATE OR REPLACE TEMP TABLE rate_into AS
WITH pair AS (
    SELECT currency AS source, "to" AS target, coalesce(day, DATE '0001-01-01') AS day, rate
    FROM weir.next_rate
    UNION ALL
    SELECT "to", currency, coalesce(day, DATE '0001-01-01'), 1 / rate
    FROM weir.next_rate
),
way AS (
    SELECT source AS currency, day, rate, 1 AS steps
    FROM pair
    WHERE target = {{base}}
    UNION ALL
    SELECT a.source, a.day, a.rate * b.rate, 2
    FROM pair AS a
    ASOF JOIN (FROM pair WHERE target = {{base}}) AS b ON a.target = b.source AND a.day >= b.day
)
SELECT currency, day, arg_min(rate, (steps, rate)) AS rate
FROM way
WHERE currency <> {{base}}
GROUP BY currency, day
-- A rate in between speaks only for currencies without a direct one.
QUALIFY min(steps) = min(min(steps)) OVER (PARTITION BY currency);

-- deal_rate: one rate for each deal in another currency, for all its amounts at all times, so that a rate that moves
-- never looks like a deal that changed: that of the day it closed, or the newest one while it is open. Before the first
-- rate the first one holds. NULL where there is none: then nothing is known of its value.
CREATE OR REPLACE TEMP TABLE deal_rate AS
WITH foreign_deal AS (
    SELECT d.key, w.currency, coalesce(arg_max(n.closed_at, n.life)::DATE, DATE '9999-12-31') AS day
    FROM deal AS d
    JOIN deal_row AS w ON w.file_key = d.file_key AND w.record = d.record
    JOIN (SELECT key, life, coalesce(closed_at, TIMESTAMP '9999-12-31') AS closed_at FROM life) AS n ON n.key = d.key
    WHERE w.currency <> {{base}}
    GROUP BY d.key, w.currency
)
SELECT f.key, coalesce(r.rate, earliest.rate) AS rate
FROM foreign_deal AS f
ASOF LEFT JOIN rate_into AS r ON f.currency = r.currency AND f.day >= r.day
LEFT JOIN (SELECT currency, arg_min(rate, day) AS rate FROM rate_into GROUP BY currency) AS earliest
    ON earliest.currency = f.currency;

UPDATE weir.next_state
SET amount = round(amount * deal_rate.rate, 2)
FROM deal_rate
WHERE deal_rate.key = next_state.key;

DROP TABLE rate_into;
