-- day_ticks: so many whole days in ticks.
CREATE OR REPLACE MACRO weir.day_ticks(days) AS
    days * (weir.tick(TIMESTAMP '0001-01-02') - weir.tick(TIMESTAMP '0001-01-01'));

-- rep_since: the tick since which each rep has deals, as known on the day.
CREATE OR REPLACE MACRO weir.rep_since(as_of) AS TABLE
SELECT owner, min(since) AS since
FROM (
    SELECT owner, since
    FROM weir.rep_start
    WHERE known < weir.until_tick(as_of)
    UNION ALL
    SELECT p.owner, n.started
    FROM weir.narrow_life AS n
    JOIN weir.past_at(as_of) AS p USING (key)
    ANTI JOIN weir.owner_spell USING (key)
    WHERE weir.looks_back(as_of)
        AND n.settled >= weir.until_tick(as_of)
        AND n.known < weir.until_tick(as_of)
        AND n.valued >= weir.until_tick(as_of)
)
WHERE owner IS NOT NULL AND since < weir.until_tick(as_of)
GROUP BY owner;

-- rep_team: how many deals of each rep name a team.
CREATE OR REPLACE MACRO weir.rep_team(as_of) AS TABLE
SELECT owner, team, sum(n) AS n
FROM (
    SELECT owner, team, n
    FROM weir.settled_team
    WHERE stretch < weir.stretch_at(as_of)
    UNION ALL
    SELECT owner, team, 1
    FROM weir.narrow_life_at(as_of)
    WHERE settled >= weir.stretch_from(as_of) AND team IS NOT NULL
)
GROUP BY owner, team;

-- rep_ramp: new reps, who came more than so many days after the first ones, and the tick that their first days end with.
CREATE OR REPLACE MACRO weir.rep_ramp(as_of, days) AS TABLE
SELECT owner, since, since + weir.day_ticks(days) AS until
FROM (SELECT owner, since, min(since) OVER () AS first FROM weir.rep_since(as_of))
WHERE days > 0 AND since > first + weir.day_ticks(days);

-- rep_ticks: the ticks that deals of each rank are followed for, from a list of days that begins with rank 0. rep_window: by rank.
CREATE OR REPLACE MACRO weir.rep_ticks(within) AS list_transform(within, lambda days : weir.day_ticks(days::INTEGER));
CREATE OR REPLACE MACRO weir.rep_window(within) AS TABLE
SELECT unnest(range(len(within)))::USMALLINT AS rank, unnest(weir.rep_ticks(within)) AS ticks;

-- had_several: whether the deal of a spell had had another owner by the day.
CREATE OR REPLACE MACRO weir.had_several(as_of, since, until) AS coalesce(
    since > weir.tick(TIMESTAMP '0001-01-01') OR until < weir.until_tick(as_of), false
);

-- size_band: half a power of ten, so that no other deal moves it; without an amount none.
CREATE OR REPLACE MACRO weir.size_band(amount) AS CASE WHEN amount >= 1 THEN (2 * log10(amount))::TINYINT END;

-- is_within: whether a tick lies in a spell.
CREATE OR REPLACE MACRO weir.is_within(ticks, since, until) AS ticks >= since AND ticks < until;
