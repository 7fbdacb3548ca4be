-- rep_since: the tick since which each rep has deals, as known on the day.
CREATE OR REPLACE MACRO weir.rep_since(as_of) AS TABLE
SELECT owner, min(since) AS since
FROM weir.rep_start
WHERE known < weir.until_tick(as_of) AND since < weir.until_tick(as_of)
GROUP BY owner;

-- rep_team: how many deals of each rep name a team. Before the first row of its history no owner is known of a deal.
CREATE OR REPLACE MACRO weir.rep_team(as_of) AS TABLE
SELECT owner, team, sum(n) AS n
FROM (
    SELECT owner, team, n
    FROM weir.settled_team
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT CASE WHEN least(settled, stage_known) < weir.until_tick(as_of) THEN owner END AS owner, team, count(*)
    FROM weir.narrow_life
    WHERE settled >= weir.stretch_from(as_of)
        AND team IS NOT NULL
        AND least(settled, greatest(known, valued)) < weir.until_tick(as_of)
    GROUP BY ALL
    UNION ALL
    SELECT p.owner, o.team, count(*)
    FROM weir.narrow_life AS o
    LEFT JOIN weir.past_at(as_of) AS p ON p.key = o.key
    WHERE o.settled >= weir.until_tick(as_of)
        AND o.known < weir.until_tick(as_of)
        AND o.valued >= weir.until_tick(as_of)
        AND o.team IS NOT NULL
    GROUP BY ALL
)
GROUP BY owner, team;

-- rep_first_days: the same with the tick that the first days of new reps end with, who came more than so many days after the
-- first ones; NULL of the others. rep_ramp: new reps alone.
CREATE OR REPLACE MACRO weir.rep_first_days(as_of, days) AS TABLE
SELECT
    owner,
    since,
    CASE WHEN days > 0 AND since > min(since) OVER () + weir.day_ticks(days) THEN since + weir.day_ticks(days) END AS until
FROM weir.rep_since(as_of);

CREATE OR REPLACE MACRO weir.rep_ramp(as_of, days) AS TABLE
FROM weir.rep_first_days(as_of, days)
WHERE until IS NOT NULL;

-- new_rep: the names of new reps with the ticks that their first days end with, by rep.
CREATE OR REPLACE MACRO weir.new_rep(names, untils) AS TABLE
SELECT o.owner, n.until
FROM weir.owner_name AS o
JOIN (SELECT unnest(names) AS owner, unnest(untils) AS until) AS n ON n.owner = o.owner::VARCHAR;

-- rep_load: open deals of each rep by the rank of their stage.
CREATE OR REPLACE MACRO weir.rep_load(as_of, keep := true) AS TABLE
SELECT owner, rank, sum(deals) AS deals
FROM (SELECT key AS owner, rank, deals FROM weir.pipeline(as_of, dim := o.owner, keep := keep))
GROUP BY owner, rank;

