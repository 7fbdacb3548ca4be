-- due_deal{{narrow}}: open deals with how far each came towards all kinds of rules by the as-of day, read once for a whole
-- pack. As in due_…, `unfollowed` are days without a follow-up, `aged` days open, `others` customers that the owner had
-- before; `follows` and `crowds` say whether a rule asks for the first and the last. `most` is a list: the limits of the pack.
CREATE OR REPLACE MACRO {{weir}}.due_deal{{narrow}}(
    as_of, source := 'activity', since := NULL, limits_of := [], follows := true, crowds := true, keep := true
) AS TABLE
WITH open AS MATERIALIZED (
    SELECT key, life, most, owner, customer, amount, began, seen, asked{{kept}}
    FROM {{weir}}.rule_deal{{narrow}}(as_of, limit_of := limits_of, keep := keep)
    WHERE fate = 3 AND (asked OR crowds)
),
place AS (
    SELECT owner, customer, row_number() OVER (PARTITION BY owner ORDER BY came_on, customer) - 1 AS others
    FROM (
        SELECT owner, customer, min(began) AS came_on
        FROM open
        WHERE crowds AND owner IS NOT NULL
        GROUP BY owner, customer
    )
)
SELECT
    o.key,
    o.life,
    o.most,
    o.owner,
    o.amount,
    o.began,
    {{followed}} AS followed_on,
    as_of::DATE - greatest({{followed}}, o.seen, since::DATE) AS unfollowed,
    as_of::DATE - o.began AS aged,
    p.others
FROM open AS o
{{join_followed}}
LEFT JOIN place AS p ON p.owner = o.owner AND p.customer = o.customer
WHERE o.asked;
