-- activity: calls, mails, meetings and tasks. `key` is the deal, by its id, else by its name where only one deal has it.
-- What names no deal belongs to the one that its lead became, or to the only one of its account. NULL for activities of
-- no deal that is known; `names` is what the export says of the deal, `lead_no` the lead it was with.
CREATE OR REPLACE TABLE weir.next_activity AS
WITH named AS (
    {{named}}
),
only_deal AS (
    {{only}}
),
lead AS (
    SELECT id, key, lead_no FROM weir.next_lead WHERE id IS NOT NULL
),
told AS (
    SELECT
        coalesce(d.key, named.key, CASE WHEN a.opportunity IS NULL THEN lead.key END, lent.key, only_deal.key) AS key,
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
        lead.lead_no,
        lower(a.result) AS result,
        a.file_key,
        a.record
    FROM (SELECT * REPLACE (nullif(opportunity, '0') AS opportunity) FROM ({{activities}})) AS a
    LEFT JOIN deal AS d ON d.id = a.opportunity
    LEFT JOIN named ON named.name = lower(trim(a.opportunity)) AND d.key IS NULL
    LEFT JOIN lead ON lead.id = a.lead
    LEFT JOIN deal AS lent ON {{lent}} AND lent.id = a.lead AND a.opportunity IS NULL
    LEFT JOIN account_lookup AS account_row ON account_row.key = a.account
    LEFT JOIN only_deal
        ON only_deal.account = lower(trim(coalesce(account_row.name, a.account))) AND a.opportunity IS NULL
    LEFT JOIN owner_lookup AS o ON o.key = a.owner
)
SELECT
    * EXCLUDE (result, file_key, record),
    -- What came of it, where its result or status says so.
    CASE kind
        WHEN 'call' THEN CASE
            WHEN regexp_matches(result, '{{no_answer}}') OR regexp_matches(lower(subject), 'voice ?mail') THEN 'no-answer'
            WHEN regexp_matches(result, '{{positive}}') THEN 'positive'
            WHEN regexp_matches(result, '{{connected}}') THEN 'connected'
        END
        WHEN 'e-mail' THEN CASE
            WHEN regexp_matches(result, '{{no_reply}}') THEN 'no-reply'
            WHEN regexp_matches(result, '{{positive}}') THEN 'positive'
            WHEN regexp_matches(result, '{{replied}}') THEN 'replied'
        END
        WHEN 'meeting' THEN CASE WHEN regexp_matches(result, '{{no_show}}') THEN 'no-show' WHEN result IS NOT NULL THEN 'held' END
    END AS outcome,
    file_key,
    record
FROM told
ORDER BY key, happened_at, file_key, record
