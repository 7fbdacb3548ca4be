-- opportunity: one row a deal with everything known last. Closing and outcome are those of its newest life.
CREATE OR REPLACE TABLE weir.opportunity AS
WITH several AS (
    SELECT key, max(life) AS life FROM life WHERE life > 1 GROUP BY key
)
SELECT
    d.key,
    d.id,
    d.name,
    d.account,
    d.owner,
    d.team,
    d.pipeline,
    s.stage,
    n.stage_id,
    n.kind AS outcome,
    d.segment,
    d.region,
    d.source,
    d.lead_type,
    d.product,
    d.amount::DECIMAL(18, 2) AS amount,
    d.amount_origin,
    d.currency,
    d.probability,
    d.forecast_category,
    d.created_at,
    d.expected_close,
    CASE WHEN n.kind <> 'open' THEN n.entered_at END AS closed_at,
    CASE WHEN n.life = 1 THEN coalesce(d.created_at, CASE WHEN l.key IS NOT NULL THEN n.first_at END) ELSE n.first_at END
        AS started_at,
    -- First moment that the deal is known to have existed, and the first one its stage is known at.
    CASE WHEN n.life = 1 THEN least(d.created_at, n.first_at) ELSE n.first_at END AS known_from,
    CASE WHEN n.life = 1 AND n.first_at > d.created_at + INTERVAL 1 DAY THEN n.first_at END AS observed_from,
    n.entered_at AS stage_entered_at,
    d.loss_reason,
    d.next_step,
    d.next_step_date,
    d.last_activity_at,
    coalesce(d.is_deleted, false) AS is_deleted,
    CASE
        WHEN l.key IS NOT NULL THEN 'log'
        WHEN len(d.stage_dates) > 0 THEN 'dates'
        WHEN d.versions > 1 THEN 'snapshots'
        ELSE 'state'
    END AS evidence,
    n.life,
    true AS is_newest_life,
    d.file_key,
    d.record
    {{extras}}
FROM priced_deal AS d
JOIN life AS n USING (key)
LEFT JOIN several USING (key)
JOIN weir.stage AS s ON s.stage_id = n.stage_id
LEFT JOIN logged AS l USING (key)
WHERE n.life = coalesce(several.life, 1)
ORDER BY d.key;

-- earlier_life: lives before the newest one, of deals that came back after more than 30 days.
CREATE OR REPLACE TABLE weir.earlier_life AS
SELECT
    e.key,
    e.life,
    e.stage_id,
    e.kind AS outcome,
    e.entered_at AS closed_at,
    CASE WHEN e.life = 1 THEN coalesce(d.created_at, e.first_at) ELSE e.first_at END AS started_at,
    CASE WHEN e.life = 1 THEN least(d.created_at, e.first_at) ELSE e.first_at END AS known_from,
    e.entered_at AS stage_entered_at
FROM life AS e
JOIN deal AS d USING (key)
JOIN weir.opportunity AS o USING (key)
WHERE e.life < o.life
ORDER BY e.key, e.life;

-- lives: what metrics count. A deal that came back after more than 30 days is there once for each life.
CREATE OR REPLACE VIEW weir.lives AS
SELECT * FROM weir.opportunity
UNION ALL
SELECT o.* REPLACE (
    e.life AS life,
    false AS is_newest_life,
    e.stage_id AS stage_id,
    s.stage AS stage,
    e.outcome AS outcome,
    e.closed_at AS closed_at,
    e.started_at AS started_at,
    e.known_from AS known_from,
    NULL AS observed_from,
    e.stage_entered_at AS stage_entered_at
)
FROM weir.earlier_life AS e
JOIN weir.opportunity AS o USING (key)
JOIN weir.stage AS s ON s.stage_id = e.stage_id
