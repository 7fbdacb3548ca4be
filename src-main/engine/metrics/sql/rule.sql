-- rule_deal{{narrow}}: lives as known on the day, in days. `over` is the day it closed, of an open one the day after the
-- as-of day; `most` is the limit of the rule, `limit_of`, which may be any expression over the deal `o`, or a list of several. A life whose beginning nothing tells has no
-- clock. Where a deal came into view at a later age, what went before is not known, and `seen` is the first day known. A
-- `customer` is an account, or a deal that names none. `asked`: whether it is one of the period and the filters.
CREATE OR REPLACE MACRO weir.rule_deal{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 0, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT o.key AS deal, o.life, dim AS key, limit_of AS most, o.owner, {{customer}} AS customer, keep AS kept, {{counted}}
    FROM weir.{{life}}(as_of) AS o
)
SELECT
    deal AS key,
    life,
    {{key}} AS grp,
    most,
    owner,
    customer,
    amount,
    fate,
    weir.moment_of(started)::DATE AS began,
    weir.moment_of(started + coalesce(entry_age, 0))::DATE AS seen,
    CASE WHEN fate = 3 THEN as_of::DATE + 1 ELSE weir.moment_of(closed)::DATE END AS over,
    kept AND weir.tick_in_period(started, from_day, to_day) AS asked
FROM counted
WHERE started IS NOT NULL;

-- rule_life{{narrow}}: those of the period and the filters.
CREATE OR REPLACE MACRO weir.rule_life{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 0, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT * EXCLUDE (asked) REPLACE (most::INTEGER AS most)
FROM weir.rule_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep)
WHERE asked;

-- A rule takes a life at the end of the first day on which it has reached its limit and is still open. The macros below
-- give, for each life, how far it came (`reached`), and the day it was taken, NULL where it never was:
--   reached >= most  if and only if  taken_on IS NOT NULL

