-- The changes of one deal as entries of a timeline, oldest first; what was not known on the as-of day is left out.
WITH change AS (
    SELECT
        t.*,
        s.stage,
        p.stage AS from_stage,
        lag(t.amount) OVER deal AS from_amount,
        lag(t.expected_close) OVER deal AS from_expected_close,
        lag(t.owner) OVER deal AS from_owner
    FROM weir.state AS t
    JOIN weir.stage AS s USING (stage_id)
    LEFT JOIN weir.stage AS p ON p.stage_id = t.from_stage_id
    WHERE t.key = $key AND t.from_at < weir.until($as_of::DATE)
    WINDOW deal AS (ORDER BY t.seq)
),
entry AS (
    SELECT from_at AS happened_at, seq, 'stage' AS field, from_stage AS old, stage AS new, origin, file_key, record
    FROM change
    WHERE stage_id IS DISTINCT FROM from_stage_id
    UNION ALL
    SELECT from_at, seq, 'amount', from_amount::VARCHAR, amount::VARCHAR, origin, file_key, record
    FROM change
    WHERE seq > 1 AND amount IS DISTINCT FROM from_amount
    UNION ALL
    SELECT from_at, seq, 'expected_close', from_expected_close::VARCHAR, expected_close::VARCHAR, origin, file_key, record
    FROM change
    WHERE seq > 1 AND expected_close IS DISTINCT FROM from_expected_close
    UNION ALL
    SELECT from_at, seq, 'owner', from_owner, owner, origin, file_key, record
    FROM change
    WHERE seq > 1 AND owner IS DISTINCT FROM from_owner
    UNION ALL
    SELECT created_at, 0, 'created', NULL, NULL, 'created', file_key, record
    FROM weir.opportunity
    WHERE key = $key AND created_at IS NOT NULL
    UNION ALL
    SELECT happened_at, 1000000, 'activity', type, coalesce(subject, type), 'activity', file_key, record
    FROM weir.activity
    WHERE key = $key AND happened_at < weir.until($as_of::DATE)
)
SELECT e.happened_at, e.field, e.old, e.new, e.origin, f.name AS file, e.file_key, e.record
FROM entry AS e
LEFT JOIN weir.file AS f USING (file_key)
ORDER BY e.happened_at, e.seq, e.field
