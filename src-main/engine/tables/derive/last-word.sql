-- Which of several rows of one moment is the last is known only with the kinds of the stages (state.sql). What is known
-- of a deal from logs alone is what that row says.
UPDATE deal
SET amount = t.amount, expected_close = t.expected_close, owner = t.owner
FROM weir.next_state AS t
WHERE
    t.key = deal.key
    AND t.to_at IS NULL
    AND deal.file_key IN ({{logs}})
    AND (deal.amount, deal.expected_close, deal.owner) IS DISTINCT FROM (t.amount, t.expected_close, t.owner)
