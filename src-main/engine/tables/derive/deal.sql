-- deal: what deriving needs of each opportunity: the newest row over all files that list it. It is kept narrow, since
-- everything is in memory at once here; the other columns are read from the raw rows at the end (opportunity.sql).
-- Keys count up by creation, then id, so the same files give the same keys in any import order.
CREATE OR REPLACE TEMP TABLE deal_key AS
SELECT id, row_number() OVER (ORDER BY created_at NULLS LAST, id)::INTEGER AS key
FROM {{newest}};

CREATE OR REPLACE TEMP TABLE deal AS
SELECT
    k.key,
    v.* REPLACE (
        coalesce(owner_row.name, v.owner) AS owner,
        coalesce(v.list_price, product_row.list_price) AS list_price,
        coalesce(v.pipeline, '') AS pipeline
    )
FROM {{newest}} AS v
JOIN deal_key AS k USING (id)
LEFT JOIN value_match AS product_match ON product_match.field = 'product' AND product_match.value = v.product
LEFT JOIN value_match AS owner_match ON owner_match.field = 'owner' AND owner_match.value = v.owner
LEFT JOIN product_lookup AS product_row ON product_row.key = coalesce(product_match.becomes, v.product)
LEFT JOIN owner_lookup AS owner_row ON owner_row.key = coalesce(owner_match.becomes, v.owner);

DROP TABLE deal_key;