-- rep_pace: in whole days, how long all deals took to go on from each stage (won), to be lost in it, or were there; won at once is
-- not gone on. Of rank 0 how long to be won or lost. What has ended comes counted; of the rest a life that was closed for now
-- is taken away as it stands and counted as it stood.
CREATE OR REPLACE MACRO weir.rep_pace(as_of) AS TABLE
WITH step AS (
    SELECT rank, age, fate, n
    FROM weir.settled_step
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT
        rank,
        CASE WHEN settled < weir.until_tick(as_of) THEN reached_age ELSE weir.age_by(as_of, reached, reached_age) END AS age,
        CASE
            WHEN settled < weir.until_tick(as_of) THEN reached_fate
            ELSE weir.fate_by(as_of, reached, reached_age, reached_fate)
        END AS fate,
        count(*)
    FROM weir.reach
    WHERE settled >= weir.stretch_from(as_of) AND reached < weir.until_tick(as_of)
    GROUP BY ALL
    UNION ALL
    SELECT r.rank, weir.age_by(as_of, r.reached, r.reached_age), weir.fate_by(as_of, r.reached, r.reached_age, r.reached_fate), -1
    FROM weir.reach AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.life = r.life
    WHERE r.settled >= weir.until_tick(as_of) AND r.reached < weir.until_tick(as_of)
    UNION ALL
    SELECT r.rank, weir.age_by(as_of, r.reached, r.reached_age), weir.fate_by(as_of, r.reached, r.reached_age, r.reached_fate), 1
    FROM weir.reach_in_gap AS r
    JOIN weir.gap_at(as_of) AS g ON g.key = r.key AND g.visit = r.life
    WHERE r.reached < weir.until_tick(as_of)
),
life AS (
    SELECT age, fate, entry_age, n
    FROM weir.settled_life
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT
        CASE
            WHEN least(settled, closed) < weir.until_tick(as_of) THEN age
            ELSE weir.looked_tick(as_of) - started
        END AS age,
        CASE WHEN least(settled, closed) < weir.until_tick(as_of) THEN fate ELSE 3::UTINYINT END AS fate,
        entry_age,
        count(*)
    FROM weir.narrow_life
    WHERE settled >= weir.stretch_from(as_of) AND (settled < weir.until_tick(as_of) OR known < weir.until_tick(as_of))
    GROUP BY ALL
    UNION ALL
    SELECT
        CASE c.sign
            WHEN 1 THEN CASE WHEN o.entry_age >= g.closed - o.started THEN -1 ELSE g.closed - o.started END
            ELSE CASE WHEN o.closed < weir.until_tick(as_of) THEN o.age ELSE weir.looked_tick(as_of) - o.started END
        END,
        CASE WHEN c.sign = 1 THEN g.fate WHEN o.closed < weir.until_tick(as_of) THEN o.fate ELSE 3::UTINYINT END,
        o.entry_age,
        c.sign
    FROM weir.narrow_life AS o
    JOIN weir.gap_at(as_of) AS g ON g.key = o.key AND g.life = o.life
    CROSS JOIN (VALUES (1), (-1)) AS c(sign)
    WHERE o.settled >= weir.until_tick(as_of) AND o.known < weir.until_tick(as_of)
)
SELECT
    rank::INTEGER AS rank,
    ceil(weir.days_of(age))::DOUBLE AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate IN (2, 3)), 0)::DOUBLE AS lost,
    coalesce(sum(n) FILTER (fate = 4), 0)::DOUBLE AS censored
FROM (
    FROM step
    UNION ALL
    SELECT 0::USMALLINT, age, CASE fate WHEN 3 THEN 4::UTINYINT ELSE fate END, n
    FROM life
    WHERE age >= 0 AND (entry_age IS NULL OR entry_age < age OR (fate < 3 AND entry_age = age))
)
GROUP BY rank, t
HAVING sum(n) > 0;

-- first_started: the tick that the first deal known on the day began at.
CREATE OR REPLACE MACRO weir.first_started(as_of) AS TABLE
SELECT min(started) AS started
FROM (
    SELECT min(first) AS started
    FROM weir.settled_cohort
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT min(started)
    FROM weir.narrow_life
    WHERE settled >= weir.stretch_from(as_of) AND (settled < weir.until_tick(as_of) OR known < weir.until_tick(as_of))
);

-- rep_ticks: the ticks that deals of a rank are followed for, from a list of days that begins with rank 0.
CREATE OR REPLACE MACRO weir.rep_ticks(within, rank) AS weir.day_ticks(list_extract(within, rank + 1)::INTEGER);

-- least_ticks: of the rank whose deals are followed for the shortest time; known while planning, so that fewer rows are read.
-- most_ticks: for the longest.
CREATE OR REPLACE MACRO weir.least_ticks(within) AS weir.day_ticks(list_min(within)::INTEGER);
CREATE OR REPLACE MACRO weir.most_ticks(within) AS weir.day_ticks(list_max(within)::INTEGER);

-- had_several: whether the deal of a spell had had another owner by the day.
CREATE OR REPLACE MACRO weir.had_several(as_of, since, until) AS coalesce(
    since > weir.tick(TIMESTAMP '0001-01-01') OR until < weir.until_tick(as_of), false
);

-- size_band: half a power of ten, so that no other deal moves it; without an amount none.
CREATE OR REPLACE MACRO weir.size_band(amount) AS CASE WHEN amount >= 1 THEN (2 * log10(amount))::TINYINT END;

-- is_within: whether a tick lies in a spell.
CREATE OR REPLACE MACRO weir.is_within(ticks, since, until) AS ticks >= since AND ticks < until;
