-- closed_loss: every closing as lost, those that were taken back too, with the owner of that moment. A closing counts from
-- its day on and never changes, so what follows from it is the same whenever it is looked at.
CREATE OR REPLACE TEMP TABLE closed_loss AS
WITH lost AS (
    SELECT key, life, closed_at, owner, settled_at
    FROM next_life
    WHERE outcome = 'lost' AND closed_at IS NOT NULL
    UNION ALL
    SELECT key, life, closed_at, NULL, reopened_at
    FROM weir.next_reopening
    WHERE outcome = 'lost'
)
SELECT key, life, closed_at, owner
FROM lost
WHERE settled_at <= closed_at
UNION ALL
SELECT l.key, l.life, l.closed_at, coalesce(p.owner::VARCHAR, l.owner)
FROM lost AS l
LEFT JOIN weir.next_past_state AS p ON p.key = l.key AND p.from_at <= l.closed_at AND p.to_at > l.closed_at
WHERE l.settled_at > l.closed_at;

-- clean_up: days on which one owner, or all together (`is_all`), lost more than 20 deals and more than 5 times
-- what the 99th percentile of the working days up to then is; days without a loss count as 0. Only what was known on the
-- day itself counts, and before 100 working days no day stands out.
CREATE OR REPLACE TABLE weir.next_clean_up AS
WITH lost_day AS (
    SELECT
        grouping(owner) = 1 AS is_all,
        owner,
        closed_at::DATE AS day,
        count(*)::INTEGER AS deals
    FROM closed_loss
    GROUP BY GROUPING SETS ((closed_at::DATE, owner), (closed_at::DATE))
),
candidate AS (
    FROM lost_day WHERE deals > 20
)
SELECT
    c.is_all,
    c.owner,
    c.day,
    c.deals,
    coalesce(
        list(d.deals ORDER BY d.deals DESC)
            [floor(0.01 * greatest((c.day - min(d.day) + 1) * 5 / 7, 1))::INTEGER + 1],
        0
    ) AS usual
FROM candidate AS c
JOIN lost_day AS d ON d.is_all = c.is_all AND d.owner IS NOT DISTINCT FROM c.owner AND d.day <= c.day
GROUP BY c.is_all, c.owner, c.day, c.deals
HAVING c.deals > 5 * usual
ORDER BY c.day, c.is_all, c.owner;

CREATE OR REPLACE TEMP TABLE administrative_loss AS
SELECT DISTINCT l.key, l.life, l.closed_at, l.owner
FROM closed_loss AS l
JOIN weir.next_clean_up AS c ON c.day = l.closed_at::DATE AND (c.is_all OR c.owner IS NOT DISTINCT FROM l.owner);

-- clean_up_loss: losses of such days with the last sign of life on a day before: an activity, or a change of stage whose
-- day is known. `dated_at` is the booked moment where there is none, or none after the deal began and was first seen.
-- `stage_id` is the open stage that the loss ended a visit to, where the beginning of the visit, `came_at`, is known.
CREATE OR REPLACE TABLE weir.next_clean_up_loss AS
WITH stage_change AS (
    SELECT a.key, a.closed_at, max(s.entered_at) AS at
    FROM administrative_loss AS a
    JOIN weir.next_sojourn AS s ON s.key = a.key AND s.life = a.life
    WHERE s.entered_at < a.closed_at::DATE AND s.origin IN ('log', 'date', 'snapshot')
    GROUP BY a.key, a.closed_at
),
activity AS (
    SELECT a.key, a.closed_at, max(v.happened_at) AS at
    FROM administrative_loss AS a
    JOIN weir.next_activity AS v ON v.key = a.key
    WHERE v.happened_at < a.closed_at::DATE
    GROUP BY a.key, a.closed_at
),
signed AS (
    SELECT
        a.*,
        o.started_at,
        o.observed_from,
        greatest(
            s.at, v.at, CASE WHEN o.last_activity_at < a.closed_at::DATE THEN o.last_activity_at END
        ) AS alive_at
    FROM administrative_loss AS a
    JOIN next_life AS o ON o.key = a.key AND o.life = a.life
    LEFT JOIN stage_change AS s ON s.key = a.key AND s.closed_at = a.closed_at
    LEFT JOIN activity AS v ON v.key = a.key AND v.closed_at = a.closed_at
)
SELECT
    key,
    signed.life,
    owner,
    closed_at,
    v.stage_id,
    v.entered_at AS came_at,
    CASE
        WHEN alive_at >= coalesce(started_at, alive_at) AND (observed_from IS NULL OR alive_at > observed_from) THEN alive_at
        ELSE closed_at
    END AS dated_at
