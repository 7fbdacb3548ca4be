-- period_flow: deals in play in the asked period (`back` 0) and those before it, as known on the as-of day: open when it
-- began or created in it, and what became of them in it. Up to the day with as many days left as the as-of day has (`…_to_day`),
-- and after it up to the end: `lost_of_open` of those that were open on that day, `created_later` and `lost_later` of the
-- others.
CREATE OR REPLACE MACRO weir.period_flow(as_of, first_day, months, periods_back := 8, keep := true) AS TABLE
WITH day AS (
    SELECT back, starts, ends, day
    FROM weir.coverage_day(as_of, first_day, months, periods_back := periods_back)
    WHERE is_now
),
life AS (
    SELECT
        o.started_at AS started,
        coalesce(o.closed_at, 'infinity'::TIMESTAMP) AS closed,
        o.outcome,
        coalesce(o.amount, 0) AS amount
    FROM weir.life(as_of) AS o
    WHERE keep AND o.started_at IS NOT NULL
)
SELECT
    d.back,
    d.starts,
    d.ends,
    d.day,
    count(*) FILTER (started < d.starts) AS open_at_start,
    count(*) FILTER (started >= d.starts) AS created,
    count(*) FILTER (started >= d.starts AND started < weir.until(d.day)) AS created_to_day,
    count(*) FILTER (started >= weir.until(d.day)) AS created_later,
    count(*) FILTER (outcome = 'won' AND closed < weir.until(d.ends)) AS won,
    coalesce(sum(amount) FILTER (outcome = 'won' AND closed < weir.until(d.ends)), 0)::DOUBLE AS won_value,
    count(*) FILTER (outcome = 'lost' AND closed < weir.until(d.ends)) AS lost,
    count(*) FILTER (outcome = 'won' AND closed < weir.until(d.day)) AS won_to_day,
    count(*) FILTER (outcome = 'lost' AND closed < weir.until(d.day)) AS lost_to_day,
    count(*) FILTER (started < weir.until(d.day) AND closed >= weir.until(d.day)) AS open_at_day,
    count(*) FILTER (
        outcome = 'lost' AND started < weir.until(d.day) AND closed >= weir.until(d.day) AND closed < weir.until(d.ends)
    ) AS lost_of_open,
    count(*) FILTER (outcome = 'lost' AND started >= weir.until(d.day) AND closed < weir.until(d.ends)) AS lost_later
FROM day AS d
JOIN life AS l ON l.started < weir.until(d.ends) AND l.closed >= d.starts
GROUP BY ALL
ORDER BY back;
