-- closed_loss: every closing as lost, those that were taken back too, with the owner of that moment. A closing counts from
-- its day on and never changes, so what follows from it is the same whenever it is looked at.
CREATE OR REPLACE TEMP TABLE closed_loss AS
WITH lost AS (
    SELECT key, life, closed_at, owner, settled_at
    FROM (FROM weir.next_opportunity UNION ALL FROM weir.next_earlier_life)
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
    JOIN (FROM weir.next_opportunity UNION ALL FROM weir.next_earlier_life) AS o ON o.key = a.key AND o.life = a.life
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
FROM (FROM weir.next_opportunity UNION ALL FROM weir.next_earlier_life)
SEMI JOIN weir.next_clean_up_loss USING (key, life);

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

DROP TABLE closed_loss;
DROP TABLE administrative_loss;
