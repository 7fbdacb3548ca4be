-- speed_band: hours from a beginning to the first touch: 0 up to an hour, 1 up to four, 2 up to a day, 3 up to three, 4 later.
CREATE OR REPLACE MACRO weir.speed_band(begun, touched) AS CASE
    WHEN touched <= begun + INTERVAL 1 HOUR THEN 0
    WHEN touched <= begun + INTERVAL 4 HOUR THEN 1
    WHEN touched <= begun + INTERVAL 24 HOUR THEN 2
    WHEN touched <= begun + INTERVAL 72 HOUR THEN 3
    ELSE 4
END;

-- work_speed: the band of a deal by its first touch as known on the day; 5: there was none.
CREATE OR REPLACE MACRO weir.work_speed(as_of, started, first_at) AS CASE
    WHEN first_at IS NULL OR first_at >= weir.until(as_of) THEN 5
    -- Of an activity only the day may be known: one of the first day counts as prompt.
    WHEN first_at <= weir.moment_of(started) THEN 0
    ELSE weir.speed_band(weir.moment_of(started), first_at)
END;

-- touch_band: 0 none, 1 one, 2 two or three, 3 four to seven, 4 eight to twelve, 5 more.
CREATE OR REPLACE MACRO weir.touch_band(touches) AS CASE
    WHEN touches IS NULL OR touches = 0 THEN 0
    WHEN touches = 1 THEN 1
    WHEN touches <= 3 THEN 2
    WHEN touches <= 7 THEN 3
    WHEN touches <= 12 THEN 4
    ELSE 5
END;

-- activities: what was done in the period, by hour, kind and what came of it; `keep` is a condition over weir.activity.
CREATE OR REPLACE MACRO weir.activities(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT
    isodow(happened_at)::INTEGER AS weekday,
    CASE WHEN happened_at <> happened_at::DATE::TIMESTAMP THEN hour(happened_at)::INTEGER END AS hour,
    kind,
    direction,
    outcome,
    count(*) AS activities
FROM weir.activity AS l
WHERE is_done AND happened_at < weir.until(as_of) AND weir.in_period(happened_at, from_day, to_day) AND keep
GROUP BY ALL;

-- activities_whole: the same of all people, counted beforehand.
CREATE OR REPLACE MACRO weir.activities_whole(as_of, from_day := NULL, to_day := NULL) AS TABLE
SELECT isodow(day)::INTEGER AS weekday, hour::INTEGER AS hour, kind, direction, outcome, sum(activities) AS activities
FROM weir.activity_count
WHERE day <= as_of::DATE AND (from_day IS NULL OR day >= from_day::DATE) AND (to_day IS NULL OR day <= to_day::DATE)
GROUP BY ALL;

-- call_lengths: calls by whole minutes, rounded up.
CREATE OR REPLACE MACRO weir.call_lengths(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT least(ceil(minutes), 120)::INTEGER AS minutes, outcome, count(*) AS calls
FROM weir.activity AS l
WHERE
    kind = 'call' AND minutes IS NOT NULL AND is_done
    AND happened_at < weir.until(as_of) AND weir.in_period(happened_at, from_day, to_day) AND keep
GROUP BY ALL;

-- call_lengths_whole: the same of all people, counted beforehand.
CREATE OR REPLACE MACRO weir.call_lengths_whole(as_of, from_day := NULL, to_day := NULL) AS TABLE
SELECT minutes::INTEGER AS minutes, outcome, sum(calls) AS calls
FROM weir.call_count
WHERE day <= as_of::DATE AND (from_day IS NULL OR day >= from_day::DATE) AND (to_day IS NULL OR day <= to_day::DATE)
GROUP BY ALL;

-- deal_work_whole: weir.deal_work of all deals of all time, of which those that ended come counted from weir.settled_work.
CREATE OR REPLACE MACRO weir.deal_work_whole(as_of) AS TABLE
WITH rest AS MATERIALIZED (
    SELECT key, started, fate
    FROM weir.lasting_life_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND life = 1 AND started IS NOT NULL
    UNION ALL
    SELECT key, started, fate
    FROM weir.narrow_life
    SEMI JOIN weir.earlier_life USING (key)
    WHERE settled < weir.stretch_from(as_of) AND life = 1 AND started IS NOT NULL
),
worked AS (
    SELECT speed, touches, fate, deals
    FROM weir.settled_work
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT
        weir.work_speed(as_of, r.started, t.first_at),
        CASE WHEN t.first_at < weir.until(as_of) THEN least(t.touches, 60) ELSE 0 END,
        r.fate,
        1
    FROM rest AS r
    LEFT JOIN (FROM weir.deal_touch SEMI JOIN rest USING (key)) AS t ON t.key = r.key
)
SELECT speed, touches, fate, sum(deals) AS deals
FROM worked
GROUP BY ALL;
