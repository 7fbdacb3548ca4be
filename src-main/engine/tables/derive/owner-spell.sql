-- owner_spell: who had a deal and when, from one tick until before another, of the deals that more than one owner had. The
-- first spell begins before everything, the last one ends at `never`. Other deals have the owner that stands in them.
CREATE OR REPLACE TABLE weir.next_owner_spell AS
WITH handed_over AS (
    SELECT DISTINCT p.key
    FROM weir.next_past_state AS p
    -- Words of the same list are compared faster than texts.
    JOIN (SELECT key, owner{{owner}} AS owner FROM weir.next_opportunity) AS o USING (key)
    WHERE p.owner <> o.owner
),
held AS (
    SELECT key, from_at, owner
    FROM weir.next_past_state
    SEMI JOIN handed_over USING (key)
    WHERE owner IS NOT NULL
    UNION ALL
    SELECT key, max(p.to_at), any_value(o.owner{{owner}})
    FROM weir.next_past_state AS p
    JOIN weir.next_opportunity AS o USING (key)
    SEMI JOIN handed_over USING (key)
    WHERE o.owner IS NOT NULL
    GROUP BY key
),
spell AS (
    SELECT *
    FROM held
    QUALIFY owner IS DISTINCT FROM lag(owner) OVER (PARTITION BY key ORDER BY from_at)
)
SELECT
    key,
    owner,
    tick(CASE row_number() OVER deal WHEN 1 THEN TIMESTAMP '0001-01-01' ELSE from_at END) AS since,
    tick(coalesce(lead(from_at) OVER deal, never())) AS until
FROM spell
WINDOW deal AS (PARTITION BY key ORDER BY from_at)
ORDER BY key, since;
