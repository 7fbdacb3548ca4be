-- Moves between stages in a sample of deals, for telling the order of stages.
WITH move AS (
    SELECT
        pipeline,
        stage,
        lead(stage) OVER (PARTITION BY key ORDER BY changed_at, record) AS next_stage
    FROM history
    WHERE key % {{part}} = 0
)
SELECT pipeline, stage AS "from", next_stage AS "to", count(*)::INTEGER AS count
FROM move
WHERE next_stage IS NOT NULL AND next_stage <> stage
GROUP BY ALL
ORDER BY pipeline, count DESC, "from", "to"
