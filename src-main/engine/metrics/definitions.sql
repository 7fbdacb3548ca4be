-- Entered and advanced by each definition, and how many deals it counts as entered where `reached` does not or the
-- reverse. The other three count only deals that also reached the stage, so the difference is what they leave out.
WITH counted AS (
    SELECT 'reached' AS definition, rank, advanced_at FROM weir.funnel_life({{arguments}}, definition := 'reached')
    UNION ALL
    SELECT 'strict', rank, advanced_at FROM weir.funnel_life({{arguments}}, definition := 'strict')
    UNION ALL
    SELECT 'any', rank, advanced_at FROM weir.funnel_life({{arguments}}, definition := 'any')
    UNION ALL
    SELECT 'direct', rank, advanced_at FROM weir.funnel_life({{arguments}}, definition := 'direct')
),
step AS (
    SELECT definition, rank, count(*) AS entered, count(advanced_at) AS advanced
    FROM counted
    GROUP BY definition, rank
)
SELECT
    step.rank,
    step.definition,
    step.entered,
    step.advanced,
    reached.entered - step.entered AS differing
FROM step
JOIN step AS reached ON reached.rank = step.rank AND reached.definition = 'reached'
ORDER BY step.rank, step.definition
