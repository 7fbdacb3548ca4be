-- last_day: the last day of a period that is known on the as-of day.
CREATE OR REPLACE MACRO weir.last_day(as_of, to_day) AS least(as_of::DATE, coalesce(to_day::DATE, as_of::DATE));

-- flow_move{{narrow}}: every move of the lives in scope from one stage to another that was known on the day and made in the
-- period, and as moves to nowhere the stays in open stages that went on at its end. `stay` is NULL where its beginning is
-- not known; `turned` where the life moved back at some time: no other makes a move twice;
-- `repeats` where it had made this one before.
CREATE OR REPLACE MACRO weir.flow_move{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
WITH step AS (
    {{steps}}
),
visit AS (
    SELECT
        *,
        coalesce(went < weir.until_tick(weir.last_day(as_of, to_day)), false) AS is_over
    FROM step
    WHERE came < weir.until_tick(weir.last_day(as_of, to_day))
)
SELECT
    deal,
    life,
    key,
    amount,
    stage_id AS from_id,
    CASE WHEN is_over THEN next_stage_id END AS to_id,
    CASE
        WHEN NOT seen
            THEN greatest(CASE WHEN is_over THEN went ELSE weir.looked_tick(weir.last_day(as_of, to_day)) END - came, 0)
    END AS stay,
    turned,
    is_over AND repeats AS repeats
FROM visit
WHERE CASE WHEN is_over THEN from_day IS NULL OR went >= weir.tick(from_day::DATE::TIMESTAMP) ELSE rank IS NOT NULL END;

-- flow_kind{{narrow}}: these moves by the stages they lead from and to and the length of the stay. A stay has some hundred
-- lengths where there are many deals, which count faster than a median is found.
CREATE OR REPLACE MACRO weir.flow_kind{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT key, from_id, to_id, stay, count(*) AS n, count(*) FILTER (repeats) AS again, sum(amount) AS value
FROM weir.flow_move{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
GROUP BY ALL;

-- flow_again{{narrow}}: how many of them a life had made before in the period, where it has a beginning.
CREATE OR REPLACE MACRO weir.flow_again{{narrow}}(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true
) AS TABLE
SELECT key, from_id, to_id, sum(n - 1) AS n
FROM (
    SELECT deal, life, key, from_id, to_id, count(*) AS n
    FROM weir.flow_move{{narrow}}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep)
    WHERE from_day IS NOT NULL AND turned AND to_id IS NOT NULL
    GROUP BY ALL
    HAVING count(*) > 1
)
GROUP BY key, from_id, to_id;
