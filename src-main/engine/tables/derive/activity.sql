-- activity: calls, mails, meetings and tasks of known deals.
CREATE OR REPLACE TABLE weir.activity AS
SELECT d.key, a."at" AS happened_at, a.type, a.subject, a.owner, a.status, a.file_key, a.record
FROM ({{activities}}) AS a
JOIN deal AS d ON d.id = a.opportunity
ORDER BY d.key, a."at", a.file_key, a.record
