-- touch: the days on which somebody worked on a deal, each with the next such day (NULL: none since). What is only planned,
-- put off or called off is no touch. Sorted by the next day, the latest first: up to a day in the past reads only what came after.
CREATE OR REPLACE TABLE weir.next_touch AS
SELECT key, touched, lead(touched) OVER (PARTITION BY key ORDER BY touched) AS next_touch
FROM (
    SELECT DISTINCT key, happened_at::DATE AS touched
    FROM weir.next_activity
    WHERE key IS NOT NULL AND happened_at IS NOT NULL AND NOT coalesce(
        regexp_full_match(
            lower(trim(status)),
            'open|not started|planned|scheduled|pending|in progress|waiting.*|deferred|cancel.*|overdue|to.?do|no|false|0|'
                || '未开始|未完成|计划中|进行中|已取消|예정|미완료|취소|offen|geplant|abgesagt|pendiente|pendente|prévu|запланирован.*'
        ),
        false
    )
)
ORDER BY next_touch DESC NULLS FIRST, key
