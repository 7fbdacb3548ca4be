-- change_deal_gross{{narrow}}: weir.change_deal with one row a deal, bucket and change; a deal can be in a bucket again.
CREATE OR REPLACE MACRO weir.change_deal_gross{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
SELECT
    key,
    life,
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
    FROM weir.change_step{{narrow}}(
        from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
    )
)
WHERE leg['n'] > 0 AND leg['bucket'] NOT IN ('start', 'end')
UNION ALL
FROM weir.change_deal{{narrow}}(
    from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
WHERE bucket IN ('start', 'end');

-- change_end{{narrow}}: the open pipeline on a day as a row of weir.changes, the one that it starts or ends with.
CREATE OR REPLACE MACRO weir.change_end{{narrow}}(
    day, bucket, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
SELECT
    weir.key_of(grp) AS key,
    bucket AS bucket,
    count(*) AS count,
    coalesce(sum(amount), 0)::DECIMAL(38, 2) AS amount,
    count(*) FILTER (amount IS NULL) AS unpriced
FROM (
    SELECT dim AS grp, o.amount
    FROM weir.{{open_on}} AS o
    WHERE {{is_open}} AND keep AND weir.is_due({{expected_close}}, close_from, close_to)
)
GROUP BY grp;

-- changes_gross{{narrow}}: moves and signed amount by bucket, each change for itself; start and end as in weir.changes.
CREATE OR REPLACE MACRO weir.changes_gross{{narrow}}(
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
    FROM weir.change_step{{narrow}}(
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
WHERE leg['n'] > 0 AND leg['bucket'] NOT IN ('start', 'end')
GROUP BY ALL
UNION ALL
FROM weir.change_end{{narrow}}(
    from_day, 'start', dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
UNION ALL
FROM weir.change_end{{narrow}}(
    to_day, 'end', dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
ORDER BY ALL;
