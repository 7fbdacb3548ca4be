-- What was imported by kind and system. The latest day is that of the kind as a whole, no later than the as-of day:
-- planned meetings and mistyped years say nothing about how new an export is.
WITH newest AS (
    SELECT 'opportunities' AS kind, max(day) AS day
    FROM (
        SELECT unnest([created_at::DATE, closed_at::DATE, last_activity_at::DATE]) AS day FROM weir.opportunity
    )
    WHERE day <= $as_of::DATE
    UNION ALL
    SELECT 'stage-history', max(from_at::DATE) FROM weir.state WHERE origin = 'log' AND from_at::DATE <= $as_of::DATE
    UNION ALL
    SELECT 'activities', max(happened_at::DATE) FROM weir.activity WHERE happened_at::DATE <= $as_of::DATE
    UNION ALL
    SELECT 'leads', max(created_at::DATE) FROM weir.lead WHERE created_at::DATE <= $as_of::DATE
)
SELECT
    f.kind,
    f.system,
    count(*)::INTEGER AS files,
    sum(f.rows_loaded)::BIGINT AS rows,
    max(i.imported_at) AS "lastImport",
    any_value(n.day) AS newest
FROM weir.import_file AS f
JOIN weir.import AS i ON i.id = f.import AND i.state = 'loaded'
LEFT JOIN newest AS n USING (kind)
WHERE f.rows_loaded > 0
GROUP BY f.kind, f.system
ORDER BY rows DESC, f.kind, f.system
