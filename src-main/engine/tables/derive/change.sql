-- entry_stage: where deals without history begin. A creation date that no deal in the first stages has cannot be the
-- day they came there: it is the day of the first stage whose deals do have one.
CREATE OR REPLACE TEMP TABLE entry_stage AS
SELECT pipeline, stage_id, rank, top_rank
FROM (
    SELECT
        s.pipeline,
        s.stage_id,
        s.rank,
        max(s.rank) OVER (PARTITION BY s.pipeline) AS top_rank,
        coalesce(count(d.key) FILTER (d.created_at IS NOT NULL), 0) AS dated,
        count(d.key) AS deals
    FROM weir.next_stage AS s
    LEFT JOIN deal AS d ON d.pipeline = s.pipeline AND d.stage = s.stage
    WHERE s.kind = 'open'
    GROUP BY s.pipeline, s.stage_id, s.rank
)
-- A stage that no deal is in at the moment proves nothing against it.
WHERE deals = 0 OR dated > 0
QUALIFY row_number() OVER (PARTITION BY pipeline ORDER BY rank) = 1;

-- unlogged: deals with no log, with what their row says of their stage: the present one, or of a deal in several dated
-- lists the first one (`several`; what came after is in snapshot_step).
CREATE OR REPLACE TEMP TABLE unlogged AS
SELECT
    d.key,
    s.stage_id,
    s.stage,
    s.kind,
    s.rank,
    e.stage_id AS entry_stage_id,
    e.rank AS entry_rank,
    e.rank = e.top_rank AS entry_is_top,
    d.created_at,
    d.stage_changed_at,
    d.closed_at,
    d.expected_close,
    -- A deal that was made on the day of the export was seen after that.
    greatest(d.snapshot_date::TIMESTAMP, d.created_at) AS seen_at,
    d.amount,
    d.owner,
    d.file_key,
    d.record,
    d.stage_dates,
    list_max([x['at'] for x in d.stage_dates if x['stage'] = s.stage]) AS present_date,
    CASE WHEN d.versions = 1 THEN list_max([x['at'] for x in d.stage_dates]) END AS last_date,
    closed_until(s.kind, present_date, d.closed_at) AS closed_until,
    l.stage_id AS left_stage_id,
    l.rank AS left_rank,
    d.versions > 1 AS several,
    d.not_before
FROM first_row AS d
JOIN weir.next_stage AS s ON s.pipeline = d.pipeline AND s.stage = d.stage
LEFT JOIN entry_stage AS e ON e.pipeline = d.pipeline
LEFT JOIN weir.next_stage AS l ON l.pipeline = d.pipeline AND l.stage = d.left_stage AND l.kind = 'open'
ANTI JOIN logged USING (key);

INSERT INTO weir.next_left_out_row
SELECT file_key, record, 'stage-date', d['stage'], 1
FROM (SELECT file_key, record, stage, closed_until, unnest(stage_dates) AS d FROM unlogged WHERE last_date >= closed_until)
WHERE NOT is_before(d, stage, closed_until)
ORDER BY file_key, record, 4;

-- change: everything that is known to have happened to a deal, from the best source each deal has.
-- origin: log (stage history), date (a dated column), created and closed (the deal's own dates), guess (stood somewhere
-- since creation, where is not known), seen (found there on the day of the export; since when is not known), snapshot
-- (found there on the day of a dated list and not in the list before).
CREATE OR REPLACE TEMP VIEW change AS
SELECT
    h.key,
    h.changed_at,
    s.stage_id,
    h.amount,
    h.expected_close,
    h.owner,
    -- Tells rows of one moment apart: by the CRM's probability, then by the order of the stages, closed ones last.
    1e6 * CASE WHEN s.kind = 'open' OR h.probability IS NULL THEN coalesce(h.probability, -1) ELSE 1000 END
    + {{log_rank}} AS probability,
    'log' AS origin,
    {{log_sequence}}
    h.file_key,
    h.record
FROM history AS h
JOIN weir.next_stage AS s ON s.pipeline = h.pipeline AND s.stage = h.stage

UNION ALL

