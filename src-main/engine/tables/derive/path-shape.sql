-- path_shape: every path that a life took up to any day, by its number, with how it keeps to the order of the stages: weir.path
-- tells what the columns mean. `skips` lists them as rank left * 65536 + rank entered.
CREATE OR REPLACE TABLE weir.next_path_shape AS
WITH example AS (
    SELECT min(key::BIGINT * 65536 + life) AS deal
    FROM weir.next_narrow_life
    GROUP BY path
),
visit AS (
    SELECT e.deal, (row_number() OVER (PARTITION BY e.deal ORDER BY v.visit))::BIGINT AS visit, v.stage_id
    FROM example AS e
    JOIN weir.next_sojourn AS v ON v.key = (e.deal // 65536)::INTEGER AND v.life = (e.deal % 65536)::INTEGER
),
ranked AS (
    SELECT
        v.*,
        s.kind,
        CASE s.kind WHEN 'open' THEN s.rank WHEN 'lost' THEN NULL ELSE top.rank + 1 END AS rank
    FROM visit AS v
    JOIN weir.next_stage AS s USING (stage_id)
    JOIN (SELECT pipeline, max(rank) FILTER (kind = 'open') AS rank FROM weir.next_stage GROUP BY pipeline) AS top
        ON top.pipeline = s.pipeline
),
placed AS (
    SELECT
        *,
        coalesce(lag(rank) OVER so_far, 0) AS before,
        lag(kind) OVER so_far AS kind_before,
        row_number() OVER (PARTITION BY deal, stage_id ORDER BY visit) > 1 AS is_repeat
    FROM ranked
    WINDOW so_far AS (PARTITION BY deal ORDER BY visit)
),
judged AS (
    SELECT
        *,
        kind = 'open' AND kind_before <> 'open' AS is_return,
        -- From lost to won nothing is passed, nor from won to what follows the sale.
        rank > before + 1 AND (kind_before IS NULL OR kind_before = 'open') AS is_skip,
        kind = 'open' AND kind_before = 'open' AND rank < before AS is_back
    FROM placed
),
-- Each visit ends a path: with what came up to it in its life.
ended AS (
    SELECT
        deal,
        visit,
        bit_xor(hash(visit * 65536 + stage_id)) OVER so_far AS path,
        max(visit) FILTER (kind = 'open') OVER so_far AS last_open,
        count(*) FILTER (is_skip) OVER so_far AS skips,
        count(*) FILTER (is_back) OVER so_far AS backs,
        count(*) FILTER (is_back AND NOT is_repeat) OVER so_far AS strays,
        count(*) FILTER (is_repeat AND kind = 'open') OVER so_far AS repeats,
        count(*) FILTER (is_return) OVER so_far AS returns
    FROM judged
    WINDOW so_far AS (PARTITION BY deal ORDER BY visit)
),
whole AS (
    SELECT
        deal,
        list(stage_id ORDER BY visit) AS stages,
        list(before::BIGINT * 65536 + rank ORDER BY visit) FILTER (is_skip) AS skips
    FROM judged
    GROUP BY deal
)
SELECT
    e.path,
    w.stages[:e.visit] AS stages,
    w.stages[:coalesce(e.last_open, 0)] AS course,
    coalesce(w.skips[:e.skips], []) AS skips,
    e.backs,
    e.strays,
    e.repeats,
    e.returns
FROM (SELECT DISTINCT ON (path) * FROM ended ORDER BY path, deal) AS e
JOIN whole AS w USING (deal)
ORDER BY path;
