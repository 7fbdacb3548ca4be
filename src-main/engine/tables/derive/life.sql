-- life: from creation, or from a return after more than 30 days closed, to closing. The last visit tells how it ended.
CREATE OR REPLACE TEMP TABLE life AS
WITH ended AS (
    SELECT
        key,
        life,
        min(entered_at) AS first_at,
        max(entered_at) FILTER (is_last) AS entered_at,
        any_value(stage_id) FILTER (is_last) AS stage_id,
        any_value(kind) FILTER (is_last) AS kind,
        bool_or(exit = 'back' OR (kind <> 'open' AND NOT is_last)) AS moved_back
    FROM weir.sojourn
    GROUP BY key, life
)
SELECT
    e.*,
    CASE WHEN e.kind = 'won' THEN e.entered_at END AS won_at,
    CASE WHEN e.kind = 'lost' THEN e.entered_at END AS lost_at,
    top.rank AS top_rank
FROM ended AS e
JOIN weir.stage AS s USING (stage_id)
LEFT JOIN (SELECT pipeline, max(rank) AS rank FROM weir.stage WHERE kind = 'open' GROUP BY pipeline) AS top
    ON top.pipeline = s.pipeline;

-- reopening: a closing that was taken back within 30 days. Looking back it is ignored; looked at from a day inside
-- the gap the deal was closed, because that is what was known then.
CREATE OR REPLACE TABLE weir.reopening AS
SELECT key, life, entered_at AS closed_at, left_at AS reopened_at, kind AS outcome
FROM weir.sojourn
WHERE kind <> 'open' AND NOT is_last AND next_rank IS NOT NULL;
