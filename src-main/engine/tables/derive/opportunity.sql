-- newest_life: what deriving found out of each deal, in one narrow table, so that the join below keeps little in memory.
-- `settled_at` is the last change: looked at from a later day, everything is as it stands here.
CREATE OR REPLACE TEMP TABLE newest_life AS
SELECT n.*, t.from_at AS settled_at, l.key IS NOT NULL AS has_log
FROM life AS n
-- Every deal has one; of an inner join DuckDB would believe that few are left.
LEFT JOIN (SELECT key, from_at FROM weir.next_state WHERE to_at IS NULL) AS t USING (key)
LEFT JOIN logged AS l USING (key)
WHERE n.is_newest;

-- opportunity: one row a deal with everything known last. Closing and outcome are those of its newest life.
CREATE OR REPLACE TABLE weir.next_opportunity AS
SELECT
    d.key,
    d.id,
    w.name,
    coalesce(account_row.name, w.account) AS account,
    d.owner,
    coalesce(w.team, owner_row.team) AS team,
    d.pipeline,
    s.stage,
    n.stage_id,
    n.kind::VARCHAR AS outcome,
    coalesce(w.segment, account_row.segment) AS segment,
    coalesce(w.region, owner_row.region, account_row.region) AS region,
    w.source,
    w.lead_type,
    coalesce(product_row.name, product_match.becomes, w.product) AS product,
    -- In the currency of the workspace; what the export says is amount_own, in `currency`.
    (CASE WHEN r.key IS NULL THEN d.amount ELSE round(d.amount * r.rate, 2) END)::DECIMAL(18, 2) AS amount,
    d.amount::DECIMAL(18, 2) AS amount_own,
    r.rate AS currency_rate,
    d.amount_origin,
    w.currency,
    d.probability,
    w.forecast_category,
    d.created_at,
    d.expected_close,
    n.closed_at,
    CASE WHEN n.life = 1 THEN coalesce(d.created_at, CASE WHEN n.has_log OR d.not_before IS NOT NULL THEN n.first_at END) ELSE n.first_at END
        AS started_at,
    -- First moment that the deal is known to have existed, the first one its stage is known at, and that one again
    -- where it is late enough for curves to take the deal in only from then on.
    CASE WHEN n.life = 1 THEN least(d.created_at, n.first_at) ELSE n.first_at END AS known_from,
    n.first_at AS stage_known_from,
    CASE
        WHEN n.life = 1 AND n.first_at > d.created_at + INTERVAL 1 DAY
            -- A list of closed deals alone has no stage that they could have been in, and yet has seen them whole.
            AND NOT (
                n.first_at IS NOT DISTINCT FROM n.closed_at
                AND d.not_before IS NULL
                AND NOT n.has_log
                AND NOT list_contains(coalesce((SELECT list(pipeline) FROM entry_stage), []), d.pipeline)
            )
            THEN n.first_at
    END AS observed_from,
    n.entered_at AS stage_entered_at,
    NULL::TIMESTAMP AS next_life_at,
    n.settled_at,
    w.loss_reason,
    w.next_step,
    w.next_step_date,
    w.last_activity_at,
    coalesce(w.is_deleted, false) AS is_deleted,
    d.missing_since IS NOT NULL AS is_missing,
    d.missing_since,
    CASE
        WHEN n.has_log THEN 'log'
        WHEN len(d.stage_dates) > 0 THEN 'dates'
        WHEN d.versions > 1 OR d.not_before IS NOT NULL THEN 'snapshots'
        ELSE 'state'
    END AS evidence,
    n.life,
    true AS is_newest_life,
    d.file_key,
    d.record
    {{extras}}
FROM priced_deal AS d
JOIN newest_life AS n USING (key)
LEFT JOIN deal_rate AS r ON r.key = d.key
JOIN weir.next_stage AS s ON s.stage_id = n.stage_id
-- What deriving left in the raw rows. They are looked up in the other files first: of rows joined before, DuckDB believes
-- that they are few, and keeps them in memory instead of the accounts.
JOIN (
    deal_row AS w
    LEFT JOIN value_match AS account_match ON account_match.field = 'account' AND account_match.value = w.account
    LEFT JOIN value_match AS product_match ON product_match.field = 'product' AND product_match.value = w.product
    LEFT JOIN value_match AS owner_match ON owner_match.field = 'owner' AND owner_match.value = w.owner
    LEFT JOIN account_lookup AS account_row ON account_row.key = coalesce(account_match.becomes, w.account)
    LEFT JOIN product_lookup AS product_row ON product_row.key = coalesce(product_match.becomes, w.product)
    LEFT JOIN owner_lookup AS owner_row ON owner_row.key = coalesce(owner_match.becomes, w.owner)
) ON w.file_key = d.file_key AND w.record = d.record;

DROP TABLE newest_life;

-- earlier_life: lives before the newest one, of deals that came back after more than 30 days, with the values they had
-- when the next one began.
CREATE OR REPLACE TABLE weir.next_earlier_life AS
WITH e AS (
    SELECT *, lead(first_at) OVER (PARTITION BY key ORDER BY life) AS next_life_at
    FROM life
    SEMI JOIN (SELECT key FROM life WHERE life > 1) USING (key)
)
SELECT o.* REPLACE (
    e.life AS life,
    false AS is_newest_life,
    e.stage_id AS stage_id,
    n.stage AS stage,
    e.kind::VARCHAR AS outcome,
    e.closed_at AS closed_at,
    CASE WHEN e.life = 1 THEN coalesce(d.created_at, e.first_at) ELSE e.first_at END AS started_at,
    CASE WHEN e.life = 1 THEN least(d.created_at, e.first_at) ELSE e.first_at END AS known_from,
    e.first_at AS stage_known_from,
    CASE WHEN e.life = 1 AND e.first_at > d.created_at + INTERVAL 1 DAY THEN e.first_at END AS observed_from,
    e.entered_at AS stage_entered_at,
    e.next_life_at AS next_life_at,
    s.from_at AS settled_at,
    s.amount::DECIMAL(18, 2) AS amount,
    coalesce((s.amount / r.rate)::DECIMAL(18, 2), CASE WHEN r.key IS NULL THEN s.amount END)::DECIMAL(18, 2) AS amount_own,
    CASE WHEN s.amount IS NOT NULL THEN coalesce(o.amount_origin, 'amount') END AS amount_origin,
    s.expected_close AS expected_close,
    s.owner AS owner
)
FROM e
JOIN deal AS d USING (key)
JOIN (FROM weir.next_opportunity SEMI JOIN e USING (key)) AS o USING (key)
JOIN weir.next_stage AS n ON n.stage_id = e.stage_id
LEFT JOIN deal_rate AS r ON r.key = e.key
JOIN weir.next_state AS s ON s.key = e.key AND s.from_at < e.next_life_at AND s.to_at >= e.next_life_at
WHERE e.life < o.life
ORDER BY e.key, e.life;

-- next_life: what the view weir.lives will be.
CREATE OR REPLACE TEMP VIEW next_life AS
FROM weir.next_opportunity
UNION ALL
FROM weir.next_earlier_life
