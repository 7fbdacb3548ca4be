-- activity: calls, mails, meetings and tasks. `key` is the deal, by its id, else by its name where only one deal has it.
-- What names no deal belongs to the one that its lead became, or to the only one of its account. NULL for activities of
-- no deal that is known; `names` is what the export says of the deal.
CREATE OR REPLACE TABLE weir.next_activity AS
WITH named AS (
    {{named}}
),
only_deal AS (
    {{only}}
),
lead AS (
    SELECT id, key FROM weir.next_lead WHERE key IS NOT NULL
)
SELECT
    coalesce(d.key, named.key, lead.key, lent.key, only_deal.key) AS key,
    a."at" AS happened_at,
    a.type,
    a.subject,
    coalesce(o.name, a.owner) AS owner,
    a.status,
    -- What is planned, put off or called off has not been done.
    NOT coalesce(regexp_matches(lower(a.status), '{{undone}}'), false) AS is_done,
    CASE
        WHEN regexp_matches(lower(a.type), '{{call}}') THEN 'call'
        WHEN regexp_matches(lower(a.type), '{{mail}}') THEN 'e-mail'
        WHEN regexp_matches(lower(a.type), '{{meeting}}') THEN 'meeting'
        WHEN a.hint IS NOT NULL THEN a.hint
        WHEN regexp_matches(lower(a.subject), '{{call}}') THEN 'call'
        WHEN regexp_matches(lower(a.subject), '{{mail}}') THEN 'e-mail'
        WHEN regexp_matches(lower(a.subject), '{{meeting}}') THEN 'meeting'
        ELSE 'task'
    END AS kind,
    CASE
        WHEN regexp_matches(lower(concat_ws(' ', a.direction, a.type)), 'inbound|incoming|received|呼入|来电|수신')
            THEN 'inbound'
        WHEN regexp_matches(lower(concat_ws(' ', a.direction, a.type)), 'outbound|outgoing|sent|呼出|去电|발신')
            THEN 'outbound'
    END AS direction,
    coalesce(
        a.duration * a.minutes,
        CASE WHEN a.ended_at >= a."at" THEN epoch(a.ended_at - a."at") / 60 END
    ) AS minutes,
    a.account,
    a.opportunity AS names,
    a.file_key,
    a.record
FROM (SELECT * REPLACE (nullif(opportunity, '0') AS opportunity) FROM ({{activities}})) AS a
LEFT JOIN deal AS d ON d.id = a.opportunity
LEFT JOIN named ON named.name = lower(trim(a.opportunity)) AND d.key IS NULL
LEFT JOIN lead ON lead.id = a.lead AND a.opportunity IS NULL
LEFT JOIN deal AS lent ON {{lent}} AND lent.id = a.lead AND a.opportunity IS NULL
LEFT JOIN account_lookup AS account_row ON account_row.key = a.account
LEFT JOIN only_deal
    ON only_deal.account = lower(trim(coalesce(account_row.name, a.account))) AND a.opportunity IS NULL
LEFT JOIN owner_lookup AS o ON o.key = a.owner
ORDER BY key, happened_at, a.file_key, a.record
