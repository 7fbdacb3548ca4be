SELECT
    count(*) AS lives,
    count(DISTINCT o.key) AS opportunities,
    count(*) FILTER (o.outcome = 'open') AS open,
    count(*) FILTER (o.outcome = 'won') AS won,
    count(*) FILTER (o.outcome = 'lost') AS lost,
    coalesce(sum(o.amount) FILTER (o.outcome = 'open'), 0)::DOUBLE AS open_value,
    coalesce(sum(o.amount) FILTER (o.outcome = 'won'), 0)::DOUBLE AS won_value,
    (SELECT count(*) FROM weir.sojourn) AS stage_events,
    (SELECT count(*) FROM weir.state) AS events,
    (SELECT count(*) FROM weir.activity) AS activities,
    (SELECT min(from_at)::DATE FROM weir.state) AS first_day,
    (SELECT max(from_at)::DATE FROM weir.state) AS last_day,
    (SELECT max(from_at) FROM weir.state WHERE origin <> 'seen') AS last_event,
    count(*) FILTER (o.closed_at < o.created_at AND o.life = 1) AS closed_before_created,
    count(*) FILTER (o.started_at IS NULL) AS seen_only,
    count(*) FILTER (o.amount_origin = 'list price') AS listed
FROM weir.deal($as_of::DATE) AS o
