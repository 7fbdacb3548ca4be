-- standing: open deals with the stage they were in at the end of the day. `came` is the tick they came there, NULL where that is
-- not known.
CREATE OR REPLACE MACRO weir.standing(as_of) AS TABLE
SELECT key, life, rank, stage_id, CASE WHEN NOT seen THEN came END AS came
FROM weir.lasting_reach_at(as_of)
WHERE settled >= weir.until_tick(as_of) AND rank IS NOT NULL AND came < weir.until_tick(as_of) AND went IS NULL;

-- open_deal: open deals as they were known on the day, with the days they had been open (age_days), in their stage (days_in_stage) and
-- untouched (untouched_days). The last activity of the list counts as a touch where it is no later than the day; a deal that nobody
-- touched is untouched since it was created. What has no history, such as the next step, is known as of the newest day alone.
CREATE OR REPLACE MACRO weir.open_deal(as_of, keep := true) AS TABLE
-- Columns that nobody asks for are then not read.
WITH deal AS NOT MATERIALIZED (
    SELECT
        o.key,
        o.life,
        o.id,
        o.name,
        o.account,
        o.owner,
        o.segment,
        s.stage_id,
        s.rank,
        o.stage,
        o.amount,
        o.started_at,
        o.expected_close,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.next_step END AS next_step,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.next_step_date END AS next_step_date,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.probability END AS probability,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.forecast_category END AS forecast_category,
        NOT weir.looks_back(as_of) AND coalesce(o.next_step, '') <> '' AS has_next_step,
        CASE WHEN NOT weir.looks_back(as_of) THEN contains(lower(o.forecast_category), 'commit') END AS is_committed,
        weir.days(o.started_at, weir.looked_at(as_of)) AS age_days,
        weir.days_of(weir.looked_tick(as_of) - s.came) AS days_in_stage,
        greatest(t.touched, CASE WHEN o.last_activity_at < weir.until(as_of) THEN o.last_activity_at::DATE END) AS touched
    FROM weir.life(as_of) AS o
    JOIN weir.standing(as_of) AS s ON s.key = o.key AND s.life = o.life
    LEFT JOIN weir.touch_at(as_of) AS t ON t.key = o.key
    WHERE o.outcome = 'open' AND keep
)
SELECT *, date_diff('day', coalesce(touched, started_at::DATE), as_of::DATE) AS untouched_days
FROM deal;