-- rule_no_follow_up{{narrow}}: `reached` is the longest run of days without a follow-up. Nothing is known of follow-ups
-- before the day `since`, on which the data on them begins. `quiet`: it has none at all.
CREATE OR REPLACE MACRO weir.rule_no_follow_up{{narrow}}(
    as_of, source := 'activity', since := NULL, from_day := NULL, to_day := NULL, limit_of := 10, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH lives AS (
    SELECT * REPLACE (greatest(seen, since::DATE) AS seen)
    FROM weir.rule_life{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep)
    WHERE since IS NULL OR over > since::DATE
),
-- From a follow-up until the next one or the end.
run AS (
    SELECT
        l.key,
        l.life,
        min(g.day) AS first,
        max(least(coalesce(g.after, l.over), l.over) - greatest(g.day, l.seen)) AS longest,
        min(greatest(g.day, l.seen)) FILTER (
            least(coalesce(g.after, l.over), l.over) - greatest(g.day, l.seen) > l.most
        ) AS left_on
    FROM weir.follow_up_gap(as_of, source := source) AS g
    JOIN lives AS l ON l.key = g.key
    GROUP BY l.key, l.life
)
SELECT
    l.key,
    l.life,
    l.grp,
    l.most,
    l.amount,
    l.fate,
    l.over,
    greatest(r.longest - 1, least(r.first, l.over) - l.seen - 1, 0) AS reached,
    CASE WHEN least(r.first, l.over) - l.seen > l.most THEN l.seen ELSE r.left_on END + l.most AS taken_on,
    r.first IS NULL AS quiet
FROM lives AS l
LEFT JOIN run AS r ON r.key = l.key AND r.life = l.life;

-- rule_not_closed{{narrow}}: `reached` is the days a life was open.
CREATE OR REPLACE MACRO weir.rule_not_closed{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 35, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    key, life, grp, most, amount, fate, over,
    greatest(over - began - 1, 0) AS reached,
    CASE WHEN over - began > most THEN began + most END AS taken_on
FROM weir.rule_life{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep);

-- rule_book{{narrow}}: how long each deal was held by whom; a deal whose owner changed has several rows, and one with no owner
-- beside. `owner` is NULL where nobody had it at the end of a day.
CREATE OR REPLACE MACRO weir.rule_book{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 100, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH lives AS (
    SELECT * REPLACE (most::INTEGER AS most)
    FROM weir.rule_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep)
),
moved AS (
    SELECT key
    FROM weir.owner_spell
    WHERE known < weir.until_tick(as_of)
    GROUP BY key
    HAVING min(owner) <> max(owner)
),
spell AS (
    SELECT key, owner, known, until
    FROM weir.owner_spell
    SEMI JOIN moved USING (key)
    WHERE known < weir.until_tick(as_of)
    UNION ALL
    -- Nobody had it before the first owner that is known, where its history begins sooner.
    SELECT n.key, NULL, n.stage_known, s.known
    FROM (SELECT key, min(known) AS known FROM weir.owner_spell SEMI JOIN moved USING (key) GROUP BY key) AS s
    JOIN weir.narrow_life AS n ON n.key = s.key AND n.life = 1 AND n.stage_known < s.known
),
-- Who had it at the end of each day on which it changed hands, while that is somebody else than before.
handed AS (
    SELECT key, owner, weir.moment_of(known)::DATE AS day
    FROM spell
    WHERE weir.moment_of(until)::DATE > weir.moment_of(known)::DATE
    QUALIFY owner IS DISTINCT FROM lag(owner) OVER (PARTITION BY key ORDER BY known)
        OR lag(known) OVER (PARTITION BY key ORDER BY known) IS NULL
),
held AS (
    SELECT key, owner, day, lead(day) OVER (PARTITION BY key ORDER BY day) AS until_day
    FROM handed
)
SELECT *, false AS moved, CASE WHEN over > began THEN owner END AS held_by, began AS came_on, over AS went_on
FROM lives
ANTI JOIN moved USING (key)
UNION ALL
SELECT *, true, NULL, NULL, NULL
FROM lives
SEMI JOIN moved USING (key)
UNION ALL
SELECT
    l.*,
    true,
    h.owner,
    -- The first owner that is known had it from its beginning.
    CASE WHEN row_number() OVER (PARTITION BY l.key, l.life ORDER BY h.day) = 1 THEN l.began ELSE greatest(h.day, l.began) END AS came_on,
    least(coalesce(h.until_day, l.over), l.over)
FROM lives AS l
JOIN held AS h ON h.key = l.key
WHERE coalesce(h.until_day, l.over) > l.began AND h.day < l.over;

-- rule_capacity{{narrow}}: `reached` is how many other customers with open deals an owner had at the end of the day on which
-- the deal came to them, the most over its owners.
CREATE OR REPLACE MACRO weir.rule_capacity{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 100, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH book AS MATERIALIZED (
    SELECT
        key,
        life,
        grp,
        most,
        amount,
        fate,
        over,
        asked,
        moved,
        customer,
        CASE WHEN went_on > came_on THEN held_by END AS owner,
        came_on,
        went_on
    FROM weir.rule_book{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep)
),
pair AS MATERIALIZED (
    SELECT owner, customer, count(*) AS deals, min(came_on) AS came_on, max(went_on) AS went_on
    FROM book
    WHERE owner IS NOT NULL
    GROUP BY owner, customer
),
-- Of customers with several deals, when all those before were over (`gone`): a customer that had left comes back later than that.
several AS (
    SELECT
        b.owner,
        b.came_on,
        max(b.went_on) OVER (
            PARTITION BY b.owner, b.customer ORDER BY b.came_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS gone
    FROM book AS b
    SEMI JOIN (FROM pair WHERE deals > 1) AS p ON p.owner = b.owner AND p.customer = b.customer
),
-- Customers who come into the book of an owner on a day, less those who leave it; also for days on which deals alone come.
turn AS (
    SELECT owner, day, sum(n) AS n
    FROM (
        SELECT owner, came_on AS day, count(*) AS n FROM pair GROUP BY ALL
        UNION ALL
        SELECT owner, went_on, -count(*) FROM pair GROUP BY ALL
        UNION ALL
        SELECT owner, came_on, count(*) FILTER (came_on > gone) FROM several GROUP BY ALL
        UNION ALL
        SELECT owner, gone, -count(*) FROM several WHERE came_on > gone GROUP BY ALL
    )
    GROUP BY owner, day
),
load AS (
    SELECT owner, day, sum(n) OVER (PARTITION BY owner ORDER BY day) AS customers
    FROM turn
),
came AS (
    SELECT b.*, l.customers::INTEGER - 1 AS others
    FROM book AS b
    LEFT JOIN load AS l ON l.owner = b.owner AND l.day = b.came_on
    WHERE b.asked
)
SELECT
    key, life, grp, most, amount, fate, over,
    coalesce(others, 0) AS reached,
    CASE WHEN others >= most THEN came_on END AS taken_on
FROM came
WHERE NOT moved
UNION ALL
SELECT
    key,
    life,
    any_value(grp),
    any_value(most),
    any_value(amount),
    any_value(fate),
    any_value(over),
    coalesce(max(others), 0),
    min(came_on) FILTER (others >= most)
FROM came
WHERE moved
GROUP BY key, life;

-- due_…{{narrow}}: open deals with how far each came towards the limit by the as-of day, `reached`, and what is left of it.
CREATE OR REPLACE MACRO weir.due_no_follow_up{{narrow}}(
    as_of, source := 'activity', since := NULL, limit_of := 10, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH open AS (
    FROM weir.rule_life{{narrow}}(as_of, limit_of := limit_of, dim := dim, keep := keep AND {{is_open}})
)
SELECT
    l.key,
    l.life,
    l.grp,
    l.owner::VARCHAR AS owner,
    l.amount,
    l.most,
    f.day AS followed_on,
    as_of::DATE - greatest(f.day, l.seen, since::DATE) AS reached,
    l.most - (as_of::DATE - greatest(f.day, l.seen, since::DATE)) AS days_left
FROM open AS l
LEFT JOIN weir.last_follow_up(as_of, source := source) AS f ON f.key = l.key;

CREATE OR REPLACE MACRO weir.due_not_closed{{narrow}}(as_of, limit_of := 35, dim := ''::ENUM(''), keep := true) AS TABLE
SELECT
    key, life, grp, owner::VARCHAR AS owner, amount, most,
    began AS followed_on,
    as_of::DATE - began AS reached,
    most - (as_of::DATE - began) AS days_left
FROM weir.rule_life{{narrow}}(as_of, limit_of := limit_of, dim := dim, keep := keep AND {{is_open}});

-- due_capacity{{narrow}}: `reached` counts the customers that the owner had before the deal's own, by their oldest open deal.
-- There is no countdown: days_left is 0 for those beyond the limit and NULL for the rest.
CREATE OR REPLACE MACRO weir.due_capacity{{narrow}}(as_of, limit_of := 100, dim := ''::ENUM(''), keep := true) AS TABLE
WITH open AS (
    SELECT * REPLACE (most::INTEGER AS most)
    FROM weir.rule_deal{{narrow}}(as_of, limit_of := limit_of, dim := dim, keep := keep)
    WHERE fate = 3 AND owner IS NOT NULL
),
place AS (
    SELECT owner, customer, row_number() OVER (PARTITION BY owner ORDER BY since, customer) - 1 AS others
    FROM (SELECT owner, customer, min(began) AS since FROM open GROUP BY owner, customer)
)
SELECT
    l.key, l.life, l.grp, l.owner::VARCHAR AS owner, l.amount, l.most,
    l.began AS followed_on,
    p.others::INTEGER AS reached,
    CASE WHEN p.others >= l.most THEN 0 END AS days_left
FROM open AS l
JOIN place AS p ON p.owner = l.owner AND p.customer = l.customer
WHERE l.asked;
