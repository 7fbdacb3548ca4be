-- passed_touch_at: the last day up to the day on which somebody worked on a deal, of deals that were worked on after it.
CREATE OR REPLACE MACRO weir.passed_touch_at(as_of) AS TABLE
SELECT key, touched
FROM weir.touch
WHERE next_touch > as_of::DATE AND next_touch < DATE '9999-12-31' AND touched <= as_of::DATE
    -- True of all of them: with it DuckDB takes them for the few that they are.
    AND touched < next_touch;

-- touch_at: the same of every deal that was open on the day, and of some others. Most were not worked on since, and their last
-- touch is known beforehand.
CREATE OR REPLACE MACRO weir.touch_at(as_of) AS TABLE
SELECT key, last_touch AS touched
FROM weir.narrow_life
WHERE settled >= weir.until_tick(as_of)
    AND known < weir.until_tick(as_of)
    -- Of a deal one life at most.
    AND (closed IS NULL OR closed >= weir.until_tick(as_of))
    AND last_touch <= as_of::DATE
    AND known < settled
UNION ALL
FROM weir.passed_touch_at(as_of);

-- follow_up: days on which somebody followed up on a deal, as known on the day. `source` is what counts as one: activity
-- (a call, mail, meeting or task that was done), change (any recorded change of the deal), or either.
CREATE OR REPLACE MACRO weir.follow_up(as_of, source := 'activity') AS TABLE
SELECT key, touched AS day
FROM weir.touch
WHERE source <> 'change' AND touched <= as_of::DATE
UNION ALL
SELECT key, from_at::DATE AS day
FROM weir.state
-- What a list shows for the first time, at any age, is no change.
WHERE source <> 'activity' AND origin NOT IN ('guess', 'seen') AND from_at < weir.until(as_of);

-- follow_up_gap: each follow-up with the next one, which may lie behind the day.
CREATE OR REPLACE MACRO weir.follow_up_gap(as_of, source := 'activity') AS TABLE
SELECT key, touched AS day, nullif(next_touch, DATE '9999-12-31') AS after
FROM weir.touch
WHERE source = 'activity' AND touched <= as_of::DATE
UNION ALL
SELECT key, day, lead(day) OVER (PARTITION BY key ORDER BY day) AS after
FROM weir.follow_up(as_of, source := source)
WHERE source <> 'activity';

-- last_follow_up: the last one of each deal that can have been open on the day.
CREATE OR REPLACE MACRO weir.last_follow_up(as_of, source := 'activity') AS TABLE
WITH unsettled AS (
    -- DuckDB knows how few these are.
    SELECT key FROM weir.narrow_life WHERE settled >= weir.until_tick(as_of)
)
SELECT key, touched AS day
FROM weir.touch_at(as_of)
WHERE source = 'activity'
UNION ALL
SELECT key, max(day) AS day
FROM weir.follow_up(as_of, source := source)
SEMI JOIN unsettled USING (key)
WHERE source <> 'activity'
GROUP BY key;
