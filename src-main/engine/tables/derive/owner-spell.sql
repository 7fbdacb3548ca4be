-- owner_spell: who had a deal and when, from one tick until before another, of the deals that changed hands; NULL where nobody
-- had it any more. The first spell is of the first owner known, and begins before everything, though it is `known` later; the
-- last one ends at `never`. Other deals have the owner that stands in them.
CREATE OR REPLACE TABLE weir.next_owner_spell AS
WITH handed_over AS (
    SELECT DISTINCT p.key
    FROM weir.next_past_state AS p
    -- Words of the same list are compared faster than texts.
    JOIN (SELECT key, owner{{owner}} AS owner FROM weir.next_opportunity) AS o USING (key)
    WHERE p.owner IS DISTINCT FROM o.owner
),
held AS (
    SELECT key, from_at, owner
    FROM weir.next_past_state
    SEMI JOIN handed_over USING (key)
    UNION ALL
    SELECT key, max(p.to_at), any_value(o.owner{{owner}})
    FROM weir.next_past_state AS p
    JOIN weir.next_opportunity AS o USING (key)
    SEMI JOIN handed_over USING (key)
    GROUP BY key
),
spell AS (
    SELECT *
    FROM held
    WINDOW deal AS (PARTITION BY key ORDER BY from_at)
    QUALIFY owner IS DISTINCT FROM lag(owner) OVER deal
)
SELECT
    key,
    owner,
    tick(from_at) AS known,
    tick(CASE row_number() OVER deal WHEN 1 THEN TIMESTAMP '0001-01-01' ELSE from_at END) AS since,
    tick(coalesce(lead(from_at) OVER deal, never())) AS until
FROM spell
WINDOW deal AS (PARTITION BY key ORDER BY from_at)
ORDER BY key, since;