FROM signed
LEFT JOIN (
    SELECT key, left_at AS closed_at, stage_id, entered_at
    FROM weir.next_sojourn
    WHERE kind = 'open' AND exit = 'lost' AND origin <> 'seen'
) AS v USING (key, closed_at)
ORDER BY key, closed_at;

-- clean_up_deal, clean_up_reach: rows of weir.lives and of weir.reach of these losses, so that moving them reads no others.
CREATE OR REPLACE TABLE weir.next_clean_up_deal AS
FROM next_life SEMI JOIN weir.next_clean_up_loss USING (key, life);

CREATE OR REPLACE TABLE weir.next_clean_up_reach AS
WITH lost AS (
    SELECT l.key, o.life, l.closed_at
    FROM weir.next_clean_up_loss AS l
    JOIN weir.next_clean_up_deal AS o ON o.key = l.key AND o.closed_at = l.closed_at AND o.outcome = 'lost'
),
taken_back AS (
    SELECT l.key, g.visit AS life, l.closed_at
    FROM weir.next_clean_up_loss AS l
    JOIN weir.next_reopening AS g ON g.key = l.key AND g.closed_at = l.closed_at
)
SELECT r.key, lost.closed_at, r.rank, r.started, r.reached, r.reached_age, r.reached_fate, r.ordered, r.ordered_age, r.ordered_fate,
    r.visited, r.any_age, r.any_fate, r.direct_age, r.direct_fate
FROM weir.next_reach AS r
JOIN lost ON lost.key = r.key AND lost.life = r.life
WHERE r.reached IS NOT NULL
UNION ALL
SELECT r.key, t.closed_at, r.rank, r.started, r.reached, r.reached_age, r.reached_fate, r.ordered, r.ordered_age, r.ordered_fate,
    r.visited, r.any_age, r.any_fate, r.direct_age, r.direct_fate
FROM weir.next_reach_in_gap AS r
JOIN taken_back AS t ON t.key = r.key AND t.life = r.life
WHERE r.reached IS NOT NULL;

-- clean_up_move: what counting needs of each loss that moves, in ticks and with the fields of weir.narrow_life. It counts
-- from the day it was closed until it was taken back (`reopened`, NULL where it never was). `dated_age` is NULL where the
-- other moment gives no length: then the booked one stays.
CREATE OR REPLACE TABLE weir.next_clean_up_move AS
SELECT
    l.key,
    l.life,
    l.closed_at,
    tick(l.closed_at) AS closed,
    tick(g.reopened_at) AS reopened,
    tick(l.dated_at) AS dated,
    n.valued,
    n.started,
    tick(l.closed_at) - n.started AS booked_age,
    CASE
        WHEN l.dated_at >= o.started_at
            AND (o.observed_from IS NULL OR o.observed_from <= o.started_at OR tick(o.observed_from) < tick(l.dated_at))
            THEN tick(l.dated_at) - n.started
    END AS dated_age,
    l.stage_id,
    tick(l.came_at) AS came,
    span(tick(l.closed_at) - tick(l.came_at)) AS booked_stay,
    span(tick(l.dated_at) - tick(l.came_at)) AS dated_stay,
    n.amount,
    {{fields}}
FROM weir.next_clean_up_loss AS l
JOIN weir.next_clean_up_deal AS o ON o.key = l.key AND o.life = l.life
JOIN weir.next_narrow_life AS n ON n.key = l.key AND n.life = l.life
LEFT JOIN weir.next_reopening AS g ON g.key = l.key AND g.closed_at = l.closed_at
WHERE l.dated_at < l.closed_at AND (g.key IS NOT NULL OR (o.outcome = 'lost' AND o.closed_at = l.closed_at))
ORDER BY l.key, l.closed_at;

-- clean_up_step: the same losses with the stages that they ended.
CREATE OR REPLACE TABLE weir.next_clean_up_step AS
SELECT n.key, n.closed, n.reopened, n.dated, n.valued, r.* EXCLUDE (key, closed_at), n.amount, {{fields}}
FROM weir.next_clean_up_reach AS r
JOIN weir.next_clean_up_move AS n USING (key, closed_at)
WHERE r.reached_fate = 2 OR r.ordered_fate = 2 OR r.any_fate = 2 OR r.direct_fate = 2;

DROP TABLE closed_loss;
DROP TABLE administrative_loss;
