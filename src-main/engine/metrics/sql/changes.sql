-- change_deal{{each}}{{narrow}}: one row a deal and bucket, with the signed amount it adds to it{{said}}.
CREATE OR REPLACE MACRO weir.change_deal{{each}}{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
SELECT
    key,
    {{life_of_leg}} AS life,
    leg['bucket'] AS bucket,
    weir.key_of(leg['grp']) AS grp,
    leg['amount'] AS amount,
    start_amount,
    end_amount
FROM (
    SELECT *, unnest(weir.change_legs(
        was_in, is_in, kept, start_group, end_group, entry, leaving, 1, start_amount, end_amount,
        (end_amount > start_amount)::INTEGER, greatest(end_amount - start_amount, 0),
        (end_amount < start_amount)::INTEGER, least(end_amount - start_amount, 0)
    )) AS leg
    FROM weir.{{moved}}{{narrow}}(
        from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
    )
)
WHERE leg['n'] > 0;

-- changes{{each}}{{narrow}}: deals and signed amount by bucket{{said}}. Deals that took the same way are added up before they are
-- taken apart into buckets, so that a million deals cost two readings and a join.
CREATE OR REPLACE MACRO weir.changes{{each}}{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH way AS (
    SELECT
        was_in, is_in, kept, start_group, end_group, entry, leaving,
        count(*) AS n,
        sum(start_amount) AS start_amount,
        sum(end_amount) AS end_amount,
        count(*) FILTER (end_amount > start_amount) AS up_n,
        coalesce(sum(end_amount) FILTER (end_amount > start_amount), 0)
            - coalesce(sum(start_amount) FILTER (end_amount > start_amount), 0) AS up,
        count(*) FILTER (end_amount < start_amount) AS down_n,
        coalesce(sum(end_amount) FILTER (end_amount < start_amount), 0)
            - coalesce(sum(start_amount) FILTER (end_amount < start_amount), 0) AS down,
        count(*) FILTER (is_unpriced) AS unpriced
    FROM weir.{{moved}}{{narrow}}(
        from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
    )
    GROUP BY ALL
)
SELECT
    weir.key_of(leg['grp']) AS key,
    leg['bucket'] AS bucket,
    sum(leg['n'])::BIGINT AS count,
    sum(leg['amount'])::DECIMAL(38, 2) AS amount,
    sum(unpriced)::BIGINT AS unpriced
FROM (
    SELECT unpriced, unnest(weir.change_legs(
        was_in, is_in, kept, start_group, end_group, entry, leaving, n, start_amount, end_amount, up_n, up, down_n, down
    )) AS leg
    FROM way
)
WHERE leg['n'] > 0
GROUP BY ALL
ORDER BY ALL;
