-- Deals that nothing gives a stage: they cannot be counted anywhere, and are named instead of being lost.
INSERT INTO weir.next_left_out_deal
SELECT id, 'no-stage', NULL::DATE, NULL, amount, file_key, record
FROM deal
ANTI JOIN life USING (key)
ORDER BY id
