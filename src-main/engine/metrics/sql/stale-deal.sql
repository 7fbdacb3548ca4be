-- stale_deal{{narrow}}: open deals against the limits they are judged by, with what they can be expected to bring. A deal is stale for its days in
-- the stage (no-move), without a touch (no-touch) or for win odds that are surely below half of those at the beginning (low-odds), unless
-- a next step lies ahead (snoozed).
--   limits         days by stage, without a segment for those that have none of their own; limit_days stands for all of them
--   chances        of a stage from one age up to another, see weir.stage_outcome
--   late_stages    have a limit of their own for days without a touch; touch_days of NULL is none, where nothing is known of touches
CREATE OR REPLACE MACRO {{weir}}.stale_deal{{narrow}}(
    as_of,
    limits := []::STRUCT(stage_id INTEGER, segment VARCHAR, warn DOUBLE, stale DOUBLE)[],
    chances := []::STRUCT(
        stage_id INTEGER, from_age DOUBLE, to_age DOUBLE, chance DOUBLE, odds DOUBLE, odds_high DOUBLE
    )[],
    late_stages := []::INTEGER[],
    limit_days := NULL,
    touch_days := 30,
    late_touch_days := 15,
    odds_limit := 0.5,
    keep := true
) AS TABLE
WITH stay AS (
    SELECT unnest(limits, recursive := true)
),
-- Worked out for every stage and segment, of which there are few. Words of a list are compared some times faster than text.
limit_of AS (
    SELECT
        k.stage_id,
        n.segment,
        list_contains(late_stages, k.stage_id) AS is_late,
        coalesce(limit_days, g.warn, s.warn)::DOUBLE AS warn_days,
        coalesce(limit_days, g.stale, s.stale)::DOUBLE AS limit_of_stage
    FROM weir.stage AS k
    CROSS JOIN (SELECT segment FROM weir.segment_name UNION ALL SELECT NULL) AS n
    LEFT JOIN stay AS g ON g.stage_id = k.stage_id AND g.segment = n.segment::VARCHAR
    LEFT JOIN stay AS s ON s.stage_id = k.stage_id AND s.segment IS NULL
),
-- One row a day up to the last one, which stands for all that are older.
outlook AS (
    SELECT stage_id, unnest(range(from_age::INTEGER, least(to_age, 366)::INTEGER)) AS day, chance, odds, odds_high
    FROM (SELECT unnest(chances, recursive := true))
),
judged AS NOT MATERIALIZED (
    SELECT
        o.*,
        l.is_late,
        l.warn_days,
        l.limit_of_stage,
        -- Where nothing is known of touches they are not looked at.
        CASE WHEN touch_days IS NULL THEN NULL WHEN l.is_late THEN late_touch_days ELSE touch_days END AS touch_limit,
        coalesce(o.next_step_date >= as_of::DATE, false) AS snoozed,
        c.chance,
        c.odds,
        c.odds_high,
        o.amount * c.chance AS expected_value
    FROM {{weir}}.open_deal{{narrow}}(as_of, keep := keep) AS o
    LEFT JOIN limit_of AS l ON l.stage_id = o.stage_id AND l.segment IS NOT DISTINCT FROM o.segment
    LEFT JOIN outlook AS c
        ON c.stage_id = o.stage_id AND c.day = least(greatest(coalesce(o.days_in_stage, 0), 0), 365)::INTEGER
),
flagged AS NOT MATERIALIZED (
    SELECT
        *,
        coalesce(days_in_stage > limit_of_stage, false) AS no_move,
        coalesce(untouched_days > touch_limit, false) AS no_touch,
        coalesce(odds_high < odds_limit, false) AS low_odds
    FROM judged
)
SELECT
    *,
    (no_move OR no_touch OR low_odds) AND NOT snoozed AS is_stale,
    NOT (no_move OR no_touch OR low_odds) AND NOT snoozed AND coalesce(days_in_stage > warn_days, false) AS is_warned
FROM flagged;
