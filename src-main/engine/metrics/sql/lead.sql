-- got_there: whether something had become of a lead by the day. Where no date tells, only what is known last does.
CREATE OR REPLACE MACRO weir.got_there(as_of, said, dated) AS
    CASE WHEN dated IS NOT NULL THEN dated < weir.until(as_of) ELSE said AND NOT weir.looks_back(as_of) END;

-- got_so_far: the same of a step counted in weir.settled_lead.
CREATE OR REPLACE MACRO weir.got_so_far(as_of, step) AS step = 2 OR (step = 1 AND NOT weir.looks_back(as_of));

-- lead_at: leads that had come in by the day, in the period where one is given, with how far they had got. `fate` is that of
-- the deal they became: 1 won, 2 lost, 3 open.
CREATE OR REPLACE MACRO weir.lead_at(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH known AS (
    -- Nearly all have no deal, or one of which everything is known already.
    SELECT l.*, l.deal_fate AS fate, l.deal_amount AS amount
    FROM weir.narrow_lead AS l
    WHERE l.deal_settled IS NULL OR l.deal_settled < weir.until_tick(as_of)
    UNION ALL
    SELECT l.*, d.fate, d.amount
    FROM weir.narrow_lead AS l
    LEFT JOIN (
        SELECT key, fate, amount FROM weir.narrow_life_at(as_of) WHERE life = 1 AND settled >= weir.until_tick(as_of)
    ) AS d ON d.key = l.key
    WHERE l.deal_settled >= weir.until_tick(as_of)
)
SELECT
    l.lead_no,
    l.key,
    l.owner,
    l.source,
    l.channel,
    l.cost,
    l.created_at,
    l.mql_at,
    l.assigned_at,
    l.referrer,
    weir.got_there(as_of, l.is_mql, l.mql_by) AS is_mql,
    weir.got_there(as_of, l.is_sql, l.sql_by) AS is_sql,
    weir.got_there(as_of, l.is_converted, l.converted_at) AS is_converted,
    l.is_dead AND NOT l.is_converted AND NOT weir.looks_back(as_of) AS is_dead,
    l.fate,
    l.amount,
    CASE WHEN l.first_at < weir.until(as_of) THEN l.speed ELSE 5 END AS speed,
    CASE WHEN l.first_at < weir.until(as_of) THEN l.touches ELSE 0 END AS touches,
    CASE WHEN l.talked_at < weir.until(as_of) THEN l.talked_at END AS talked_at,
    CASE WHEN l.met_at < weir.until(as_of) THEN l.met_at END AS met_at
FROM known AS l
WHERE l.created_at < weir.until(as_of) AND weir.in_period(l.created_at, from_day, to_day) AND keep;

-- alike_leads: leads that got as far, counted by `dim`, an expression over the lead. alike_leads_whole: the same of all leads, of
-- which those that nothing is told of later come counted from weir.settled_lead; `dim` is the channel or the source.
CREATE OR REPLACE MACRO weir.alike_leads(as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true) AS TABLE
SELECT
    dim AS key,
    is_mql,
    is_sql,
    is_converted,
    is_dead,
    fate,
    count(*) AS leads,
    sum(amount) AS amount,
    sum(cost) AS cost,
    count(cost) AS priced
FROM weir.lead_at(as_of, from_day := from_day, to_day := to_day, keep := keep)
GROUP BY ALL;
CREATE OR REPLACE MACRO weir.alike_leads_whole(as_of, dim := ''::ENUM('')) AS TABLE
SELECT
    dim AS key,
    weir.got_so_far(as_of, mql) AS is_mql,
    weir.got_so_far(as_of, sql) AS is_sql,
    weir.got_so_far(as_of, converted) AS is_converted,
    is_dead AND NOT weir.looks_back(as_of) AS is_dead,
    fate,
    leads,
    amount,
    cost,
    priced
FROM weir.settled_lead
WHERE stretch < weir.stretch_at(as_of)
UNION ALL
FROM weir.alike_leads(as_of, dim := dim, keep := l.settled >= weir.stretch_from(as_of));

-- hand_off: minutes from when marketing found a lead worth a talk, or else from when it came in, until it was handed to a
-- rep (or, where no lead says when that was, until the first touch); not `handed` yet are those still waiting on the day.
-- Beyond four hours in steps of half an hour.
CREATE OR REPLACE MACRO weir.hand_off(as_of, from_day := NULL, to_day := NULL, by_touch := false, keep := true) AS TABLE
WITH waited AS (
    SELECT
        coalesce(l.mql_at, l.created_at) AS begun,
        CASE WHEN by_touch THEN l.first_at ELSE l.assigned_at END AS ended
    FROM weir.narrow_lead AS l
    WHERE l.created_at < weir.until(as_of) AND weir.in_period(l.created_at, from_day, to_day) AND keep
        AND coalesce(l.mql_at, l.created_at) < weir.until(as_of)
),
timed AS (
    SELECT
        coalesce(ended < weir.until(as_of), false) AS handed,
        greatest(epoch(CASE WHEN ended < weir.until(as_of) THEN ended ELSE weir.until(as_of) END - begun) / 60, 0) AS minutes
    FROM waited
)
SELECT CASE WHEN minutes < 240 THEN ceil(minutes) ELSE ceil(minutes / 30) * 30 END AS minutes, handed, count(*) AS leads
FROM timed
GROUP BY ALL
ORDER BY ALL;

-- hand_off_whole: the same of all leads, of which those handed over that nothing is told of later come counted.
CREATE OR REPLACE MACRO weir.hand_off_whole(as_of, by_touch := false) AS TABLE
WITH counted AS (
    SELECT minutes, true AS handed, leads
    FROM weir.settled_hand_off AS h
    WHERE h.stretch < weir.stretch_at(as_of) AND h.by_touch = by_touch
    UNION ALL
    FROM weir.hand_off(as_of, by_touch := by_touch, keep := l.settled >= weir.stretch_from(as_of))
    UNION ALL
    FROM weir.hand_off(
        as_of,
        by_touch := by_touch,
        keep := l.settled < weir.stretch_from(as_of) AND CASE WHEN by_touch THEN l.first_at ELSE l.assigned_at END IS NULL
    )
)
SELECT minutes, handed, sum(leads) AS leads
FROM counted
GROUP BY ALL
ORDER BY ALL;

-- alike_work: leads by how soon they were first touched, in bands of hours, and by how often (more than twelve are thirteen).
CREATE OR REPLACE MACRO weir.alike_work(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT
    l.speed,
    least(l.touches, 13) AS touches,
    l.is_converted,
    l.fate,
    count(*) AS leads,
    count(l.talked_at) AS talked,
    count(*) FILTER (l.met_at >= l.talked_at) AS met
FROM weir.lead_at(as_of, from_day := from_day, to_day := to_day, keep := keep) AS l
GROUP BY ALL;
CREATE OR REPLACE MACRO weir.alike_work_whole(as_of) AS TABLE
SELECT speed, touches, weir.got_so_far(as_of, converted) AS is_converted, fate, leads, talked, met
FROM weir.settled_lead_work
WHERE stretch < weir.stretch_at(as_of)
UNION ALL
FROM weir.alike_work(as_of, keep := l.settled >= weir.stretch_from(as_of));

-- referrer: accounts with a deal won by the day (customers), and those of them that a lead of the period names.
CREATE OR REPLACE MACRO weir.referrer(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT count(*) AS customers, count(n.referrer) AS referred
FROM weir.customer AS c
LEFT JOIN (
    SELECT DISTINCT l.referrer
    FROM weir.narrow_lead AS l
    WHERE l.created_at < weir.until(as_of) AND weir.in_period(l.created_at, from_day, to_day) AND keep
) AS n ON n.referrer = c.account
WHERE c.won_at < weir.until(as_of);

-- referrer_whole: the same for all leads.
CREATE OR REPLACE MACRO weir.referrer_whole(as_of) AS TABLE
SELECT count(*) AS customers, count(*) FILTER (referred_at < weir.until(as_of)) AS referred
FROM weir.customer
WHERE won_at < weir.until(as_of);
