-- Lost deals of a list as they are shown.
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
    f.action,
    NULL::DOUBLE AS expected_value,
    NULL::DOUBLE AS chance,
    f.age_days,
    NULL::DOUBLE AS days_in_stage,
    NULL::DOUBLE AS limit_of_stage,
    NULL::DATE AS touched,
    NULL::INTEGER AS untouched_days,
    CASE WHEN f.changed < weir.until_tick($as_of::DATE) THEN f.last_expected_close ELSE p.expected_close END AS expected_close,
    NULL::VARCHAR AS next_step,
    NULL::DATE AS next_step_date,
    f.lost,
    f.lost_days,
    o.loss_reason
FROM {{found}} AS f
JOIN weir.opportunity AS o ON o.key = f.key
LEFT JOIN weir.past_at($as_of::DATE) AS p ON p.key = f.key
LEFT JOIN weir.stage AS n ON n.stage_id = f.lost_from
