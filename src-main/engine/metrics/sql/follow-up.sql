-- follow_up: days on which somebody followed up on a deal, as known on the day. `source` is what counts as one: activity
-- (a call, mail, meeting or task that was done), change (any recorded change of the deal), or either.
CREATE OR REPLACE MACRO weir.follow_up(as_of, source := 'activity') AS TABLE
SELECT key, happened_at::DATE AS day
FROM weir.activity
WHERE source <> 'change' AND key IS NOT NULL AND is_done AND happened_at < weir.until(as_of)
UNION ALL
SELECT key, from_at::DATE AS day
FROM weir.state
-- What a list shows for the first time, at any age, is no change.
WHERE source <> 'activity' AND origin NOT IN ('guess', 'seen') AND from_at < weir.until(as_of);

-- follow_up_gap: each follow-up with the next one; `before` is NULL for the first of a deal.
CREATE OR REPLACE MACRO weir.follow_up_gap(as_of, source := 'activity') AS TABLE
SELECT key, lag(day) OVER followed AS before, day, lead(day) OVER followed AS after
FROM weir.follow_up(as_of, source := source)
WINDOW followed AS (PARTITION BY key ORDER BY day);

-- last_follow_up: the last one of each deal.
CREATE OR REPLACE MACRO weir.last_follow_up(as_of, source := 'activity') AS TABLE
SELECT key, max(day) AS day
FROM weir.follow_up(as_of, source := source)
GROUP BY key;
