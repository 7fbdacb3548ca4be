-- closed_until: the first moment at which no date of a stage can be true: of a closed deal the one after its closing, or
-- after the day of it where only that is known. is_before: whether the date of a stage is true all the same, `present` being
-- the stage that the deal is in.
CREATE OR REPLACE TEMP MACRO closed_until(kind, present_date, closed_at) AS CASE
    WHEN kind = 'open' THEN NULL
    WHEN coalesce(present_date, closed_at)::TIME = TIME '00:00:00' THEN coalesce(present_date, closed_at) + INTERVAL 1 DAY
    ELSE coalesce(present_date, closed_at) + INTERVAL 1 MICROSECOND
END;
CREATE OR REPLACE TEMP MACRO is_before(dated, present, until) AS
    until IS NULL OR dated['stage'] = present OR dated['at'] < until;

-- snapshot_step: what changed of a deal from one dated list to the next one that has it. The stage column may be dated
-- exactly by another column: closing, last stage change, or a dated stage column. Otherwise all that is known is that
-- it happened after `not_before` and no later than the day of the list, and that day counts: it is when it was known.
CREATE OR REPLACE TEMP TABLE snapshot_step AS
WITH version AS (
    SELECT
        v.*,
        s.stage_id,
        s.kind,
        lag(s.stage_id) OVER deal AS stage_id_before,
        lag(v.amount) OVER deal AS amount_before,
        lag(v.expected_close) OVER deal AS expected_close_before,
        lag(v.owner) OVER deal AS owner_before,
        lag(v.snapshot_date) OVER deal AS day_before
    FROM priced_version AS v
    JOIN weir.next_stage AS s ON s.pipeline = v.pipeline AND s.stage = v.stage
    ANTI JOIN logged USING (key)
    WINDOW deal AS (PARTITION BY v.key ORDER BY v.snapshot_date)
),
changed AS (
    SELECT
        *,
        stage_id <> stage_id_before AS moved,
        -- A date counts when it lies between the two lists; what was typed in for another day was not so on that day.
        list_filter(
            [
                CASE WHEN kind <> 'open' THEN closed_at END,
                stage_changed_at,
                list_max([d['at'] for d in stage_dates if d['stage'] = stage])
            ],
            lambda moment: moment >= day_before AND moment < snapshot_date + INTERVAL 1 DAY
        )[1] AS dated_at
    FROM version
    WHERE
        day_before IS NOT NULL
        AND (stage_id, amount, expected_close, owner)
            IS DISTINCT FROM (stage_id_before, amount_before, expected_close_before, owner_before)
)
SELECT
    key,
    CASE WHEN moved AND dated_at IS NOT NULL THEN greatest(dated_at, created_at) END AS dated_at,
    snapshot_date::TIMESTAMP AS seen_at,
    day_before AS not_before,
    moved,
    CASE
        WHEN NOT moved OR dated_at IS NULL THEN 'snapshot'
        WHEN kind <> 'open' AND dated_at = closed_at THEN 'closed'
        ELSE 'date'
    END AS origin,
    stage_id,
    amount,
    expected_close,
    owner,
    file_key,
    record
FROM changed;

-- Dated stage columns keep the last visit to each stage; those of all lists together keep the earlier ones too. What
-- else is known of the deal then stands in the first list after it.
INSERT INTO snapshot_step
WITH entry AS (
    SELECT DISTINCT v.key, v.pipeline, d['stage'] AS stage, d['at'] AS entered_at
    FROM (
        SELECT
            v.key,
            v.pipeline,
            v.stage,
            closed_until(s.kind, list_max([x['at'] for x in v.stage_dates if x['stage'] = v.stage]), v.closed_at) AS until,
            unnest(v.stage_dates) AS d
        FROM priced_version AS v
        JOIN weir.next_stage AS s ON s.pipeline = v.pipeline AND s.stage = v.stage
    ) AS v
    ANTI JOIN logged USING (key)
    WHERE d['at'] IS NOT NULL AND is_before(d, v.stage, v.until)
)
SELECT
    e.key,
    e.entered_at,
    v.snapshot_date::TIMESTAMP,
    NULL,
    true,
    'date',
    s.stage_id,
    v.amount,
    v.expected_close,
    v.owner,
    v.file_key,
    v.record
FROM entry AS e
ASOF JOIN (SELECT *, snapshot_date + INTERVAL 1 DAY AS until FROM priced_version) AS v
    ON v.key = e.key AND v.until > e.entered_at
JOIN weir.next_stage AS s ON s.pipeline = e.pipeline AND s.stage = e.stage
ANTI JOIN snapshot_step AS told
    ON told.key = e.key AND told.stage_id = s.stage_id AND told.dated_at = e.entered_at;

-- snapshot_change: each change that only the difference of two lists tells, and between which days it happened.
CREATE OR REPLACE TABLE weir.next_snapshot_change AS
SELECT key, seen_at AS changed_at, not_before, moved
FROM snapshot_step
WHERE origin = 'snapshot'
ORDER BY key, changed_at;
