-- left_out_deal: deals that the CRM marks as deleted, and deals that are not in the newest list any more where the user
-- takes that for deleted. They count nowhere, on no day.
CREATE OR REPLACE TABLE weir.next_left_out_deal AS
SELECT
    id,
    CASE WHEN is_deleted THEN 'deleted' ELSE 'missing' END AS reason,
    CASE WHEN is_deleted THEN snapshot_date ELSE missing_since END AS known_on,
    stage,
    amount,
    file_key,
    record
FROM {{rows}}
WHERE {{condition}}
ORDER BY id
