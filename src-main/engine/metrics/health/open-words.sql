-- Open deals of a list as they are shown, with what to do.
SELECT
    f.place,
    f.key,
    f.life,
    o.id,
    o.name,
    o.account,
    f.owner::VARCHAR AS owner,
    n.stage,
    f.amount,
    concat_ws(
        '; ',
        {{first}},
        CASE
            WHEN f.step_overdue
                THEN 'Do the overdue next step' || coalesce(
                    ': ' || nullif(trim(CASE WHEN NOT weir.looks_back($as_of::DATE) THEN o.next_step END), ''), ''
                )
        END,
        CASE WHEN f.close_overdue THEN 'Set a close date that holds, or close it' END,
        CASE WHEN f.no_touch THEN 'Get in touch: ' || f.untouched_days || ' days without a touch' END,
        CASE
            WHEN f.no_move
                THEN 'Move on or close: day ' || floor(f.days_in_stage)::INTEGER || ' in the stage, limit '
                    || ceil(f.limit_of_stage)::INTEGER
            WHEN f.low_odds THEN 'Move on or close: the odds are below half'
            WHEN f.is_warned THEN 'Decide before day ' || ceil(f.limit_of_stage)::INTEGER || ' in the stage'
        END,
        CASE WHEN f.no_step THEN 'Set a next step' END,
        CASE WHEN f.no_amount THEN 'Enter an amount' END
    ) AS action,
    f.expected_value,
    f.chance,
    f.age_days,
    f.days_in_stage,
    f.limit_of_stage,
    f.touched,
    CASE WHEN {{has_touches}} THEN f.untouched_days END AS untouched_days,
    f.expected_close,
    CASE WHEN NOT weir.looks_back($as_of::DATE) THEN o.next_step END AS next_step,
    f.next_step_date,
    NULL::DATE AS lost,
    NULL::INTEGER AS lost_days,
    NULL::VARCHAR AS loss_reason
FROM {{found}} AS f
JOIN weir.opportunity AS o ON o.key = f.key
JOIN weir.stage AS n ON n.stage_id = f.stage_id
