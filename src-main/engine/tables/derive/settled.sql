-- What has ended, counted by the stretch of days in which it changed last. Looked at from a later stretch nothing of it
-- differs, so a question about all deals adds up these few rows and reads one by one only what came after.

-- settled_stay: visits that have ended, by stage, where they led and their length, which is NULL where the beginning is not
-- known; `again` is how many of them were a move that the life had made before.
CREATE OR REPLACE TABLE weir.next_settled_stay AS
SELECT
    stretch(settled) AS stretch,
    stage_id,
    next_stage_id,
    rank IS NOT NULL AS is_open,
    CASE WHEN NOT seen THEN went - came END AS stay,
    count(*) AS n,
    count(*) FILTER (repeats) AS again,
    sum(amount) AS value
FROM weir.next_reach
WHERE settled < tick(never()) AND came IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- settled_step: stages reached by the age they were passed or closed at, and which it was.
CREATE OR REPLACE TABLE weir.next_settled_step AS
SELECT
    stretch(settled) AS stretch,
    rank,
    reached_fate AS fate,
    reached_age AS age,
    count(*) AS n,
    sum(amount) AS value
FROM weir.next_reach
WHERE settled < tick(never()) AND reached IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- settled_kind: stages reached by what had become of the life there by each definition of a funnel, as weir.reach says it; 0
-- where it did not enter the stage by that one.
CREATE OR REPLACE TABLE weir.next_settled_kind AS
SELECT
    stretch(settled) AS stretch,
    rank,
    reached_fate AS reached,
    CASE WHEN ordered IS NULL THEN 0 ELSE ordered_fate END::UTINYINT AS strict,
    CASE WHEN visited IS NULL THEN 0 ELSE any_fate END::UTINYINT AS "any",
    CASE WHEN visited IS NULL THEN 0 ELSE direct_fate END::UTINYINT AS direct,
    count(*) AS n
FROM weir.next_reach
WHERE settled < tick(never()) AND reached IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- settled_life: lives by how they ended, at what age, and the age they were first seen at, as weir.narrow_life has them.
CREATE OR REPLACE TABLE weir.next_settled_life AS
SELECT stretch(settled) AS stretch, fate, age, entry_age, count(*) AS n
FROM weir.next_narrow_life
WHERE settled < tick(never()) AND age >= 0
GROUP BY ALL
ORDER BY ALL;

-- settled_month: lives by the month they started (fate 0) and by the month they were closed and how.
CREATE OR REPLACE TABLE weir.next_settled_month AS
WITH ended AS (
    SELECT
        stretch(tick(settled_at)) AS stretch,
        date_trunc('month', started_at)::DATE AS started_in,
        date_trunc('month', closed_at)::DATE AS closed_in,
        CASE outcome WHEN 'won' THEN 1 ELSE 2 END::UTINYINT AS closed_as,
        count(*) AS deals,
        sum(amount) AS value
    FROM next_life
    WHERE outcome <> 'open'
    GROUP BY ALL
)
SELECT stretch, started_in AS month, 0::UTINYINT AS fate, sum(deals) AS deals, sum(value) AS value
FROM ended
GROUP BY ALL
UNION ALL
SELECT stretch, closed_in, closed_as, sum(deals), sum(value)
FROM ended
GROUP BY ALL
ORDER BY ALL;

-- settled_cohort: lives by the months they started and were closed in, how, and the step of age they were closed in, as
-- weir.age_bucket has it: of a twelfth of a year (month_step) and of a quarter (quarter_step), NULL where they were closed
-- before they started. `is_seen`: whether a curve can use it. `first`, `last`: the ticks the first and last of them started at.
CREATE OR REPLACE TABLE weir.next_settled_cohort AS
WITH ended AS (
    SELECT
        *,
        tick(started_at) AS started,
        CASE WHEN tick(closed_at) >= tick(started_at) THEN tick(closed_at) - tick(started_at) END AS ticks,
        tick(TIMESTAMP '2000-01-02') - tick(TIMESTAMP '2000-01-01') AS day
    FROM next_life
    WHERE outcome <> 'open'
)
SELECT
    stretch(tick(settled_at)) AS stretch,
    (year(started_at) * 12 + month(started_at) - 1)::INTEGER AS started_month,
    (year(closed_at) * 12 + month(closed_at) - 1)::INTEGER AS closed_month,
    CASE outcome WHEN 'won' THEN 1 ELSE 2 END::UTINYINT AS fate,
    coalesce(closed_at >= started_at AND NOT coalesce(observed_from >= closed_at, false), false) AS is_seen,
    floor(ticks / ({{month_step}} * day))::INTEGER AS month_step,
    floor(ticks / ({{quarter_step}} * day))::INTEGER AS quarter_step,
    count(*) AS n,
    sum(amount) AS value,
    min(started) AS first,
    max(started) AS last
