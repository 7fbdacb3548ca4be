-- change_deal_gross{{narrow}}: weir.change_deal with one row a deal, bucket and change; a deal can be in a bucket again.
CREATE OR REPLACE MACRO weir.change_deal_gross{{narrow}}(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
FROM weir.change_deal_of_step{{narrow}}(
    from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
WHERE bucket NOT IN ('start', 'end')
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
FROM weir.changes_of_step{{narrow}}(
    from_day, to_day, dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
WHERE bucket NOT IN ('start', 'end')
UNION ALL
FROM weir.change_end{{narrow}}(
    from_day, 'start', dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
UNION ALL
FROM weir.change_end{{narrow}}(
    to_day, 'end', dim := dim, keep := keep, close_from := close_from, close_to := close_to
)
ORDER BY ALL;
