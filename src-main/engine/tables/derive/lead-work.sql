-- narrow_lead: what counting needs of each lead, in words of lists and small numbers: how far it got, how it was worked (first
-- activity that was done and how soon it came, in the bands of weir.speed_band, first talk and first meeting since it came
-- in, how many activities until it was converted), and
-- what became of its deal. `deal_settled` is the tick from which on that is as it stands here; a deal that came back later
-- has a second life, which is not the lead's. `referrer` stands for the account that referred it. Sorted by `settled`, the tick
-- of the last thing that a date tells of it.
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
    d.settled AS deal_settled,
    greatest(
        tick(greatest(l.created_at, l.mql_at, l.sql_at, l.assigned_at, l.converted_at, t.first_at, t.talked_at, t.met_at)),
        d.settled
    ) AS settled
FROM (SELECT * REPLACE (nullif(trim(referred_by), '') AS referred_by) FROM weir.next_lead) AS l
LEFT JOIN touch AS t ON t.lead_no = l.lead_no
LEFT JOIN (SELECT key, fate, amount, settled FROM weir.next_narrow_life WHERE life = 1) AS d ON d.key = l.key
ORDER BY settled, l.lead_no;

-- settled_lead: leads of which nothing is told later, by how far they got (2 a date says so, 1 only what is known last does) and
-- what became of their deal, counted by the stretch of days of the last thing told.
CREATE OR REPLACE TABLE weir.next_settled_lead AS
SELECT
    stretch(settled) AS stretch,
    channel,
    source,
    (is_mql::INTEGER + (mql_by IS NOT NULL)::INTEGER)::UTINYINT AS mql,
    (is_sql::INTEGER + (sql_by IS NOT NULL)::INTEGER)::UTINYINT AS sql,
    (is_converted::INTEGER + (converted_at IS NOT NULL)::INTEGER)::UTINYINT AS converted,
    is_dead AND NOT is_converted AS is_dead,
    deal_fate AS fate,
    count(*) AS leads,
    sum(deal_amount) AS amount,
    sum(cost) AS cost,
    count(cost) AS priced
FROM weir.next_narrow_lead
WHERE settled < tick(never()) AND created_at IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- settled_lead_work: the same leads by how soon and how often they were worked; `touches` of more than twelve are thirteen.
CREATE OR REPLACE TABLE weir.next_settled_lead_work AS
SELECT
    stretch(settled) AS stretch,
    coalesce(speed, 5)::UTINYINT AS speed,
    CASE WHEN first_at IS NULL THEN 0 ELSE least(touches, 13) END::UTINYINT AS touches,
    (is_converted::INTEGER + (converted_at IS NOT NULL)::INTEGER)::UTINYINT AS converted,
    deal_fate AS fate,
    count(*) AS leads,
    count(talked_at) AS talked,
    count(*) FILTER (met_at >= talked_at) AS met
FROM weir.next_narrow_lead
WHERE settled < tick(never()) AND created_at IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- settled_hand_off: the same leads by how long they waited for the rep or (by_touch) for the first touch, as weir.hand_off has
-- it; without those that wait still, for whom every day is another.
CREATE OR REPLACE TABLE weir.next_settled_hand_off AS
WITH handed AS (
    SELECT settled, false AS by_touch, coalesce(mql_at, created_at) AS begun, assigned_at AS ended
    FROM weir.next_narrow_lead
    WHERE settled < tick(never()) AND created_at IS NOT NULL AND assigned_at IS NOT NULL
    UNION ALL
    SELECT settled, true, coalesce(mql_at, created_at), first_at
    FROM weir.next_narrow_lead
    WHERE settled < tick(never()) AND created_at IS NOT NULL AND first_at IS NOT NULL
),
waited AS (
    SELECT stretch(settled) AS stretch, by_touch, greatest(epoch(ended - begun) / 60, 0) AS minutes
    FROM handed
)
SELECT
    stretch,
    by_touch,
    CASE WHEN minutes < 240 THEN ceil(minutes) ELSE ceil(minutes / 30) * 30 END AS minutes,
    count(*) AS leads
FROM waited
GROUP BY ALL
ORDER BY ALL;

-- customer: accounts with a deal that was won, when the first one was, and since when a lead names them as who referred it.
CREATE OR REPLACE TABLE weir.next_customer AS
WITH referred AS (
    SELECT referrer, min(created_at) AS referred_at
    FROM weir.next_narrow_lead
    WHERE referrer IS NOT NULL
    GROUP BY ALL
)
SELECT c.account, c.won_at, r.referred_at
FROM (
    SELECT hash(lower(trim(account))) AS account, min(closed_at) AS won_at
    FROM next_life
    WHERE outcome = 'won' AND account IS NOT NULL AND EXISTS (FROM weir.next_lead WHERE referred_by IS NOT NULL)
    GROUP BY ALL
) AS c
LEFT JOIN referred AS r ON r.referrer = c.account
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

-- settled_work: deals that ended and have one life alone, as weir.worked_deal has them, by the stretch of days in which they
-- changed last.
CREATE OR REPLACE TABLE weir.next_settled_work AS
WITH day AS (
    SELECT tick(TIMESTAMP '2000-01-01') AS start, tick(TIMESTAMP '2000-01-02') - tick(TIMESTAMP '2000-01-01') AS ticks
),
ended AS (
    SELECT
        n.settled,
        n.fate,
        -- The beginning of the tick.
        TIMESTAMP '2000-01-01' + to_microseconds((n.started - day.start) * (86400000000 // day.ticks)) AS begun,
        t.first_at,
        t.touches
    FROM weir.next_narrow_life AS n
    CROSS JOIN day
    LEFT JOIN weir.next_deal_touch AS t ON t.key = n.key
    ANTI JOIN weir.next_earlier_life AS e ON e.key = n.key
    WHERE n.settled < tick(never()) AND n.started IS NOT NULL AND n.life = 1
)
SELECT
    stretch(settled) AS stretch,
    CASE
        WHEN first_at IS NULL THEN 5
        WHEN first_at <= begun + INTERVAL 1 HOUR THEN 0
        WHEN first_at <= begun + INTERVAL 4 HOUR THEN 1
        WHEN first_at <= begun + INTERVAL 24 HOUR THEN 2
        WHEN first_at <= begun + INTERVAL 72 HOUR THEN 3
        ELSE 4
    END::UTINYINT AS speed,
    CASE WHEN first_at IS NULL THEN 0 ELSE least(touches, 60) END::UTINYINT AS touches,
    fate,
    count(*) AS deals
FROM ended
GROUP BY ALL
ORDER BY ALL;

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
