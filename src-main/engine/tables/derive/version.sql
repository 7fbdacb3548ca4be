-- version: every row of the deals that stand in several dated lists, one a day, named and put into the pipeline of the
-- newest one.
CREATE OR REPLACE TEMP TABLE version AS
SELECT
    d.key,
    v.* EXCLUDE (is_deleted, is_whole) REPLACE (
        coalesce(owner_row.name, v.owner) AS owner,
        coalesce(v.list_price, product_row.list_price) AS list_price,
        d.pipeline AS pipeline
    )
FROM deal_version AS v
JOIN deal AS d ON d.id = v.id
LEFT JOIN value_match AS product_match ON product_match.field = 'product' AND product_match.value = v.product
LEFT JOIN value_match AS owner_match ON owner_match.field = 'owner' AND owner_match.value = v.owner
LEFT JOIN product_lookup AS product_row ON product_row.key = coalesce(product_match.becomes, v.product)
LEFT JOIN owner_lookup AS owner_row ON owner_row.key = coalesce(owner_match.becomes, v.owner)
WHERE d.versions > 1
