-- Strict order is the greedy earliest match of stages 1, 2, 3, …, won. For lives that never moved back that is the
-- first visit, as long as no stage is missing; only the few others need the search. moments[k] is the match of stage k.
CREATE OR REPLACE TEMP TABLE in_order AS
WITH RECURSIVE entry AS (
    SELECT s.key, s.life, s.rank, s.visit, s.entered_at
    FROM {{visits}} AS s
    JOIN {{lives}} AS life USING (key, life)
    WHERE life.moved_back AND s.kind = 'open'
    UNION ALL
    -- Won comes after every visit.
    SELECT key, life, top_rank + 1, 2147483647, won_at
    FROM {{lives}}
    WHERE moved_back AND won_at IS NOT NULL
),
step AS (
    SELECT key, life, 1 AS rank, min(visit) AS visit, min(entered_at) AS matched_at
    FROM entry
    WHERE rank = 1
    GROUP BY key, life
    UNION ALL
    -- Visits are numbered in their order, so that two of one moment are not taken for each other.
    SELECT step.key, step.life, step.rank + 1, min(entry.visit), min(entry.entered_at)
    FROM step
    JOIN entry ON entry.key = step.key AND entry.life = step.life AND entry.rank = step.rank + 1
    WHERE entry.visit > step.visit
    GROUP BY step.key, step.life, step.rank
)
SELECT key, life, list(matched_at ORDER BY rank) AS moments
FROM step
GROUP BY key, life;

-- reach: one row for each open stage that a life got to or past, with the first moment of each way to count it.
--   reached_at   in the stage or any later one (a skip passes at once); passed_at: the same for the next, or won
--   visited_at   in the stage itself; next_visited_at: the same for the next stage, or won after the last
--   direct_at    first move straight to the next stage (from the last one: straight to won)
--   in_order_at  every stage up to this one visited, each after the one before; next_in_order_at: and the next
CREATE OR REPLACE TABLE {{reach}} AS
WITH first_visit AS (
    SELECT
        key,
        life,
        rank,
        min(entered_at) AS visited_at,
        min(left_at) FILTER (exit = 'forward' AND next_rank = rank + 1) AS moved_on_at,
        max(left_at) FILTER (exit = 'won') AS left_for_won_at
    FROM {{visits}}
    WHERE kind = 'open'
    GROUP BY key, life, rank
    UNION ALL
    -- Winning stands above every open stage.
    SELECT key, life, top_rank + 1, won_at, NULL, NULL
    FROM {{lives}}
    WHERE won_at IS NOT NULL
),
step AS (
    SELECT
        *,
        coalesce(lag(rank) OVER climb, 0) AS rank_before,
        min(visited_at) OVER (climb ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS reached_at,
        min(visited_at) OVER (climb ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS passed_at,
        CASE WHEN lead(rank) OVER climb = rank + 1 THEN lead(visited_at) OVER climb END AS next_visited_at,
        row_number() OVER climb = rank AS no_gap
    FROM first_visit
    WINDOW climb AS (PARTITION BY key, life ORDER BY rank)
),
ordered AS (
    SELECT
        step.*,
        CASE WHEN life.moved_back THEN in_order.moments[rank] WHEN no_gap THEN visited_at END AS in_order_at,
        CASE WHEN life.moved_back THEN in_order.moments[rank + 1] WHEN no_gap THEN next_visited_at END AS next_in_order_at,
        -- A win that was taken back is no win.
        CASE
            WHEN rank < life.top_rank THEN moved_on_at
            WHEN left_for_won_at = life.won_at THEN life.won_at
        END AS direct_at,
        life.lost_at,
        -- One row for the stage itself and one for each stage skipped on the way to it.
        unnest(range(rank_before + 1, least(rank, life.top_rank) + 1))::INTEGER AS stage_rank
    FROM step
    JOIN {{lives}} AS life USING (key, life)
    LEFT JOIN in_order USING (key, life)
)
SELECT
    key,
    life,
    stage_rank AS rank,
    reached_at,
    CASE WHEN stage_rank < rank THEN reached_at ELSE passed_at END AS passed_at,
    CASE WHEN stage_rank = rank THEN visited_at END AS visited_at,
    CASE WHEN stage_rank = rank THEN next_visited_at END AS next_visited_at,
    CASE WHEN stage_rank = rank THEN direct_at END AS direct_at,
    CASE WHEN stage_rank = rank THEN in_order_at END AS in_order_at,
    CASE WHEN stage_rank = rank THEN next_in_order_at END AS next_in_order_at,
    lost_at
FROM ordered;

DROP TABLE in_order;
