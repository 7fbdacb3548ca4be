-- past_state: what was so once and is no more, the latest first, so that looking back reads only what changed since.
CREATE OR REPLACE TABLE weir.next_past_state AS
SELECT key, from_at, to_at, stage_id, amount::DECIMAL(18, 2) AS amount, expected_close, owner{{owner}} AS owner
FROM weir.next_state
WHERE from_at < to_at
ORDER BY to_at DESC, key;

-- past_due: how many deals were open with a close date in the past from the day `due` on and up to before the day `gone`, on which
-- something changed.
CREATE OR REPLACE TABLE weir.next_past_due AS
SELECT greatest(from_at::DATE, expected_close + 1) AS due, to_at::DATE AS gone, count(*) AS n
FROM weir.next_past_state
WHERE expected_close < to_at::DATE
    AND from_at::DATE < to_at::DATE
    AND stage_id IN (SELECT stage_id FROM weir.next_stage WHERE kind = 'open')
GROUP BY ALL
ORDER BY gone, due;
