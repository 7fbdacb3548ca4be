-- rule_life{{narrow}}: lives as known on the day, in days. `over` is the day it closed, of an open one the day after the
-- as-of day; `most` is the limit of the rule, `limit_of`, which may be any expression over the deal `o`. A life whose beginning nothing tells has no
-- clock. Where a deal came into view at a later age, what went before is not known, and `seen` is the first day known.
CREATE OR REPLACE MACRO weir.rule_life{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 0, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH counted AS (
    SELECT o.key AS deal, o.life, dim AS key, (limit_of)::INTEGER AS most, o.owner, {{counted}}
    FROM weir.{{life}}(as_of) AS o
    WHERE keep
)
SELECT
    deal AS key,
    life,
    {{key}} AS grp,
    most,
    owner,
    amount,
    fate,
    weir.moment_of(started)::DATE AS began,
    weir.moment_of(started + coalesce(entry_age, 0))::DATE AS seen,
    CASE WHEN fate = 3 THEN as_of::DATE + 1 ELSE weir.moment_of(closed)::DATE END AS over
FROM counted
WHERE started IS NOT NULL AND weir.tick_in_period(started, from_day, to_day);

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
-- Between two follow-ups, and before the first one.
run AS (
    SELECT
        l.key,
        l.life,
        l.most,
        greatest(coalesce(g.day, l.seen), l.seen) AS quiet_from,
        least(coalesce(g.after, l.over), l.over) AS quiet_to,
        CASE WHEN g.before IS NULL THEN least(coalesce(g.day, l.over), l.over) END AS quiet_until,
        l.seen,
        g.day
    FROM lives AS l
    LEFT JOIN weir.follow_up_gap(as_of, source := source) AS g ON g.key = l.key
),
longest AS (
    SELECT
        key,
        life,
        bool_and(day IS NULL) AS quiet,
        greatest(max(quiet_to - quiet_from), max(quiet_until - seen)) - 1 AS reached,
        CASE
            WHEN max(quiet_until - seen) > any_value(most) THEN any_value(seen)
            ELSE min(quiet_from) FILTER (quiet_to - quiet_from > most)
        END AS left_on
    FROM run
    GROUP BY key, life
)
SELECT
    l.key,
    l.life,
    l.grp,
    l.most,
    l.amount,
    l.fate,
    l.over,
    greatest(n.reached, 0) AS reached,
    n.left_on + l.most AS taken_on,
    n.quiet
FROM lives AS l
JOIN longest AS n ON n.key = l.key AND n.life = l.life;

-- rule_not_closed{{narrow}}: `reached` is the days a life was open.
CREATE OR REPLACE MACRO weir.rule_not_closed{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 35, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    key, life, grp, most, amount, fate, over,
    greatest(over - began - 1, 0) AS reached,
    CASE WHEN over - began > most THEN began + most END AS taken_on
FROM weir.rule_life{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep);

-- rule_book{{narrow}}: how long each open deal was held by whom; a deal whose owner changed has several rows.
CREATE OR REPLACE MACRO weir.rule_book{{narrow}}(as_of, keep := true) AS TABLE
WITH moved AS (
    SELECT key FROM weir.state WHERE from_at < weir.until(as_of) GROUP BY key HAVING min(owner) <> max(owner)
),
-- Who had it at the end of each day on which it changed, while that is somebody else than before.
last_of_day AS (
    SELECT s.key, s.from_at::DATE AS day, arg_max(struct_pack(owner := s.owner::VARCHAR), s.seq).owner AS owner
    FROM weir.state AS s
    SEMI JOIN moved AS m ON m.key = s.key
    WHERE s.from_at < weir.until(as_of)
    GROUP BY s.key, s.from_at::DATE
),
handed AS (
    SELECT key, day, owner
    FROM last_of_day
    QUALIFY owner IS DISTINCT FROM lag(owner) OVER (PARTITION BY key ORDER BY day)
        OR lag(day) OVER (PARTITION BY key ORDER BY day) IS NULL
),
held AS (
    SELECT key, owner, day, lead(day) OVER (PARTITION BY key ORDER BY day) AS until_day
    FROM handed
),
lives AS (
    FROM weir.rule_life{{narrow}}(as_of, keep := keep)
),
book AS (
    SELECT l.key, l.life, l.owner::VARCHAR AS owner, l.began AS came_on, l.over AS went_on
    FROM lives AS l
    ANTI JOIN moved AS m ON m.key = l.key
    UNION ALL
    SELECT
        l.key,
        l.life,
        h.owner,
        -- The first owner that is known had it from its beginning.
        CASE WHEN row_number() OVER (PARTITION BY l.key, l.life ORDER BY h.day) = 1 THEN l.began ELSE greatest(h.day, l.began) END,
        least(coalesce(h.until_day, l.over), l.over)
    FROM lives AS l
    JOIN held AS h ON h.key = l.key
    WHERE coalesce(h.until_day, l.over) > l.began AND h.day < l.over
)
-- A customer is an account, or a deal that names none.
SELECT b.key, b.life, b.owner, b.came_on, b.went_on, CASE WHEN w.account IS NULL THEN b.key::UBIGINT ELSE hash(w.account) END AS customer
FROM book AS b
JOIN weir.opportunity AS w ON w.key = b.key
WHERE b.owner IS NOT NULL AND b.went_on > b.came_on;

-- rule_capacity{{narrow}}: `reached` is how many other customers with open deals an owner had at the end of the day on which
-- the deal came to them, the most over its owners.
CREATE OR REPLACE MACRO weir.rule_capacity{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, limit_of := 100, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH book AS MATERIALIZED (
    FROM weir.rule_book{{narrow}}(as_of)
),
-- Days on which a customer comes into the book of an owner or leaves it: the deals that hold it there, one after the other.
turn AS (
    SELECT owner, day, sum(CASE WHEN deals > 0 AND deals - turned <= 0 THEN 1 WHEN deals <= 0 AND deals - turned > 0 THEN -1 END) AS customers
    FROM (
        SELECT owner, customer, day, turned, sum(turned) OVER (PARTITION BY owner, customer ORDER BY day) AS deals
        FROM (
            SELECT owner, customer, day, sum(turned) AS turned
            FROM (
                SELECT owner, customer, came_on AS day, 1 AS turned FROM book
                UNION ALL
                SELECT owner, customer, went_on AS day, -1 AS turned FROM book
            )
            GROUP BY owner, customer, day
        )
    )
    GROUP BY owner, day
),
load AS (
    SELECT owner, day, sum(customers) OVER (PARTITION BY owner ORDER BY day) AS customers
    FROM turn
),
came AS (
    SELECT b.key, b.life, b.came_on, l.customers::INTEGER - 1 AS others
    FROM book AS b
    ASOF JOIN load AS l ON l.owner = b.owner AND l.day <= b.came_on
)
SELECT
    l.key,
    l.life,
    any_value(l.grp) AS grp,
    any_value(l.most) AS most,
    any_value(l.amount) AS amount,
    any_value(l.fate) AS fate,
    any_value(l.over) AS over,
    coalesce(max(c.others), 0) AS reached,
    min(c.came_on) FILTER (c.others >= l.most) AS taken_on
FROM weir.rule_life{{narrow}}(as_of, from_day := from_day, to_day := to_day, limit_of := limit_of, dim := dim, keep := keep) AS l
LEFT JOIN came AS c ON c.key = l.key AND c.life = l.life
GROUP BY l.key, l.life;

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
LEFT JOIN (
    SELECT key, max(day) AS day
    FROM weir.follow_up(as_of, source := source)
    -- All that can have been open then. DuckDB knows how few these are, which it does not of `open`.
    SEMI JOIN (SELECT key FROM weir.narrow_life WHERE settled >= weir.until_tick(as_of)) USING (key)
    GROUP BY key
) AS f ON f.key = l.key;

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
    SELECT l.*, CASE WHEN w.account IS NULL THEN l.key::UBIGINT ELSE hash(w.account) END AS customer
    FROM weir.rule_life{{narrow}}(as_of, limit_of := limit_of, dim := dim, keep := {{is_open}}) AS l
    JOIN (
        SELECT key, account
        FROM weir.opportunity
        SEMI JOIN (SELECT key FROM weir.narrow_life WHERE settled >= weir.until_tick(as_of)) USING (key)
    ) AS w ON w.key = l.key
    WHERE l.owner IS NOT NULL
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
SEMI JOIN (FROM weir.rule_life{{narrow}}(as_of, keep := keep AND {{is_open}})) AS k ON k.key = l.key AND k.life = l.life;
