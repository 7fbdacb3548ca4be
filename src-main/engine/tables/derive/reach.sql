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

-- again: visits to a stage that the same life had visited before, or to one above the stages of its own pipeline; and to
-- closed stages that it left again, which have no rank.
CREATE OR REPLACE TEMP TABLE again AS
SELECT
    s.key,
    s.life,
    CASE s.kind WHEN 'open' THEN s.rank END AS rank,
    s.stage_id,
    s.next_stage_id,
    s.entered_at,
    s.left_at,
    s.origin = 'seen' AS seen,
    row_number() OVER (PARTITION BY s.key, s.life, s.stage_id, s.next_stage_id ORDER BY s.visit) > 1 AS repeats
FROM {{visits}} AS s
JOIN {{lives}} AS life USING (key, life)
WHERE CASE s.kind WHEN 'open' THEN life.moved_back OR s.rank > life.top_rank ELSE s.left_at IS NOT NULL END
QUALIFY s.kind <> 'open' OR s.rank > life.top_rank
    OR row_number() OVER (PARTITION BY s.key, s.life, s.kind, s.rank ORDER BY s.visit) > 1;

-- reach: one row for each open stage that a life got to or past, with the first tick of each way to count it, the age it
-- went further at or, without that, closed, and which: 1 further, 2 lost, 3 won, 4 open. NULL is never.
--   reached   in the stage or any later one (a skip passes at once); further: in any later one, or won
--   ordered   every stage up to this one visited, each after the one before; further: and the next
--   visited   in the stage itself; any_…: further is the next stage, or won after the last; direct_…: further is the
--             first move straight to the next stage (from the last one: straight to won)
--   came, went, next_stage_id  its visit to the stage; visits after the first, and to closed stages, have rows with only these. `seen` where it began
--             before it was seen; `rework` where the life had been as far or further; `turned` where it ever moved back, and so
--             can have made a move twice; `repeats` where it had made this one before
--   closed, closed_as  when the life was closed, and how: 2 lost, 3 won; NULL while it is open
-- Beside them stands what metrics filter and break down by, so that counting a million deals takes no join. Sorted as
-- weir.narrow_life is.
CREATE OR REPLACE TABLE {{reach}} AS
WITH climbing_visit AS (
    -- Of a life that only climbs, each visit tells all by itself: the stages skipped before the first one were passed when
    -- it began, and those skipped after it when it ended.
    SELECT
        s.key,
        s.life,
        life.of_life,
        CASE s.kind WHEN 'open' THEN s.rank ELSE life.top_rank + 1 END AS rank,
        s.stage_id,
        s.next_stage_id,
        s.entered_at,
        s.left_at,
        CASE WHEN s.exit IN ('forward', 'won') THEN s.left_at END AS passed_at,
        CASE
            WHEN s.exit = 'forward' AND s.next_rank = s.rank + 1 THEN s.left_at
            WHEN s.exit = 'won' AND s.rank = life.top_rank THEN s.left_at
        END AS next_at,
        s.visit - life.first_visit + 1 = s.rank AS no_gap,
        s.origin = 'seen' AS seen,
        coalesce(life.lost_at, life.won_at) AS closed_at,
        CASE WHEN life.lost_at IS NOT NULL THEN 2 WHEN life.won_at IS NOT NULL THEN 3 END AS closed_as,
        unnest(range(
            CASE WHEN s.visit = life.first_visit THEN 1 ELSE s.rank END,
            1 + CASE
                WHEN s.kind <> 'open' OR s.exit = 'won' THEN life.top_rank
                WHEN s.exit = 'forward' THEN s.next_rank - 1
                ELSE s.rank
            END
        ))::INTEGER AS stage_rank
    FROM {{visits}} AS s
    JOIN {{lives}} AS life USING (key, life)
    WHERE life.only_climbs AND (s.kind = 'open' OR (s.kind = 'won' AND s.visit = life.first_visit))
),
first_visit AS (
    SELECT
        key,
        life,
        rank,
        min(entered_at) AS visited_at,
        min(visit) AS visit,
        min(left_at) FILTER (exit = 'forward' AND next_rank = rank + 1) AS moved_on_at,
        max(left_at) FILTER (exit = 'won') AS left_for_won_at,
        min(left_at) AS went_at,
        min_by(stage_id, visit) AS stage_id,
        min_by(next_stage_id, visit) AS next_stage_id,
        min_by(origin = 'seen', visit) AS seen
    FROM {{visits}}
    SEMI JOIN (FROM {{lives}} WHERE NOT only_climbs) USING (key, life)
    WHERE kind = 'open'
    GROUP BY key, life, rank
    UNION ALL
    -- Winning stands above every open stage.
    SELECT key, life, top_rank + 1, won_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM {{lives}}
    WHERE won_at IS NOT NULL AND NOT only_climbs
),
step AS (
    SELECT
        *,
        coalesce(lag(rank) OVER climb, 0) AS rank_before,
        min(visited_at) OVER (climb ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS reached_at,
        min(visited_at) OVER (climb ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS passed_at,
        coalesce(min(visit) OVER (climb ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) < visit, false) AS rework,
        CASE WHEN lead(rank) OVER climb = rank + 1 THEN lead(visited_at) OVER climb END AS next_visited_at,
        row_number() OVER climb = rank AS no_gap
    FROM first_visit
    WINDOW climb AS (PARTITION BY key, life ORDER BY rank)
),
climbed AS (
    SELECT
        step.*,
        life.of_life,
        life.moved_back AS turned,
        CASE WHEN life.moved_back THEN in_order.moments[rank] WHEN no_gap THEN visited_at END AS in_order_at,
        CASE WHEN life.moved_back THEN in_order.moments[rank + 1] WHEN no_gap THEN next_visited_at END AS next_in_order_at,
        -- A win that was taken back is no win.
        CASE
            WHEN rank < life.top_rank THEN moved_on_at
            WHEN left_for_won_at = life.won_at THEN life.won_at
        END AS direct_at,
        coalesce(life.lost_at, life.won_at) AS closed_at,
        CASE WHEN life.lost_at IS NOT NULL THEN 2 WHEN life.won_at IS NOT NULL THEN 3 END AS closed_as,
        -- One row for the stage itself and one for each stage skipped on the way to it.
        unnest(range(rank_before + 1, least(rank, life.top_rank) + 1))::INTEGER AS stage_rank
    FROM step
    JOIN {{lives}} AS life USING (key, life)
    LEFT JOIN in_order USING (key, life)
),
moment AS (
    SELECT
        key,
        life,
        of_life,
        stage_rank AS rank,
        closed_at,
        closed_as,
        CASE WHEN stage_rank <= rank THEN entered_at ELSE left_at END AS reached_at,
        CASE WHEN stage_rank < rank THEN entered_at WHEN stage_rank = rank THEN passed_at ELSE left_at END AS passed_at,
        CASE WHEN stage_rank = rank AND no_gap THEN entered_at END AS in_order_at,
        CASE WHEN stage_rank = rank AND no_gap THEN next_at END AS next_in_order_at,
        CASE WHEN stage_rank = rank THEN entered_at END AS visited_at,
        CASE WHEN stage_rank = rank THEN next_at END AS next_visited_at,
        CASE WHEN stage_rank = rank THEN next_at END AS direct_at,
        CASE WHEN stage_rank = rank THEN stage_id END AS stage_id,
        CASE WHEN stage_rank = rank THEN next_stage_id END AS next_stage_id,
        CASE WHEN stage_rank = rank THEN entered_at END AS came_at,
        CASE WHEN stage_rank = rank THEN left_at END AS went_at,
        seen,
        false AS rework,
        false AS turned,
        false AS repeats
    FROM climbing_visit
    UNION ALL BY NAME
    SELECT
        key,
        life,
        of_life,
        stage_rank AS rank,
        closed_at,
        closed_as,
        reached_at,
        CASE WHEN stage_rank < rank THEN reached_at ELSE passed_at END AS passed_at,
        CASE WHEN stage_rank = rank THEN in_order_at END AS in_order_at,
        CASE WHEN stage_rank = rank THEN next_in_order_at END AS next_in_order_at,
        CASE WHEN stage_rank = rank THEN visited_at END AS visited_at,
        CASE WHEN stage_rank = rank THEN next_visited_at END AS next_visited_at,
        CASE WHEN stage_rank = rank THEN direct_at END AS direct_at,
        CASE WHEN stage_rank = rank THEN stage_id END AS stage_id,
        CASE WHEN stage_rank = rank THEN next_stage_id END AS next_stage_id,
        CASE WHEN stage_rank = rank THEN visited_at END AS came_at,
        CASE WHEN stage_rank = rank THEN went_at END AS went_at,
        seen,
        rework,
        turned,
        false AS repeats
    FROM climbed
    UNION ALL BY NAME
    SELECT
        key,
        life,
        life.of_life,
        again.rank,
        again.stage_id,
        again.next_stage_id,
        again.entered_at AS came_at,
        again.left_at AS went_at,
        coalesce(life.lost_at, life.won_at) AS closed_at,
        CASE WHEN life.lost_at IS NOT NULL THEN 2 WHEN life.won_at IS NOT NULL THEN 3 END AS closed_as,
        again.seen,
        again.rank IS NOT NULL AS rework,
        true AS turned,
        again.repeats
    FROM again
    JOIN {{lives}} AS life USING (key, life)
),
ticked AS (
    SELECT
        key,
        life,
        of_life,
        rank::USMALLINT AS rank,
        tick(reached_at) AS reached,
        tick(coalesce(passed_at, closed_at)) AS reached_left,
        CASE WHEN passed_at IS NULL THEN coalesce(closed_as, 4) ELSE 1 END::UTINYINT AS reached_fate,
        tick(in_order_at) AS ordered,
        tick(coalesce(next_in_order_at, closed_at)) AS ordered_left,
        CASE WHEN next_in_order_at IS NULL THEN coalesce(closed_as, 4) ELSE 1 END::UTINYINT AS ordered_fate,
        tick(visited_at) AS visited,
        tick(coalesce(next_visited_at, closed_at)) AS any_left,
        CASE WHEN next_visited_at IS NULL THEN coalesce(closed_as, 4) ELSE 1 END::UTINYINT AS any_fate,
        tick(coalesce(direct_at, closed_at)) AS direct_left,
        CASE WHEN direct_at IS NULL THEN coalesce(closed_as, 4) ELSE 1 END::UTINYINT AS direct_fate,
        stage_id,
        next_stage_id,
        tick(came_at) AS came,
        tick(went_at) AS went,
        tick(closed_at) AS closed,
        closed_as::UTINYINT AS closed_as,
        seen,
        rework,
        turned,
        repeats
    FROM moment
)
SELECT
    t.key,
    t.life,
    t.rank,
    t.reached,
    span(t.reached_left - t.reached) AS reached_age,
    t.reached_fate,
    t.ordered,
    span(t.ordered_left - t.ordered) AS ordered_age,
    t.ordered_fate,
    t.visited,
    span(t.any_left - t.visited) AS any_age,
    t.any_fate,
    span(t.direct_left - t.visited) AS direct_age,
    t.direct_fate,
    t.stage_id,
    t.next_stage_id,
    t.came,
    t.went,
    t.closed,
    t.closed_as,
    t.seen,
    t.rework,
    t.turned,
    t.repeats,
    -- Of a life that was closed before, a new one can begin later.
    greatest(n.settled, CASE WHEN t.rank IS NULL THEN t.went END) AS settled,
    n.valued,
    n.started,
    n.amount,
    {{fields}}
FROM ticked AS t
JOIN weir.next_narrow_life AS n ON n.key = t.key AND n.life = t.of_life
ORDER BY settled, t.key, t.life, t.rank, t.came;

DROP TABLE in_order;
DROP TABLE again;
