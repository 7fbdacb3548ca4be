-- touch: the days on which somebody worked on a deal, each with the next such day (9999-12-31: none since). What is only planned,
-- put off or called off is no touch. Sorted by the next day, the latest first: up to a day in the past reads only what came after.
CREATE OR REPLACE TABLE weir.next_touch AS
SELECT
    key,
    touched,
    coalesce(lead(touched) OVER (PARTITION BY key ORDER BY touched), DATE '9999-12-31') AS next_touch
FROM (
    SELECT DISTINCT key, happened_at::DATE AS touched
    FROM weir.next_activity
    WHERE key IS NOT NULL AND happened_at IS NOT NULL AND is_done
)
ORDER BY next_touch DESC, key
