-- pushed_deal{{narrow}}: pushes of deals that meet `keep` on the last day; is_over: to beyond the window that is due.
CREATE OR REPLACE MACRO weir.pushed_deal{{narrow}}(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT
    p.key,
    o.life,
    weir.key_of(dim) AS grp,
    p.days,
    p.is_rolled,
    p.before <= close_to::DATE AND p.after > close_to::DATE AS is_over
FROM weir.push(from_day, to_day) AS p
JOIN weir.{{life}}(to_day) AS o ON o.key = p.key
ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
    ON e.key = o.key AND e.life = o.life
WHERE {{changed}} AND keep;

-- slippage{{narrow}}: what became of the deals that were due, and how often close dates were moved to later.
CREATE OR REPLACE MACRO weir.slippage{{narrow}}(
    from_day, to_day, close_from, close_to, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH deal AS (
    SELECT
        grp,
        count(*) FILTER (part <> 'pulled-forward') AS due,
        count(*) FILTER (part = 'won') AS won,
        count(*) FILTER (part = 'lost') AS lost,
        count(*) FILTER (part = 'slipped') AS slipped,
        count(*) FILTER (part = 'still-due') AS still_due,
        count(*) FILTER (part = 'pulled-forward') AS pulled_forward,
        sum(amount) FILTER (part <> 'pulled-forward') AS due_value,
        sum(amount) FILTER (part = 'won') AS won_value,
        sum(amount) FILTER (part = 'lost') AS lost_value,
        sum(amount) FILTER (part = 'slipped') AS slipped_value,
        sum(amount) FILTER (part = 'still-due') AS still_due_value,
        sum(amount) FILTER (part = 'pulled-forward') AS pulled_forward_value
    FROM weir.slippage_deal{{narrow}}(from_day, to_day, close_from, close_to, dim := dim, keep := keep)
    GROUP BY grp
),
push AS (
    SELECT
        grp,
        count(*) AS pushes,
        count(DISTINCT key) AS pushed_deals,
        count(*) FILTER (is_over) AS period_pushes,
        median(days) AS median_push_days,
        count(*) FILTER (is_rolled) AS rolled_pushes
    FROM weir.pushed_deal{{narrow}}(from_day, to_day, close_from, close_to, dim := dim, keep := keep)
    GROUP BY grp
)
SELECT coalesce(d.grp, p.grp) AS key, d.* EXCLUDE (grp), p.* EXCLUDE (grp)
FROM deal AS d
FULL JOIN push AS p ON p.grp IS NOT DISTINCT FROM d.grp
ORDER BY key;
