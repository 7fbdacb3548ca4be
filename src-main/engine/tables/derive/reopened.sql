-- A closing that was taken back within 30 days counts for a funnel of a day inside the gap, and for no other. These are
-- the lives as they stood then: over with that closing. `life` is the number of the closing visit, because a life can
-- have several such gaps.
CREATE OR REPLACE TEMP TABLE closed_for_now AS
SELECT
    r.key,
    r.visit AS life,
    r.life AS of_life,
    CASE WHEN r.outcome = 'won' THEN r.closed_at END AS won_at,
    CASE WHEN r.outcome = 'lost' THEN r.closed_at END AS lost_at,
    l.top_rank,
    true AS moved_back,
    1 AS first_visit,
    false AS only_climbs
FROM weir.next_reopening AS r
JOIN life AS l USING (key, life);

CREATE OR REPLACE TEMP TABLE visit_before_closing AS
SELECT s.* REPLACE (r.visit AS life)
FROM weir.next_reopening AS r
JOIN weir.next_sojourn AS s ON s.key = r.key AND s.life = r.life
    -- From one stage of a closing to another nothing closes again, but it is a move.
    AND (s.visit < r.visit OR (s.kind <> 'open' AND s.left_at < r.reopened_at));
