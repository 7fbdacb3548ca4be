-- lead_touch: how each lead was worked: first activity that was done, first talk and first meeting since it came in, and how
-- many activities until it was converted.
CREATE OR REPLACE TABLE weir.next_lead_touch AS
SELECT
    l.lead_no,
    min(a.happened_at) AS first_at,
    count(*) FILTER (l.converted_at IS NULL OR a.happened_at <= l.converted_at)::INTEGER AS touches,
    min(a.happened_at) FILTER (a.outcome IN ('connected', 'replied', 'positive')) AS talked_at,
    min(a.happened_at) FILTER (a.kind = 'meeting') AS met_at
FROM weir.next_activity AS a
JOIN weir.next_lead AS l ON l.lead_no = a.lead_no
-- An activity of a day without a time belongs to a lead of that day.
WHERE a.is_done AND a.happened_at >= l.created_at::DATE::TIMESTAMP
GROUP BY l.lead_no
ORDER BY l.lead_no;

-- deal_touch: the same of deals, until they were closed.
CREATE OR REPLACE TABLE weir.next_deal_touch AS
SELECT
    o.key,
    min(a.happened_at) AS first_at,
    count(*)::INTEGER AS touches,
    count(*) FILTER (a.kind = 'call')::INTEGER AS calls,
    count(*) FILTER (a.kind = 'e-mail')::INTEGER AS mails,
    count(*) FILTER (a.kind = 'meeting')::INTEGER AS meetings
FROM weir.next_activity AS a
JOIN (SELECT key, started_at, closed_at FROM weir.next_opportunity) AS o ON o.key = a.key
WHERE
    a.is_done
    AND a.happened_at >= o.started_at::DATE::TIMESTAMP
    AND (o.closed_at IS NULL OR a.happened_at <= o.closed_at)
GROUP BY o.key
ORDER BY o.key;

-- activity_count: activities that were done, by day, kind and what came of them; `hour` is NULL where only the day is known.
CREATE OR REPLACE TABLE weir.next_activity_count AS
SELECT
    happened_at::DATE AS day,
    CASE WHEN happened_at <> happened_at::DATE::TIMESTAMP THEN hour(happened_at)::TINYINT END AS hour,
    kind,
    direction,
    outcome,
    count(*)::INTEGER AS activities
FROM weir.next_activity
WHERE is_done AND happened_at IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
