-- stale_deal{{narrow}}: open deals against the limits they are judged by, with what they can be expected to bring. A deal is stale for its days in
-- the stage (no-move), without a touch (no-touch) or for win odds that are surely below half of those at the beginning (low-odds), unless
-- a next step lies ahead (snoozed).
--   limits         days by stage, without a segment for those that have none of their own; limit_days stands for all of them
--   chances        of a stage from one age up to another, see weir.stage_outcome
--   late_stages    have a limit of their own for days without a touch; touch_days of NULL is none, where nothing is known of touches
CREATE OR REPLACE MACRO weir.stale_deal{{narrow}}(
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
of_segment AS (
    SELECT n.segment, s.stage_id, s.warn, s.stale
    FROM ({{segments}}) AS n
    JOIN stay AS s ON s.segment = n.segment::VARCHAR
),
-- One row a day up to the last one, which stands for all that are older.
outlook AS (
    SELECT stage_id, unnest(range(from_age::INTEGER, least(to_age, 366)::INTEGER)) AS day, chance, odds, odds_high
    FROM (SELECT unnest(chances, recursive := true))
),
judged AS NOT MATERIALIZED (
    SELECT
        o.*,
        list_contains(late_stages, o.stage_id) AS is_late,
        coalesce(limit_days, g.warn, s.warn)::DOUBLE AS warn_days,
        coalesce(limit_days, g.stale, s.stale)::DOUBLE AS limit_of_stage,
        CASE WHEN list_contains(late_stages, o.stage_id) THEN late_touch_days ELSE touch_days END AS touch_limit,
        coalesce(o.next_step_date >= as_of::DATE, false) AS snoozed,
        c.chance,
        c.odds,
        c.odds_high,
        o.amount * c.chance AS expected_value
    FROM weir.open_deal{{narrow}}(as_of, keep := keep) AS o
    LEFT JOIN of_segment AS g ON g.stage_id = o.stage_id AND g.segment = o.segment
    LEFT JOIN stay AS s ON s.stage_id = o.stage_id AND s.segment IS NULL
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
