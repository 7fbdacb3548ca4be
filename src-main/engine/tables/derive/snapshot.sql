-- Several dated lists of the same deals. A list of one day is never compared with itself: of rows of one id and day the
-- one with the latest dates counts, then the one of the later file in canonical order, then the later row.
CREATE OR REPLACE TEMP TABLE deal_version AS
FROM deal_version
QUALIFY row_number() OVER (
    PARTITION BY id, snapshot_date
    ORDER BY greatest(stage_changed_at, closed_at, created_at) DESC NULLS LAST, file_key DESC, record DESC
) = 1;

CREATE OR REPLACE TEMP TABLE snapshot_day AS
SELECT
    snapshot_date AS day,
    (row_number() OVER (ORDER BY snapshot_date))::INTEGER AS number,
    count(*)::INTEGER AS deals,
    bool_and(is_whole) AS is_whole
FROM deal_version
-- Rows that stand for deals of logs are no list.
WHERE snapshot_date > DATE '1970-01-01' AND is_whole IS NOT NULL
GROUP BY snapshot_date;

-- follows: the days that list the same deals as an earlier one, so that a deal which is not there any more is missing.
-- Exports of one list in parts, or of other deals, share few ids with the days before and prove nothing. Lists that the
-- user calls filtered prove nothing either.
CREATE OR REPLACE TEMP TABLE follows AS
WITH kept AS (
    SELECT d.number, later.number AS later_number, count(*) AS deals
    FROM deal_version AS v
    JOIN snapshot_day AS d ON d.day = v.snapshot_date
    JOIN snapshot_day AS later ON later.number BETWEEN d.number + 1 AND d.number + 5
    JOIN deal_version AS w ON w.id = v.id AND w.snapshot_date = later.day
    GROUP BY d.number, later.number
)
SELECT d.day, any_value(d.is_whole) AS is_whole, min(later.day) AS next_day
FROM snapshot_day AS d
JOIN kept AS k ON k.number = d.number AND k.deals >= 0.5 * d.deals
JOIN snapshot_day AS later ON later.number = k.later_number
WHERE later.is_whole
GROUP BY d.day;

-- sighting: the first and the last day that each deal was listed on. `not_before` is the day before on which it was not
-- there yet, `missing_since` the day after on which it was not there any more.
CREATE OR REPLACE TEMP TABLE sighting AS
SELECT s.id, s.first_day, s.last_day, s.days, before.day AS not_before, after.next_day AS missing_since
FROM (
    SELECT
        id,
        min(snapshot_date) AS first_day,
        max(snapshot_date) AS last_day,
        count(*)::INTEGER AS days
    FROM deal_version
    GROUP BY id
) AS s
LEFT JOIN (SELECT next_day, max(day) AS day FROM follows WHERE is_whole GROUP BY next_day) AS before
    ON before.next_day = s.first_day
LEFT JOIN follows AS after ON after.day = s.last_day;

DROP TABLE follows;

-- snapshot: one row a day of which there is a list, where deals stand in several.
CREATE OR REPLACE TABLE weir.next_snapshot AS
SELECT
    d.day,
    d.number,
    d.deals,
    (SELECT count(*) FROM sighting AS s WHERE s.first_day = d.day AND s.not_before IS NOT NULL)::INTEGER AS appeared,
    (SELECT count(*) FROM sighting AS s WHERE s.missing_since = d.day)::INTEGER AS missing,
    d.is_whole
FROM snapshot_day AS d
ORDER BY d.day;
