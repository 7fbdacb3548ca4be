-- odd_dates: deals that changed between two days, whose closing bears an earlier date than it was recorded at, and new ones that
-- nobody knows the first day of.
CREATE OR REPLACE MACRO weir.odd_dates(from_day, to_day, keep := true) AS TABLE
SELECT
    count(*) FILTER (
        o.outcome <> 'open'
        AND o.evidence = 'log'
        AND o.closed_at >= weir.until(from_day)
        AND o.expected_close <= from_day::DATE
    ) AS back_dated,
    count(*) FILTER (o.started_at IS NULL AND o.known_from >= weir.until(from_day)) AS undated
FROM weir.life(to_day) AS o
WHERE o.settled_at >= weir.until(from_day) AND keep;

-- odd_dates_narrow: the same from the narrow tables. What a few closings rest on is looked up for these alone.
CREATE OR REPLACE MACRO weir.odd_dates_narrow(from_day, to_day, keep := true) AS TABLE
WITH back_dated AS (
    SELECT o.key
    FROM weir.narrow_life AS o
    WHERE o.settled >= weir.until_tick(from_day)
        AND o.settled < weir.until_tick(to_day)
        AND o.closed >= weir.until_tick(from_day)
        AND o.last_expected_close <= from_day::DATE
        AND keep
    UNION ALL
    -- Closed by the last day, and changed since.
    SELECT o.key
    FROM (
        SELECT n.* REPLACE (p.owner AS owner)
        FROM weir.narrow_life_by(to_day) AS n
        JOIN weir.past_at(to_day) AS p ON p.key = n.key
        WHERE n.closed >= weir.until_tick(from_day) AND p.expected_close <= from_day::DATE
    ) AS o
    WHERE keep
)
SELECT *
FROM (
    SELECT count(*) FILTER (w.evidence = 'log') AS back_dated
    FROM back_dated AS b
    JOIN (SELECT key, evidence FROM weir.opportunity) AS w ON w.key = b.key
)
CROSS JOIN (
    SELECT count(*) AS undated
    FROM weir.narrow_life_at(to_day) AS o
    WHERE o.settled >= weir.until_tick(from_day) AND o.started IS NULL AND o.known >= weir.until_tick(from_day) AND keep
);
