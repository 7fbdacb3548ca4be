-- Open deals to do something about, with what, and their place among those of their owner: by the money that is still expected of them.
SELECT
    row_number() OVER (
        PARTITION BY owner ORDER BY expected_value DESC NULLS LAST, amount DESC NULLS LAST, age_days DESC, key, life
    ) AS place,
    *
FROM (
    SELECT
        o.key,
        o.life,
        o.id,
        o.name,
        o.account,
        o.owner,
        o.stage,
        o.amount,
        concat_ws(
            '; ',
            {{first}},
            CASE
                WHEN o.next_step_date < $as_of::DATE
                    THEN 'Do the overdue next step' || coalesce(': ' || nullif(trim(o.next_step), ''), '')
            END,
            CASE WHEN o.expected_close < $as_of::DATE THEN 'Set a close date that holds, or close it' END,
            CASE
                WHEN o.no_touch AND NOT o.snoozed
                    THEN 'Get in touch: ' || o.untouched_days || ' days without a touch'
            END,
            CASE
                WHEN o.no_move AND NOT o.snoozed
                    THEN 'Move on or close: day ' || floor(o.days_in_stage)::INTEGER || ' in the stage, limit '
                        || ceil(o.limit_of_stage)::INTEGER
                WHEN o.low_odds AND NOT o.snoozed THEN 'Move on or close: the odds are below half'
                WHEN o.is_warned THEN 'Decide before day ' || ceil(o.limit_of_stage)::INTEGER || ' in the stage'
            END,
            CASE
                WHEN {{has_steps}} AND coalesce(o.next_step, '') = '' AND o.next_step_date IS NULL THEN 'Set a next step'
            END,
            CASE WHEN o.amount IS NULL AND o.rank > 1 THEN 'Enter an amount' END
        ) AS action,
        o.expected_value,
        o.chance,
        o.age_days,
        o.days_in_stage,
        o.limit_of_stage,
        o.touched,
        CASE WHEN {{has_touches}} THEN o.untouched_days END AS untouched_days,
        o.expected_close,
        o.next_step,
        o.next_step_date,
        NULL::DATE AS lost,
        NULL::INTEGER AS lost_days,
        NULL::VARCHAR AS loss_reason
    FROM {{deals}} AS o
    WHERE {{where}}
)
WHERE action <> ''
