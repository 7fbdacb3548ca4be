-- Entered and advanced by each definition. Strict, any and direct count only deals that also reached the stage.
WITH counted AS (
    SELECT 'reached' AS definition, rank, advanced_at FROM weir.{{macro}}({{arguments}}, definition := 'reached')
    UNION ALL
    SELECT 'strict', rank, advanced_at FROM weir.{{macro}}({{arguments}}, definition := 'strict')
    UNION ALL
    SELECT 'any', rank, advanced_at FROM weir.{{macro}}({{arguments}}, definition := 'any')
    UNION ALL
    SELECT 'direct', rank, advanced_at FROM weir.{{macro}}({{arguments}}, definition := 'direct')
)
SELECT rank::INTEGER AS rank, definition, count(*) AS entered, count(advanced_at) AS advanced
FROM counted
GROUP BY rank, definition
ORDER BY rank, definition
