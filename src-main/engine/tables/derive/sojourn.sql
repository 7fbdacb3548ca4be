-- came_back: deals that went on after they had closed. They are few, and only for them lives have to be told apart.
CREATE OR REPLACE TEMP TABLE came_back AS
SELECT DISTINCT t.key
FROM weir.next_state AS t
JOIN weir.next_stage AS s USING (stage_id)
WHERE s.kind <> 'open' AND t.to_at IS NOT NULL;

CREATE OR REPLACE TEMP VIEW state_of_came_back AS
FROM weir.next_state SEMI JOIN came_back USING (key);

-- visit_in: every stay of a deal in a stage, before lives are told apart, from the named rows of weir.state. Post-sale
-- stages count as won: what happens after winning is kept out of conversion and win rates.
CREATE OR REPLACE TEMP MACRO visit_in(states) AS TABLE
WITH stage AS (
    SELECT stage_id, rank, (CASE kind WHEN 'post' THEN 'won' ELSE kind END)::ENUM('open', 'won', 'lost') AS kind
    FROM weir.next_stage
)
SELECT v.*, s.rank, s.kind, next_stage.rank AS next_rank, next_stage.kind AS next_kind
FROM (
    SELECT
        t.key,
        (row_number() OVER deal)::INTEGER AS visit,
        t.stage_id,
        t.from_at AS entered_at,
        lead(t.from_at) OVER deal AS left_at,
        lead(t.stage_id) OVER deal AS next_stage_id,
        t.origin
    FROM query_table(states) AS t
    WHERE t.stage_id IS DISTINCT FROM t.from_stage_id
    WINDOW deal AS (PARTITION BY t.key ORDER BY t.seq)
) AS v
JOIN stage AS s USING (stage_id)
LEFT JOIN stage AS next_stage ON next_stage.stage_id = v.next_stage_id;

CREATE OR REPLACE TEMP TABLE visit_of_came_back AS
FROM visit_in('state_of_came_back');

-- closing: closed visits of deals that went on after a closing. A closing begins with the first of the closed visits of
-- one kind in a row: from Won to a stage after the sale, or from one lost stage to another, nothing closes again.
CREATE OR REPLACE TEMP TABLE closing AS
WITH closed AS (
    SELECT
        *,
        lag(visit) OVER deal IS DISTINCT FROM visit - 1 OR lag(kind) OVER deal <> kind AS begins
    FROM visit_of_came_back
    SEMI JOIN (SELECT key FROM visit_of_came_back WHERE kind <> 'open' AND left_at IS NOT NULL) USING (key)
    WHERE kind <> 'open'
    WINDOW deal AS (PARTITION BY key ORDER BY visit)
)
SELECT
    key,
    visit,
    kind,
    left_at,
    next_kind,
    max(entered_at) FILTER (begins) OVER so_far AS closed_at,
    max(visit) FILTER (begins) OVER so_far AS closed_by
FROM closed
WINDOW so_far AS (PARTITION BY key ORDER BY visit);

-- A closed deal that comes back within 30 days goes on with the same life; later it starts a new one with a clock of
-- its own. Such deals are few, so they are kept beside: `starts` lists the visits that start a life after the first.
CREATE OR REPLACE TEMP TABLE later_life AS
SELECT key, list(visit + 1 ORDER BY visit) AS starts
FROM closing
WHERE next_kind = 'open' AND left_at > closed_at + INTERVAL 30 DAY
GROUP BY key;

-- sojourn: one visit of one deal to one stage, from `entered_at` until `left_at` (half open, NULL = still there).
CREATE OR REPLACE TABLE weir.next_sojourn AS
SELECT
    v.key,
    (1 + coalesce(len(list_filter(l.starts, lambda start: start <= v.visit)), 0))::INTEGER AS life,
    v.visit,
    v.stage_id,
    v.rank,
    v.kind,
    v.entered_at,
    v.left_at,
    v.next_stage_id,
    v.next_rank,
    CASE
        WHEN v.left_at IS NULL THEN 'open'
        WHEN v.next_kind <> 'open' THEN v.next_kind
        WHEN v.next_rank > v.rank THEN 'forward'
        ELSE 'back'
    END AS exit,
    v.left_at IS NULL OR coalesce(list_contains(l.starts, v.visit + 1), false) AS is_last,
    v.origin
FROM visit_in('weir.next_state') AS v
LEFT JOIN later_life AS l USING (key);

DROP MACRO TABLE visit_in;
DROP VIEW state_of_came_back;
DROP TABLE visit_of_came_back;
DROP TABLE came_back;
DROP TABLE later_life;
