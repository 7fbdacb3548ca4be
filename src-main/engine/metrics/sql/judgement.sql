-- judgement_outcome: every call that was made looking from the as-of day or before it, with what came: of periods that are
-- over, what was won in them by the group or deal as known on the day. is_last: the last word of its author on the same
-- thing; a last word without an amount took the call back.
CREATE OR REPLACE MACRO weir.judgement_outcome(as_of) AS TABLE
WITH call AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY made_by, from_day, to_day, field, value, deal ORDER BY id DESC) = 1 AS is_last
    FROM weir.judgement
    WHERE judgement.as_of <= as_of::DATE
),
won AS (
    SELECT *, closed_at::DATE AS closed_day
    FROM weir.life(as_of)
    WHERE outcome = 'won'
),
actual AS (
    SELECT c.id, sum(o.amount) AS amount
    FROM call AS c
    JOIN won AS o
        ON o.closed_day BETWEEN c.from_day AND c.to_day
        AND (c.deal IS NULL OR o.id = c.deal)
        AND (
            c.field IS NULL
            OR CASE c.field
                WHEN 'owner' THEN o.owner
                WHEN 'team' THEN o.team
                WHEN 'pipeline' THEN o.pipeline
                WHEN 'segment' THEN o.segment
                WHEN 'region' THEN o.region
                WHEN 'product' THEN o.product
                WHEN 'source' THEN o.source
            END = c.value
        )
    GROUP BY c.id
)
SELECT c.*, CASE WHEN c.to_day <= as_of::DATE THEN coalesce(a.amount, 0) END AS actual
FROM call AS c
LEFT JOIN actual AS a USING (id)
ORDER BY c.id;
