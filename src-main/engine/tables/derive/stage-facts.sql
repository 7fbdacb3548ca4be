-- What the data says of each stage: how many deals stand there, what the CRM calls their chance, which are closed.
SELECT
    pipeline,
    stage,
    sum(deals)::INTEGER AS deals,
    sum(visits)::INTEGER AS visits,
    sum(probability * weight) / nullif(sum(weight) FILTER (probability IS NOT NULL), 0) AS probability,
    sum(won)::INTEGER AS won,
    sum(closed)::INTEGER AS closed,
    sum(flagged)::INTEGER AS flagged,
    sum(with_closed_at)::INTEGER AS with_closed_at,
    sum(status_won)::INTEGER AS status_won,
    sum(status_lost)::INTEGER AS status_lost,
    min(first_seen) AS first_seen
FROM (
    SELECT
        pipeline,
        stage,
        count(*) AS deals,
        0 AS visits,
        avg(probability) AS probability,
        count(*) AS weight,
        count(*) FILTER (is_won) AS won,
        count(*) FILTER (is_closed) AS closed,
        -- A deal that is closed, nobody says how, tells nothing of won or lost.
        count(is_closed) FILTER (is_won IS NOT NULL OR NOT is_closed) AS flagged,
        count(closed_at) AS with_closed_at,
        count(*) FILTER (regexp_matches(lower(status), '^(closed )?won')) AS status_won,
        count(*) FILTER (regexp_matches(lower(status), '^(closed )?lost')) AS status_lost,
        min(record) AS first_seen
    FROM deal
    WHERE stage IS NOT NULL
    GROUP BY pipeline, stage
    UNION ALL
    SELECT pipeline, stage, 0, count(*), avg(probability), count(*), 0, 0, 0, 0, 0, 0, min(record)
    FROM history
    WHERE stage IS NOT NULL
    GROUP BY pipeline, stage
    UNION ALL
    SELECT pipeline, d['stage'], 0, count(*), NULL, count(*), 0, 0, 0, 0, 0, 0, min(record)
    FROM (SELECT pipeline, record, unnest(stage_dates) AS d FROM deal)
    GROUP BY pipeline, d['stage']
    UNION ALL
    -- Stages that deals were in when they closed.
    SELECT pipeline, left_stage, 0, count(*), NULL, count(*), 0, 0, 0, 0, 0, 0, min(record)
    FROM deal
    WHERE left_stage IS NOT NULL
    GROUP BY pipeline, left_stage
    UNION ALL
    -- Stages of earlier lists, which may be empty now.
    SELECT pipeline, stage, 0, count(*), avg(probability), count(*), 0, 0, 0, 0, 0, 0, min(record)
    FROM version
    WHERE stage IS NOT NULL
    GROUP BY pipeline, stage
)
GROUP BY pipeline, stage
ORDER BY pipeline, first_seen, stage
