-- life_fields: what reach carries of each life: when it began and last changed, its amount, and the fields that pages
-- break down by, their words as small numbers.
CREATE OR REPLACE TEMP TABLE life_fields AS
SELECT
    key,
    life,
    tick(started_at) AS started,
    tick(settled_at) AS settled,
    amount,
    {{fields}}
FROM weir.lives;

-- past_value: amounts and owners that a deal had before the last ones, valid from tick `since` until `left` (half open).
-- Sorted by their end, so that a look back reads only what changed afterwards. A deal with several lives has all.
CREATE OR REPLACE TABLE weir.past_value AS
SELECT t.key, tick(t.from_at) AS since, tick(t.to_at) AS "left", t.amount::DECIMAL(18, 2) AS amount, t.owner{{owner}} AS owner
FROM weir.state AS t
JOIN weir.opportunity AS o USING (key)
WHERE t.to_at IS NOT NULL
    AND (t.amount IS DISTINCT FROM o.amount OR t.owner IS DISTINCT FROM o.owner OR o.life > 1)
    AND tick(t.from_at) < tick(t.to_at)
ORDER BY "left", key, since;
