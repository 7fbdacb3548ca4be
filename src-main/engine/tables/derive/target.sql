-- target: what is to be sold, each with the days it is for. Periods come as days, months, quarters and years in many
-- forms; FY marks fiscal ones, which are counted from {{fiscal_start}} and named after the year they end in.
CREATE OR REPLACE TABLE weir.next_target AS
WITH row_of_target AS (
    SELECT *, upper(trim(period)) AS p FROM ({{rows}})
),
part AS (
    SELECT
        *,
        coalesce(
            try_cast(regexp_extract(p, '((?:19|20)[0-9]{2})', 1) AS INTEGER),
            2000 + try_cast(regexp_extract(p, '(?:^|[^0-9])([0-9]{2})$', 1) AS INTEGER),
            2000 + try_cast(regexp_extract(p, 'FY ?([0-9]{2})(?:[^0-9]|$)', 1) AS INTEGER)
        ) AS year,
        starts_with(p, 'FY') OR contains(p, ' FY') OR contains(p, 'FISCAL') AS is_fiscal,
        coalesce(
            try_cast(regexp_extract(p, 'Q ?([1-4])', 1) AS INTEGER),
            try_cast(regexp_extract(p, '(?:^|[^A-Z0-9])T ?([1-4])(?:[^0-9]|$)', 1) AS INTEGER),
            try_cast(regexp_extract(p, '(?:^|[^0-9])([1-4])[^0-9]{0,4}(?:Q|T$|T |분기|四半期|TRIM|КВ)', 1) AS INTEGER),
            try_cast(regexp_extract(p, '(?:TRIM[A-Z]*|QUARTAL|КВ[А-Я]*)[^0-9]{0,2}([1-4])(?:[^0-9]|$)', 1) AS INTEGER),
            nullif(list_position(['一', '二', '三', '四'], regexp_extract(p, '第?([一二三四])季', 1)), 0),
            try_cast(regexp_extract(p, '第?([1-4])季', 1) AS INTEGER)
        ) AS quarter,
        coalesce(
            try_cast(regexp_extract(p, '(?:^|[^A-Z])[HS] ?([12])(?:[^0-9]|$)', 1) AS INTEGER),
            try_cast(regexp_extract(p, '(?:^|[^0-9])([12])[^0-9]{0,3}(?:HALBJAHR|SEM|ПОЛУГОД)', 1) AS INTEGER),
            CASE WHEN regexp_matches(p, '상반기|上半[年期]|上期') THEN 1 WHEN regexp_matches(p, '하반기|下半[年期]|下期') THEN 2 END
        ) AS half,
        coalesce(
            nullif(list_position(
                ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
                left(regexp_extract(p, '([A-Z]{3,})', 1), 3)
            ), 0),
            -- Months of other languages, by the letters that tell them apart.
            CASE
                WHEN regexp_matches(p, '(^|[^\p{L}])(ENE|JÄN|ЯНВ)') THEN 1
                WHEN regexp_matches(p, '(^|[^\p{L}])(FÉV|ФЕВ)') THEN 2
                WHEN regexp_matches(p, '(^|[^\p{L}])(MÄR|MRZ|МАР)') THEN 3
                WHEN regexp_matches(p, '(^|[^\p{L}])(ABR|AVR|АПР)') THEN 4
                WHEN regexp_matches(p, '(^|[^\p{L}])(MAI|МА[ЙЯ])') THEN 5
                WHEN regexp_matches(p, '(^|[^\p{L}])(JUIN|ИЮН)') THEN 6
                WHEN regexp_matches(p, '(^|[^\p{L}])(JUIL|ИЮЛ)') THEN 7
                WHEN regexp_matches(p, '(^|[^\p{L}])(AGO|AOU|AOÛ|АВГ)') THEN 8
                WHEN regexp_matches(p, '(^|[^\p{L}])(SET|СЕН)') THEN 9
                WHEN regexp_matches(p, '(^|[^\p{L}])(OKT|OUT|ОКТ)') THEN 10
                WHEN regexp_matches(p, '(^|[^\p{L}])НОЯ') THEN 11
                WHEN regexp_matches(p, '(^|[^\p{L}])(DEZ|DIC|DÉC|ДЕК)') THEN 12
            END,
            try_cast(regexp_extract(p, '([0-9]{1,2}) ?[月월]', 1) AS INTEGER),
            try_cast(regexp_extract(p, '^(?:19|20)[0-9]{2}[-/. ]?(0?[1-9]|1[0-2])$', 1) AS INTEGER),
            try_cast(regexp_extract(p, '^(0?[1-9]|1[0-2])[-/. ](?:19|20)[0-9]{2}$', 1) AS INTEGER)
        ) AS month,
        coalesce(
            try_cast(regexp_extract(p, '^([0-9]{4}-[0-9]{2}-[0-9]{2})', 1) AS DATE),
            try_cast(replace(regexp_extract(p, '^([0-9]{4}[/.][0-9]{2}[/.][0-9]{2})', 1).replace('.', '-'), '/', '-') AS DATE),
            -- Of a period that begins on the first of a month, the 1 is the day whatever the order.
            try_strptime(nullif(regexp_extract(p, '^(0?1[-/.][0-9]{1,2}[-/.][0-9]{4})', 1), ''),
                ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y'])::DATE,
            try_strptime(nullif(regexp_extract(p, '^([0-9]{1,2}[-/.]0?1[-/.][0-9]{4})', 1), ''),
                ['%m/%d/%Y', '%m.%d.%Y', '%m-%d-%Y'])::DATE
        ) AS day
    FROM row_of_target
),
begun AS (
    SELECT
        *,
        CASE
            WHEN day IS NOT NULL THEN day
            WHEN year IS NULL THEN NULL
            ELSE make_date(
                year - CASE WHEN is_fiscal AND {{fiscal_month}} > 1 THEN 1 ELSE 0 END,
                CASE WHEN is_fiscal THEN {{fiscal_month}} ELSE 1 END,
                1
            ) + to_months(coalesce(3 * (quarter - 1), 6 * (half - 1), month - 1, 0)::INTEGER)
        END::DATE AS from_day,
        CASE
            WHEN day IS NOT NULL THEN NULL
            WHEN quarter IS NOT NULL THEN 'quarter'
            WHEN half IS NOT NULL THEN 'half'
            WHEN month IS NOT NULL THEN 'month'
            WHEN year IS NOT NULL THEN 'year'
        END AS named_grain
    FROM part
),
-- A first day alone says nothing of how long the period is: the days between the periods of one table do.
spaced AS (
    SELECT columns_of, min(days) AS days
    FROM (
        SELECT columns_of, from_day - lag(from_day) OVER (PARTITION BY columns_of ORDER BY from_day) AS days
        FROM (SELECT DISTINCT columns_of, from_day FROM begun WHERE day IS NOT NULL)
    )
    GROUP BY columns_of
),
grained AS (
    SELECT
        b.*,
        coalesce(
            b.named_grain,
            CASE
                WHEN s.days BETWEEN 28 AND 31 THEN 'month'
                WHEN s.days BETWEEN 89 AND 92 THEN 'quarter'
                WHEN s.days BETWEEN 181 AND 184 THEN 'half'
                WHEN s.days BETWEEN 365 AND 366 THEN 'year'
                WHEN s.days = 7 THEN 'week'
            END,
            b.hint
        ) AS grain
    FROM begun AS b
    LEFT JOIN spaced AS s USING (columns_of)
)
SELECT
    g.period,
    g.from_day,
    (g.from_day + CASE g.grain
        WHEN 'week' THEN INTERVAL 7 DAY
        WHEN 'month' THEN INTERVAL 1 MONTH
        WHEN 'quarter' THEN INTERVAL 3 MONTH
        WHEN 'half' THEN INTERVAL 6 MONTH
        WHEN 'year' THEN INTERVAL 1 YEAR
    END - INTERVAL 1 DAY)::DATE AS to_day,
    g.grain,
    coalesce(o.name, g.owner) AS owner,
    coalesce(g.team, o.team) AS team,
    g.amount,
    g.currency,
    g.file_key,
    g.record
FROM grained AS g
LEFT JOIN owner_lookup AS o ON o.key = g.owner
-- What a newer file says of the same period replaces what older ones said.
QUALIFY g.snapshot_date = max(g.snapshot_date) OVER (
    PARTITION BY coalesce(g.from_day::VARCHAR, g.period), g.grain, g.owner, g.team, g.currency
)
ORDER BY from_day, owner, team, g.currency, g.file_key, g.record
