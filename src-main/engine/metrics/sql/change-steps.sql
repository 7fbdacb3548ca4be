-- change_step: one row a change that was recorded between two days, of deals as they were just before and just
-- after it, with the way it took as in weir.change_path. What a deal went through in between and took back again is told
-- here: closed and reopened, to another owner and back, up and down.
CREATE OR REPLACE MACRO weir.change_step(
    from_day, to_day, dim := ''::ENUM(''), keep := true, close_from := NULL, close_to := NULL
) AS TABLE
WITH told AS (
    SELECT key, from_at, stage_id, amount, expected_close, owner::VARCHAR AS owner
    FROM weir.past_state
    WHERE to_at >= weir.until(from_day) AND from_at < weir.until(to_day)
    UNION ALL
    SELECT key, settled_at, stage_id, amount, expected_close, owner
    FROM weir.opportunity
    WHERE settled_at >= weir.until(from_day) AND settled_at < weir.until(to_day)
    UNION ALL
    -- Before the first row of its history nothing but its creation is known of a deal, if a day falls in that time.
    SELECT key, known_from, NULL, NULL, NULL, NULL
    FROM weir.lives
    WHERE life = 1 AND known_from < weir.until(to_day) AND stage_known_from >= weir.until(from_day)
        AND known_from < stage_known_from
        AND (known_from < weir.until(from_day) OR stage_known_from >= weir.until(to_day))
),
step AS (
    SELECT
        key,
        from_at,
        stage_id,
        amount,
        expected_close,
        owner,
        lag(from_at) OVER deal AS was_from_at,
        lag(stage_id) OVER deal AS was_stage_id,
        lag(amount) OVER deal AS was_amount,
        lag(expected_close) OVER deal AS was_expected_close,
        lag(owner) OVER deal AS was_owner
    FROM told
    WINDOW deal AS (PARTITION BY key ORDER BY from_at)
    QUALIFY from_at >= weir.until(from_day)
),
stages AS (
    SELECT stage_id, stage, CASE kind WHEN 'post' THEN 'won' ELSE kind END AS outcome FROM weir.stage
),
-- All fields of the deal, and in one column more what it was like before and after the change.
deal AS (
    SELECT o.*, {
        'before': {
            'is_known': s.was_from_at IS NOT NULL,
            'from_at': s.was_from_at,
            'outcome': coalesce(w.outcome, 'open'),
            'stage_id': s.was_stage_id,
            'stage': w.stage,
            'amount': s.was_amount,
            'expected_close': s.was_expected_close,
            'owner': s.was_owner
        },
        'after': {
            'from_at': s.from_at,
            'outcome': coalesce(n.outcome, 'open'),
            'stage_id': s.stage_id,
            'stage': n.stage,
            'amount': s.amount,
            'expected_close': s.expected_close,
            'owner': s.owner
        }
        {{last}}
    } AS weir_step
    FROM step AS s
    JOIN weir.life(to_day) AS o ON o.key = s.key
    LEFT JOIN stages AS n ON n.stage_id = s.stage_id
    LEFT JOIN stages AS w ON w.stage_id = s.was_stage_id
    -- Of a deal that came back, its newest life counts.
    ANTI JOIN (SELECT key, life FROM weir.earlier_life WHERE next_life_at < weir.until(to_day)) AS e
        ON e.key = o.key AND e.life = o.life
    WHERE {{changed}}
),
grouped AS (
    SELECT o.* REPLACE (struct_insert(weir_step, start_group := dim, was_kept := coalesce(keep, false)) AS weir_step)
    FROM (SELECT * REPLACE ({{before}}) FROM deal) AS o
),
twice_grouped AS (
    SELECT
        key, life, weir_step.before AS b, weir_step.after AS a, weir_step.start_group AS start_group,
        weir_step.was_kept AS was_kept, dim AS end_group, coalesce(keep, false) AS kept
    FROM (SELECT * REPLACE ({{after}}) FROM grouped) AS o
),
paired AS (
    SELECT
        key,
        life,
        start_group,
        end_group,
        coalesce(b.amount, 0)::DECIMAL(18, 2) AS start_amount,
        coalesce(a.amount, 0)::DECIMAL(18, 2) AS end_amount,
        a.amount IS NULL AS is_unpriced,
        b.is_known AS was_known,
        b.is_known AND b.outcome = 'open' AS was_open,
        b.is_known AND was_kept AS was_kept,
        b.is_known AND b.outcome = 'open' AND was_kept
            AND weir.is_due(b.expected_close, close_from, close_to) AS was_in,
        kept,
        a.outcome = 'open' AND kept AND weir.is_due(a.expected_close, close_from, close_to) AS is_in,
        CASE a.outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END AS fate,
        -- A deal that closes counts by the close date it had while it was open.
        kept AND weir.is_due(
            CASE
                WHEN a.outcome <> 'open' AND b.is_known AND b.outcome = 'open'
                    THEN coalesce(b.expected_close, a.expected_close)
                ELSE a.expected_close
            END,
            close_from, close_to
        ) AS came
    FROM twice_grouped
    -- From one closed stage to another of its kind nothing comes and nothing goes.
    WHERE NOT (b.is_known AND b.outcome <> 'open' AND b.outcome = a.outcome)
),
entered AS (
    SELECT *, weir.change_entry(was_in, came, was_open, was_kept, was_known) AS entry
    FROM paired
)
SELECT
    key, life, start_group, end_group, start_amount, end_amount, is_unpriced, was_in, kept, is_in, entry,
    weir.change_leaving(is_in, was_in, false, kept, entry, fate) AS leaving
FROM entered
WHERE was_in OR is_in OR entry IS NOT NULL;
