-- lead: people and companies before they are opportunities, each once, as the newest file says.
CREATE OR REPLACE TABLE weir.next_lead AS
WITH newest AS (
    FROM ({{rows}})
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(id, file_key || ' ' || record) ORDER BY snapshot_date DESC, file_key DESC, record DESC
    ) = 1
)
SELECT
    n.* EXCLUDE (snapshot_date, file_key, record) REPLACE (
        coalesce(o.name, n.owner) AS owner,
        coalesce(n.is_converted, n.converted_at IS NOT NULL OR n.opportunity IS NOT NULL) AS is_converted
    ),
    d.key,
    n.file_key,
    n.record
FROM newest AS n
LEFT JOIN owner_lookup AS o ON o.key = n.owner
LEFT JOIN deal AS d ON d.id = coalesce(n.opportunity, CASE WHEN {{lent}} THEN n.id END)
ORDER BY n.created_at NULLS LAST, n.id, n.name, n.file_key, n.record
