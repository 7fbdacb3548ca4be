-- life: from creation, or from a return after more than 30 days closed, to closing. The last visit tells how it ended.
CREATE OR REPLACE TEMP TABLE life AS
WITH ended AS (
    SELECT
        key,
        life,
        min(entered_at) AS first_at,
        min(visit) AS first_visit,
        max(visit) AS last_visit,
        max(rank) FILTER (kind = 'open') AS highest_rank,
        max(entered_at) FILTER (is_last) AS entered_at,
        any_value(stage_id) FILTER (is_last) AS stage_id,
        any_value(kind) FILTER (is_last) AS kind,
        bool_or(exit = 'back' OR (kind <> 'open' AND NOT is_last)) AS moved_back,
        bool_or(left_at IS NULL) AS is_newest,
        bit_xor(hash(visit::BIGINT * 65536 + stage_id)) AS path,
        count(*)::USMALLINT AS visits,
        max(visit::BIGINT * 65536 + stage_id) FILTER (kind = 'open' AND exit = 'lost') % 65536 AS lost_from
    FROM weir.next_sojourn
    GROUP BY key, life
),
-- Visits are numbered through all lives of a deal, those of a path from its beginning.
later_path AS (
    SELECT key, life, bit_xor(hash(visit::BIGINT * 65536 + stage_id)) AS path
    FROM (
        SELECT key, life, stage_id, row_number() OVER (PARTITION BY key, life ORDER BY visit) AS visit
        FROM weir.next_sojourn
        WHERE life > 1
    )
    GROUP BY ALL
)
SELECT
    e.* EXCLUDE (last_visit, highest_rank) REPLACE (coalesce(p.path, e.path) AS path),
    e.life AS of_life,
    -- Every visit is to a higher stage than the one before: most lives are like that, and for them much is simpler.
    coalesce(NOT e.moved_back AND coalesce(e.highest_rank, 0) <= top.rank, false) AS only_climbs,
    CASE WHEN e.kind <> 'open' THEN coalesce(c.closed_at, e.entered_at) END AS closed_at,
    CASE WHEN e.kind = 'won' THEN coalesce(c.closed_at, e.entered_at) END AS won_at,
    CASE WHEN e.kind = 'lost' THEN coalesce(c.closed_at, e.entered_at) END AS lost_at,
    top.rank AS top_rank
FROM ended AS e
JOIN weir.next_stage AS s USING (stage_id)
LEFT JOIN (SELECT pipeline, max(rank) AS rank FROM weir.next_stage WHERE kind = 'open' GROUP BY pipeline) AS top
    ON top.pipeline = s.pipeline
LEFT JOIN closing AS c ON c.key = e.key AND c.visit = e.last_visit
LEFT JOIN later_path AS p ON p.key = e.key AND p.life = e.life;

-- reopening: a closing that was taken back within 30 days. Looking back it is ignored; looked at from a day inside
-- the gap the deal was closed, because that is what was known then. `visit` is the one it closed with; `closed` and
-- `fate` are as in weir.narrow_life.
CREATE OR REPLACE TABLE weir.next_reopening AS
SELECT
    c.key,
    s.life,
    c.closed_by AS visit,
    c.closed_at,
    c.left_at AS reopened_at,
    c.kind::VARCHAR AS outcome,
    tick(c.closed_at) AS closed,
    CASE c.kind WHEN 'won' THEN 1 ELSE 2 END::UTINYINT AS fate
FROM closing AS c
JOIN weir.next_sojourn AS s USING (key, visit)
WHERE NOT s.is_last AND c.next_kind <> c.kind;

DROP TABLE closing;
