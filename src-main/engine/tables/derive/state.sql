-- state: one row a change of a deal, valid from `from_at` until `to_at` (half open, NULL = still so), with the
-- stage before. As-of replay reads only this table: the row with from_at < D and to_at >= D is what was known then.
-- Rows of one instant keep their order; all but the last have no length and so never match a replay.
-- Ties, because logs are exact to the second only: by the CRM's probability, then by rank with closed stages last
-- (both are in `probability`), then by the log's own sequence where there are several files, whose order means nothing,
-- and by the order of the file.
-- Words are numbered before they are sorted: rows of a third less are sorted that much sooner.
CREATE OR REPLACE TABLE weir.next_state AS
SELECT
    key,
    (row_number() OVER deal)::INTEGER AS seq,
    changed_at AS from_at,
    lead(changed_at) OVER deal AS to_at,
    stage_id,
    lag(stage_id) OVER deal AS from_stage_id,
    amount,
    expected_close,
    owner,
    origin,
    file_key,
    record
FROM (
    SELECT * REPLACE (
        owner{{owner}} AS owner,
        origin::ENUM('log', 'date', 'created', 'closed', 'guess', 'seen', 'snapshot') AS origin
    )
    FROM change
)
WINDOW deal AS (PARTITION BY key ORDER BY changed_at, probability NULLS FIRST, {{place}} file_key, record, stage_id)
