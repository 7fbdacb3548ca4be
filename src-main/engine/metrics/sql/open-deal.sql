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

-- open_deal_narrow: the same from narrow tables, without the words that only a list of deals shows.
CREATE OR REPLACE MACRO weir.open_deal_narrow(as_of, keep := true) AS TABLE
WITH life AS NOT MATERIALIZED (
    SELECT n.* REPLACE (
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.owner ELSE p.owner END AS owner,
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.amount ELSE p.amount END AS amount,
        CASE WHEN n.changed < weir.until_tick(as_of) THEN n.last_expected_close ELSE p.expected_close END AS last_expected_close,
        CASE WHEN n.last_touch <= as_of::DATE THEN n.last_touch ELSE t.touched END AS last_touch
    )
    FROM weir.narrow_life AS n
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = n.key
    LEFT JOIN weir.passed_touch_at(as_of) AS t ON t.key = n.key
    WHERE n.settled >= weir.until_tick(as_of)
        AND n.known < weir.until_tick(as_of)
        AND (n.closed IS NULL OR n.closed >= weir.until_tick(as_of))
),
-- As weir.standing has them, but for what was closed for now, which is no open deal.
standing AS NOT MATERIALIZED (
    SELECT key, life, rank, stage_id, CASE WHEN NOT seen THEN came END AS came
    FROM weir.reach
    WHERE settled >= weir.until_tick(as_of)
        AND rank IS NOT NULL
        AND came < weir.until_tick(as_of)
        AND (went IS NULL OR went >= weir.until_tick(as_of))
),
deal AS NOT MATERIALIZED (
    SELECT
        o.key,
        o.life,
        o.owner,
        o.segment,
        s.stage_id,
        s.rank,
        o.amount,
        weir.moment_of(o.started) AS started_at,
        o.last_expected_close AS expected_close,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_step_date END AS next_step_date,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_probability END AS probability,
        NOT weir.looks_back(as_of) AND o.last_has_step AS has_next_step,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_is_committed END AS is_committed,
        weir.days_of(weir.looked_tick(as_of) - o.started) AS age_days,
        weir.days_of(weir.looked_tick(as_of) - s.came) AS days_in_stage,
        greatest(o.last_touch, CASE WHEN o.last_activity <= as_of::DATE THEN o.last_activity END) AS touched
    FROM standing AS s
    JOIN life AS o ON o.key = s.key AND o.life = s.life
    ANTI JOIN weir.gap_at(as_of) AS g ON g.key = s.key AND g.life = s.life
    WHERE keep
)
SELECT *, date_diff('day', coalesce(touched, started_at::DATE), as_of::DATE) AS untouched_days
FROM deal;