-- Dated stage columns.
SELECT
    u.key,
    d['at'],
    s.stage_id,
    u.amount,
    u.expected_close,
    u.owner,
    CASE s.kind WHEN 'lost' THEN 1000 ELSE s.rank END,
    'date',
    {{no_sequence}}
    u.file_key,
    u.record
FROM (SELECT *, unnest(stage_dates) AS d FROM unlogged) AS u
JOIN deal USING (key)
JOIN weir.next_stage AS s ON s.pipeline = deal.pipeline AND s.stage = d['stage']
WHERE d['at'] IS NOT NULL AND NOT u.several AND is_before(d, u.stage, u.closed_until)

UNION ALL

-- What dated lists tell.
SELECT
    key,
    coalesce(dated_at, seen_at),
    stage_id,
    amount,
    expected_close,
    owner,
    -- Tells steps of one moment apart; above every other value, and later lists after earlier ones.
    1000000 + epoch(seen_at) / 86400,
    origin,
    {{no_sequence}}
    file_key,
    record
FROM snapshot_step

UNION ALL

-- Creation. Never after the closing: a deal closed before it was created keeps its dates, and no length is read off it.
SELECT
    key,
    least(created_at, closed_at),
    CASE WHEN kind = 'open' AND rank < entry_rank THEN stage_id ELSE entry_stage_id END,
    amount,
    expected_close,
    owner,
    0,
    CASE
        WHEN entry_is_top OR (kind = 'open' AND rank <= entry_rank) THEN 'created'
        -- Listed for the first time at any age: how long it stood there is not known.
        WHEN several AND not_before IS NULL THEN 'seen'
        ELSE 'guess'
    END,
    {{no_sequence}}
    file_key,
    record
FROM unlogged
WHERE created_at IS NOT NULL AND entry_stage_id IS NOT NULL AND coalesce(len(stage_dates), 0) = 0

UNION ALL

-- The open stage that a closed deal was in at last, where the export keeps it beside the outcome. Since when is known
-- only where the last change of stage lies before the closing.
SELECT
    key,
    coalesce(left_at, closed_at),
    left_stage_id,
    amount,
    expected_close,
    owner,
    left_rank,
    CASE WHEN left_at IS NOT NULL THEN 'date' ELSE 'seen' END,
    {{no_sequence}}
    file_key,
    record
FROM (
    SELECT *, CASE WHEN stage_changed_at < closed_at AND stage_changed_at >= created_at THEN stage_changed_at END AS left_at
    FROM unlogged
    WHERE left_stage_id IS NOT NULL AND kind <> 'open' AND coalesce(len(stage_dates), 0) = 0
)
WHERE
    coalesce(left_at, closed_at) IS NOT NULL
    -- Said already by its creation.
    AND NOT (left_at IS NULL AND created_at IS NOT NULL AND coalesce(left_rank <= entry_rank, false))

UNION ALL

-- The present stage.
SELECT
    key,
    CASE
        -- A closing of a day comes after the stages of that day.
        WHEN kind <> 'open' AND last_date > closed_at
            THEN greatest(closed_at, list_max([d['at'] for d in stage_dates if d['at'] < closed_until]))
        WHEN kind = 'open' AND last_date > present_date THEN greatest(seen_at, last_date)
        WHEN kind <> 'open'
            THEN coalesce(closed_at, greatest(coalesce(stage_changed_at, greatest(least(expected_close, seen_at), created_at), seen_at), last_date))
        ELSE coalesce(stage_changed_at, seen_at)
    END,
    stage_id,
    amount,
    expected_close,
    owner,
    1000,
    CASE
        WHEN kind <> 'open' AND closed_at IS NOT NULL THEN 'closed'
        -- It came back to a stage whose column keeps an earlier date.
        WHEN last_date > present_date THEN 'seen'
        WHEN stage_changed_at IS NOT NULL THEN 'date'
        WHEN not_before IS NOT NULL THEN 'snapshot'
        ELSE 'seen'
    END,
    {{no_sequence}}
    file_key,
    record
FROM unlogged
WHERE NOT (
    -- Said already, by its creation or by a dated column.
    (kind = 'open' AND created_at IS NOT NULL AND rank <= entry_rank AND coalesce(len(stage_dates), 0) = 0)
    OR coalesce(present_date IS NOT NULL AND NOT coalesce(kind = 'open' AND last_date > present_date, false), false)
)
