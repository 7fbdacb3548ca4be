-- Entered and advanced by each definition. Strict, any and direct count only deals that also reached the stage.
WITH counted AS (
    SELECT 'reached' AS definition, rank, fate, count(*) AS n
    FROM weir.{{macro}}({{arguments}}, definition := 'reached')
    GROUP BY rank, fate
    UNION ALL
    SELECT 'strict', rank, fate, count(*) FROM weir.{{macro}}({{arguments}}, definition := 'strict') GROUP BY rank, fate
    UNION ALL
    SELECT 'any', rank, fate, count(*) FROM weir.{{macro}}({{arguments}}, definition := 'any') GROUP BY rank, fate
    UNION ALL
    SELECT 'direct', rank, fate, count(*) FROM weir.{{macro}}({{arguments}}, definition := 'direct') GROUP BY rank, fate
)
SELECT
    rank::INTEGER AS rank,
    definition,
    sum(n)::BIGINT AS entered,
    coalesce(sum(n) FILTER (fate = 1), 0)::BIGINT AS advanced
FROM counted
GROUP BY rank, definition
ORDER BY rank, definition
