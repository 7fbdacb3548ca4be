-- What the derived tables say of the data as a whole.
SELECT
    (SELECT count(*) FROM weir.next_opportunity)::INTEGER AS opportunities,
    (SELECT count(*) FROM weir.next_sojourn)::INTEGER AS stage_events,
    (SELECT count(*) FROM weir.next_activity)::INTEGER AS activities,
    (SELECT count(*) FROM weir.next_lead)::INTEGER AS leads,
    (SELECT count(*) FROM weir.next_target)::INTEGER AS targets,
    (
        SELECT max(from_at)::DATE
        FROM weir.next_state
        WHERE from_at < $now::TIMESTAMP
    ) AS as_of,
    (SELECT max(from_at)::DATE FROM weir.next_state) AS last_day,
    (SELECT min(from_at)::DATE FROM weir.next_state) AS first_day,
    (
        SELECT count(*) FILTER (from_at::TIME = TIME '00:00:00') > 0.5 * count(*)
        FROM weir.next_state
        WHERE origin <> 'seen'
    ) AS whole_days
