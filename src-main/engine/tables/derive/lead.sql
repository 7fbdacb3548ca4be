-- lead: people and companies before they are opportunities, each once, as the newest file says. `lead_no` numbers them by
-- when they came. `channel` is told by the words of the channel or the source, and is that name itself where these say
-- nothing. is_mql, is_sql: it got that far, by a date or by its status; what got further got there too.
CREATE OR REPLACE TABLE weir.next_lead AS
WITH newest AS (
    FROM ({{rows}})
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(id, file_key || ' ' || record) ORDER BY snapshot_date DESC, file_key DESC, record DESC
    ) = 1
),
-- Few words stand for many leads.
channel AS (
    SELECT word, {{channel}} AS channel
    FROM (SELECT DISTINCT coalesce(nullif(trim(channel), ''), nullif(trim(source), '')) AS word FROM newest)
),
progress AS (
    SELECT
        status,
        regexp_matches(lower(status), '{{dead}}') AS is_dead,
        regexp_matches(lower(status), '{{marketing_qualified}}') AS is_mql,
        regexp_matches(lower(status), '{{sales_qualified}}')
            AND NOT regexp_matches(lower(status), '{{dead}}|{{marketing_qualified}}') AS is_sql
    FROM (SELECT DISTINCT status FROM newest WHERE status IS NOT NULL)
),
known AS (
    SELECT
        n.* EXCLUDE (snapshot_date, file_key, record) REPLACE (
            coalesce(o.name, n.owner) AS owner,
            coalesce(n.is_converted, n.converted_at IS NOT NULL OR n.opportunity IS NOT NULL) AS is_converted,
            c.channel AS channel
        ),
        d.key,
        coalesce(p.is_dead, false) AS is_dead,
        coalesce(p.is_mql, false) AS says_mql,
        coalesce(p.is_sql, false) AS says_sql,
        n.file_key,
        n.record
    FROM newest AS n
    LEFT JOIN owner_lookup AS o ON o.key = n.owner
    LEFT JOIN channel AS c ON c.word = coalesce(nullif(trim(n.channel), ''), nullif(trim(n.source), ''))
    LEFT JOIN progress AS p ON p.status = n.status
    LEFT JOIN deal AS d ON d.id = coalesce(n.opportunity, CASE WHEN {{lent}} THEN n.id END)
)
SELECT
    * EXCLUDE (says_mql, says_sql, file_key, record),
    mql_at IS NOT NULL OR says_mql OR sql_at IS NOT NULL OR says_sql OR is_converted AS is_mql,
    sql_at IS NOT NULL OR says_sql OR is_converted AS is_sql,
    row_number() OVER (ORDER BY created_at NULLS LAST, id, name, file_key, record)::INTEGER AS lead_no,
    file_key,
    record
FROM known
ORDER BY created_at NULLS LAST, id, name, file_key, record
