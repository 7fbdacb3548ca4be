-- deal: the newest row of each opportunity over all imported files, with what joined files say about its account,
-- product and owner. Keys count up by creation, then id, so the same files give the same keys in any import order.
CREATE OR REPLACE TEMP TABLE deal AS
SELECT
    row_number() OVER (ORDER BY v.created_at NULLS LAST, v.id)::INTEGER AS key,
    v.* REPLACE (
        coalesce(owner_row.name, v.owner) AS owner,
        coalesce(account_row.name, v.account) AS account,
        coalesce(product_row.name, product_match.becomes, v.product) AS product,
        coalesce(v.team, owner_row.team) AS team,
        coalesce(v.segment, account_row.segment) AS segment,
        coalesce(v.region, owner_row.region, account_row.region) AS region,
        coalesce(v.list_price, product_row.list_price) AS list_price,
        coalesce(v.pipeline, '') AS pipeline
    )
    {{extras}}
FROM {{newest}} AS v
LEFT JOIN value_match AS account_match ON account_match.field = 'account' AND account_match.value = v.account
LEFT JOIN value_match AS product_match ON product_match.field = 'product' AND product_match.value = v.product
LEFT JOIN value_match AS owner_match ON owner_match.field = 'owner' AND owner_match.value = v.owner
LEFT JOIN account_lookup AS account_row ON account_row.key = coalesce(account_match.becomes, v.account)
LEFT JOIN product_lookup AS product_row ON product_row.key = coalesce(product_match.becomes, v.product)
LEFT JOIN owner_lookup AS owner_row ON owner_row.key = coalesce(owner_match.becomes, v.owner)
