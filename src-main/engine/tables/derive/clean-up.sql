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
    life,
    owner,
    closed_at,
    CASE
        WHEN alive_at >= coalesce(started_at, alive_at) AND (observed_from IS NULL OR alive_at > observed_from) THEN alive_at
        ELSE closed_at
    END AS dated_at
FROM signed
ORDER BY key, closed_at;

DROP TABLE closed_loss;
DROP TABLE administrative_loss;
