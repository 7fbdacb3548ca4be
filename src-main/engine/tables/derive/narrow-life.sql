-- narrow_life: what counting needs of each life, in ticks and small numbers, so that a question about a million deals reads
-- few bytes and groups by them. Sorted by `settled`: up to the as-of day everything is as it stands here, and only what
-- lies behind has to be replayed.
--   settled      the tick of its last change; `never` while it is open, because then its age goes on
--   valued       the tick since which amount and owner are what they are
--   started_month  the month it started in, counted from the year 0
--   fate         1 won, 2 lost, 3 open
--   age          from start to close; below 0 where no curve can use it: it closed before it began, or not after it
--                was first seen
--   entry_age    the age it was first seen at, where that is late enough to count
--   path         a number that is the same for the same visits in the same order; `visits` is how many,
--                `moved` the tick of the last
--   customer     stands for the account, or for the deal itself where it names none
--   account_no   the same for deals of one account
--   closed_at    the exact moment, where the order of two deals counts
--   changed      the tick of its last change, of open ones too
--   last_…       what is told of it last, whatever was so on an earlier day
--   last_touch   the last day of all on which somebody worked on the deal: earlier ones are looked up only on days before it
--   lost_from    the open stage it was lost from; `loss_reason` is the one given, which is told of the newest life
CREATE OR REPLACE TABLE weir.next_narrow_life AS
WITH valued AS (
    SELECT key, max(p.to_at) AS at
    FROM weir.next_past_state AS p
    -- Words of the same list are compared faster than texts.
    JOIN (SELECT key, amount, owner{{owner}} AS owner FROM weir.next_opportunity) AS o USING (key)
    WHERE p.amount IS DISTINCT FROM o.amount OR p.owner IS DISTINCT FROM o.owner
    GROUP BY key
)
SELECT
    key,
    life,
    CASE WHEN outcome = 'open' THEN tick(never()) ELSE tick(settled_at) END AS settled,
    tick(CASE WHEN is_newest_life THEN coalesce(valued.at, TIMESTAMP '0001-01-01') ELSE settled_at END) AS valued,
    tick(started_at) AS started,
    (year(started_at) * 12 + month(started_at) - 1)::INTEGER AS started_month,
    tick(known_from) AS known,
    tick(stage_known_from) AS stage_known,
    tick(closed_at) AS closed,
    stage_id,
    CASE outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END::UTINYINT AS fate,
    CASE WHEN closed_at < started_at OR observed_from >= closed_at THEN -1 ELSE tick(closed_at) - tick(started_at) END AS age,
    CASE WHEN observed_from > started_at THEN tick(observed_from) - tick(started_at) END AS entry_age,
    amount,
    CASE WHEN account IS NULL THEN key::UBIGINT ELSE hash(account) END AS customer,
    {{fields}},
    path,
    visits,
    tick(entered_at) AS moved,
    CASE outcome WHEN 'lost' THEN lost_from END::INTEGER AS lost_from,
    CASE WHEN is_newest_life THEN nullif(trim(loss_reason), '') END{{loss_reason}} AS loss_reason,
    CASE WHEN account IS NOT NULL THEN hash(account) END AS account_no,
    closed_at,
    tick(settled_at) AS changed,
    expected_close AS last_expected_close,
    last_activity_at::DATE AS last_activity,
    last_touch,
    next_step_date AS last_step_date,
    coalesce(next_step, '') <> '' AS last_has_step,
    probability AS last_probability,
    contains(lower(forecast_category), 'commit') AS last_is_committed
FROM next_life
LEFT JOIN valued USING (key)
LEFT JOIN (SELECT key, touched AS last_touch FROM weir.next_touch WHERE next_touch = DATE '9999-12-31') USING (key)
LEFT JOIN (SELECT key, life, path, visits, entered_at, lost_from FROM life) USING (key, life)
ORDER BY settled, key, life;

-- owner_name: everyone who has or had a deal. Some hundred names are searched instead of a million deals.
CREATE OR REPLACE TABLE weir.next_owner_name AS
SELECT owner
FROM (SELECT owner FROM weir.next_narrow_life UNION SELECT owner FROM weir.next_past_state)
WHERE owner IS NOT NULL
ORDER BY owner;

-- segment_name: every segment that a deal has.
CREATE OR REPLACE TABLE weir.next_segment_name AS
SELECT DISTINCT segment
FROM weir.next_narrow_life
WHERE segment IS NOT NULL
ORDER BY segment;

-- reason_name: every reason of a loss that is given.
CREATE OR REPLACE TABLE weir.next_reason_name AS
SELECT DISTINCT loss_reason
FROM weir.next_narrow_life
WHERE loss_reason IS NOT NULL
ORDER BY loss_reason;
