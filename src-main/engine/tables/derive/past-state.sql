-- past_state: what was so once and is no more, the latest first, so that looking back reads only what changed since.
CREATE OR REPLACE TABLE weir.next_past_state AS
SELECT key, from_at, to_at, stage_id, amount::DECIMAL(18, 2) AS amount, expected_close, owner{{owner}} AS owner
FROM weir.next_state
WHERE from_at < to_at
ORDER BY to_at DESC, key
