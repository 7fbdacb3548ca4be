-- change_legs: the buckets that a deal, or deals that took the same way, add to. What one adds another takes away or the
-- end has: start + all others but end = end, to the cent. A deal that changed its group leaves one with what it was
-- worth and comes to the other with the same; what it gained or lost on the way counts there.
CREATE OR REPLACE MACRO weir.change_legs(
    was_in, is_in, kept, start_group, end_group, entry, leaving, n, start_amount, end_amount, up_n, up, down_n, down
) AS [
    {'bucket': 'start', 'grp': start_group, 'n': CASE WHEN was_in THEN n ELSE 0 END, 'amount': start_amount::DECIMAL(38, 2)},
    {
        'bucket': coalesce(entry, 'new'),
        'grp': end_group,
        'n': CASE WHEN entry IS NOT NULL THEN n ELSE 0 END,
        'amount': end_amount::DECIMAL(38, 2)
    },
    {
        'bucket': 'owner-in',
        'grp': end_group,
        'n': CASE WHEN was_in AND kept AND start_group IS DISTINCT FROM end_group THEN n ELSE 0 END,
        'amount': start_amount::DECIMAL(38, 2)
    },
    {'bucket': 'increased', 'grp': end_group, 'n': CASE WHEN was_in AND kept THEN up_n ELSE 0 END, 'amount': up::DECIMAL(38, 2)},
    {'bucket': 'decreased', 'grp': end_group, 'n': CASE WHEN was_in AND kept THEN down_n ELSE 0 END, 'amount': down::DECIMAL(38, 2)},
    {
        'bucket': coalesce(leaving, 'won'),
        'grp': CASE WHEN leaving = 'deleted' THEN start_group ELSE end_group END,
        'n': CASE WHEN leaving IS NOT NULL THEN n ELSE 0 END,
        'amount': -(CASE WHEN leaving = 'deleted' THEN start_amount ELSE end_amount END)::DECIMAL(38, 2)
    },
    {
        'bucket': 'owner-out',
        'grp': start_group,
        'n': CASE
            WHEN was_in AND leaving IS DISTINCT FROM 'deleted' AND (NOT kept OR start_group IS DISTINCT FROM end_group)
                THEN n
            ELSE 0
        END,
        'amount': -start_amount::DECIMAL(38, 2)
    },
    {'bucket': 'end', 'grp': end_group, 'n': CASE WHEN is_in THEN n ELSE 0 END, 'amount': end_amount::DECIMAL(38, 2)}
];

-- change_entry, change_leaving: how a deal came into what counts and how it went out, NULL where it did not. `came`: it
-- met filter and window at last, though it may be gone again.
CREATE OR REPLACE MACRO weir.change_entry(was_in, came, was_open, was_kept, was_known) AS CASE
    WHEN was_in OR NOT came THEN NULL
    WHEN was_open AND NOT was_kept THEN 'owner-in'
    WHEN was_open THEN 'moved-in'
    WHEN was_known THEN 'reopened'
    ELSE 'new'
END;
CREATE OR REPLACE MACRO weir.change_leaving(is_in, was_in, is_gone, kept, entry, fate) AS CASE
    WHEN is_in THEN NULL
    WHEN was_in AND is_gone THEN 'deleted'
    WHEN NOT kept OR NOT (was_in OR entry IS NOT NULL) THEN NULL
    WHEN fate = 1 THEN 'won'
    WHEN fate = 2 THEN 'lost'
    ELSE 'moved-out'
END;

-- is_due: whether a close date is in the window; without one every deal counts.
CREATE OR REPLACE MACRO weir.is_due(expected_close, close_from, close_to) AS
    (close_from IS NULL AND close_to IS NULL)
    OR coalesce(
        (close_from IS NULL OR expected_close >= close_from::DATE) AND (close_to IS NULL OR expected_close <= close_to::DATE),
        false
    );

-- open_last: the close date that deals closed between two days had while they were open last, before the first of the
-- days or in between.
CREATE OR REPLACE MACRO weir.open_last(from_day, to_day) AS TABLE
SELECT s.key, max_by(s.expected_close, s.seq) AS expected_close
FROM weir.state AS s
SEMI JOIN (
    SELECT key FROM weir.life(to_day) WHERE outcome <> 'open' AND closed_at >= weir.until(from_day)
) AS c ON c.key = s.key
JOIN weir.stage AS n ON n.stage_id = s.stage_id AND n.kind = 'open'
WHERE s.from_at < weir.until(to_day)
GROUP BY s.key;
