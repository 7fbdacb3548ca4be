-- Open deals to do something about. What to do, and the words that describe them, are looked up for those that are shown.
SELECT *
FROM (
    SELECT
        o.key,
        o.life,
        o.owner,
        o.stage_id,
        o.rank,
        o.amount,
        o.expected_value,
        o.chance,
        o.age_days,
        o.days_in_stage,
        o.limit_of_stage,
        o.touched,
        o.untouched_days,
        o.expected_close,
        o.next_step_date,
        coalesce(o.next_step_date < $as_of::DATE, false) AS step_overdue,
        coalesce(o.expected_close < $as_of::DATE, false) AS close_overdue,
        o.no_touch AND NOT o.snoozed AS no_touch,
        o.no_move AND NOT o.snoozed AS no_move,
        o.low_odds AND NOT o.snoozed AS low_odds,
        o.is_warned,
        {{has_steps}} AND NOT o.has_next_step AND o.next_step_date IS NULL AS no_step,
        o.amount IS NULL AND o.rank > 1 AS no_amount
    FROM {{deals}} AS o
    WHERE {{where}}
)
WHERE {{always}} OR step_overdue OR close_overdue OR no_touch OR no_move OR low_odds OR is_warned OR no_step OR no_amount