FROM ended
GROUP BY ALL
ORDER BY ALL;

-- settled_path: lives by the path they took and how they ended. settled_win: wins by path and age, where a curve can use it.
CREATE OR REPLACE TABLE weir.next_settled_path AS
SELECT
    stretch(settled) AS stretch,
    path,
    fate,
    life > 1 AS is_later,
    any_value(visits) AS visits,
    count(*) AS n,
    sum(amount) AS value
FROM weir.next_narrow_life
WHERE settled < tick(never())
GROUP BY ALL
ORDER BY ALL;

CREATE OR REPLACE TABLE weir.next_settled_win AS
SELECT stretch(settled) AS stretch, path, age, count(*) AS n
FROM weir.next_narrow_life
WHERE settled < tick(never()) AND fate = 1 AND age >= 0
GROUP BY ALL
ORDER BY ALL;

-- settled_rework: ticks in each open stage after the life had been as far or further.
CREATE OR REPLACE TABLE weir.next_settled_rework AS
SELECT stretch(settled) AS stretch, stage_id, sum(greatest(went - came, 0)) AS ticks
FROM weir.next_reach
WHERE settled < tick(never()) AND rework AND came IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- learned_reach: visits to open stages whose beginning is known, of one deal in {{learned_one_of}}, so that {{learned_from}} are left: enough to
-- learn from how long deals stay and what becomes of them. Sorted as weir.reach is.
CREATE OR REPLACE TABLE weir.next_learned_reach AS
SELECT key, life, stage_id, next_stage_id, came, went, started, closed, closed_as, settled, segment
FROM weir.next_reach
WHERE rank IS NOT NULL
    AND NOT seen
    AND key % {{learned_one_of}} = 0
ORDER BY settled, key, life, came;

-- won_visit: visits to open stages of deals that were won, whose beginning is known: how long they lasted in ticks. `ended` is when both
-- the visit and the deal had. Limits are learned from them.
CREATE OR REPLACE TABLE weir.next_won_visit AS
SELECT stage_id, segment, went - came AS stay, started, greatest(went, closed) AS ended
FROM weir.next_reach
WHERE closed_as = 3 AND rank IS NOT NULL AND NOT seen AND went IS NOT NULL;

-- visit_day: visits to open stages by the day they began and the day they ended, counted from the year 1, and how many of these closed
-- the deal.
CREATE OR REPLACE TABLE weir.next_visit_day AS
WITH counted AS (
    SELECT stage_id, came AS moment, count(*) AS came, 0 AS went, 0 AS closings
    FROM weir.next_reach
    WHERE rank IS NOT NULL AND came IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT m.stage_id, m.moment, 0, m.n, CASE WHEN s.kind <> 'open' THEN m.n ELSE 0 END
    FROM (
        SELECT stage_id, next_stage_id, went AS moment, count(*) AS n
        FROM weir.next_reach
        WHERE rank IS NOT NULL AND went IS NOT NULL
        GROUP BY ALL
    ) AS m
    LEFT JOIN weir.next_stage AS s ON s.stage_id = m.next_stage_id
)
SELECT
    stage_id,
    ((moment - tick(TIMESTAMP '0001-01-01')) // (tick(TIMESTAMP '0001-01-02') - tick(TIMESTAMP '0001-01-01')))::INTEGER AS day,
    sum(came)::BIGINT AS came,
    sum(went)::BIGINT AS went,
    sum(closings)::BIGINT AS closings
FROM counted
GROUP BY ALL
ORDER BY ALL;
