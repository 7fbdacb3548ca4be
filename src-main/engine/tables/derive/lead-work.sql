-- narrow_lead: what counting needs of each lead, in words of lists and small numbers: how far it got, how it was worked (first
-- activity that was done and how soon it came, in the bands of weir.speed_band, first talk and first meeting since it came
-- in, how many activities until it was converted), and
-- what became of its deal. `deal_settled` is the tick from which on that is as it stands here; a deal that came back later
-- has a second life, which is not the lead's. `referrer` stands for the account that referred it.
CREATE OR REPLACE TABLE weir.next_narrow_lead AS
WITH touch AS (
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
)
SELECT
    l.lead_no,
    l.key,
    l.channel{{channel}} AS channel,
    l.source{{source}} AS source,
    l.owner{{owner}} AS owner,
    l.cost,
    l.created_at,
    l.mql_at,
    l.assigned_at,
    l.converted_at,
    least(l.mql_at, l.sql_at, l.converted_at) AS mql_by,
    least(l.sql_at, l.converted_at) AS sql_by,
    l.is_mql,
    l.is_sql,
    l.is_converted,
    l.is_dead,
    hash(lower(trim(l.referred_by))) AS referrer,
    t.first_at,
    CASE
        WHEN t.first_at <= l.created_at + INTERVAL 1 HOUR THEN 0
        WHEN t.first_at <= l.created_at + INTERVAL 4 HOUR THEN 1
        WHEN t.first_at <= l.created_at + INTERVAL 24 HOUR THEN 2
        WHEN t.first_at <= l.created_at + INTERVAL 72 HOUR THEN 3
        WHEN t.first_at IS NOT NULL THEN 4
    END::TINYINT AS speed,
    t.touches,
    t.talked_at,
    t.met_at,
    d.fate AS deal_fate,
    d.amount AS deal_amount,
    d.settled AS deal_settled
FROM (SELECT * REPLACE (nullif(trim(referred_by), '') AS referred_by) FROM weir.next_lead) AS l
LEFT JOIN touch AS t ON t.lead_no = l.lead_no
LEFT JOIN (SELECT key, fate, amount, settled FROM weir.next_narrow_life WHERE life = 1) AS d ON d.key = l.key
ORDER BY l.lead_no;

-- customer: accounts with a deal that was won, and when the first one was.
CREATE OR REPLACE TABLE weir.next_customer AS
SELECT hash(lower(trim(account))) AS account, min(closed_at) AS won_at
FROM next_life
WHERE outcome = 'won' AND account IS NOT NULL AND EXISTS (FROM weir.next_lead WHERE referred_by IS NOT NULL)
GROUP BY ALL
ORDER BY ALL;

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

-- call_count: calls that were done, by day, whole minutes rounded up (120 and more are one) and what came of them.
CREATE OR REPLACE TABLE weir.next_call_count AS
SELECT happened_at::DATE AS day, least(ceil(minutes), 120)::TINYINT AS minutes, outcome, count(*)::INTEGER AS calls
FROM weir.next_activity
WHERE is_done AND kind = 'call' AND minutes IS NOT NULL AND happened_at IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
