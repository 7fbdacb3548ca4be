-- rep_entry_told: what weir.rep_entry tells of the day as it stands, of deals that were followed for the days of their rank.
CREATE OR REPLACE MACRO weir.rep_entry_told(as_of, within, from_day, to_day, every) AS TABLE
SELECT
    e.key,
    e.life,
    e.owner,
    e.pipeline,
    k.kind,
    false AS several,
    e.rank,
    e.entered,
    e.gone <= e.ticks AS went_on,
    e.gone >= weir.tick(TIMESTAMP '9999-12-31') - e.ticks AS lost
FROM (
    SELECT *, weir.rep_ticks(within, rank) AS ticks
    FROM weir.rep_entry
    WHERE every = 1 OR sampled
) AS e
JOIN weir.rep_kind AS k ON k.number = e.number
WHERE e.valued < weir.until_tick(as_of)
    AND e.entered + e.ticks <= weir.looked_tick(as_of)
    AND weir.tick_in_period(e.entered, from_day, to_day);

-- rep_chance: the chance that a deal goes on, by the number of its rank and kind, of all ranks or of one alone. `chances` are listed
-- rank by rank in the order of kinds, `places` of them in each, in millionths.
CREATE OR REPLACE MACRO weir.rep_chance(places, chances, of_rank := NULL) AS TABLE
SELECT
    number,
    rank,
    list_extract(chances::INTEGER[], CASE WHEN of_rank IS NULL THEN rank ELSE 0 END * places + place) AS chance
FROM weir.rep_kind
WHERE of_rank IS NULL OR rank = of_rank;

-- rep_due: the same with the ticks that deals are followed for, and the last tick to have entered by.
CREATE OR REPLACE MACRO weir.rep_due(as_of, within, of_rank, places, chances) AS TABLE
SELECT
    number,
    ticks,
    weir.looked_tick(as_of) - ticks AS until,
    weir.tick(TIMESTAMP '9999-12-31') - ticks AS lost_from,
    chance,
    chance::BIGINT * (1000000 - chance) AS variance
FROM (
    SELECT number, chance, weir.rep_ticks(within, rank) AS ticks
    FROM weir.rep_chance(places, chances, of_rank := of_rank)
    WHERE rank < len(within)
);

-- rep_told: weir.rep_entry_told of all ranks or of one alone, as it is counted fastest: all that differs by rank and kind is
-- looked up by one small number. `told_by`: without what was told by the end of that earlier day; `told_after` is then how many days
-- after it a deal is told.
CREATE OR REPLACE MACRO weir.rep_told(as_of, within, of_rank, places, chances, from_day, to_day, every, told_by := NULL) AS TABLE
SELECT
    e.key,
    e.life,
    e.owner,
    e.pipeline,
    e.number,
    e.rank,
    e.entered,
    (e.gone <= d.ticks)::UTINYINT AS went_on,
    (e.gone >= d.lost_from)::UTINYINT AS lost,
    d.chance,
    d.variance,
    CASE
        WHEN told_by IS NOT NULL THEN greatest(
            (e.valued - weir.until_tick(told_by)) // weir.day_ticks(1) + 1,
            (e.entered - d.until + weir.looked_tick(as_of) - weir.looked_tick(told_by) + weir.day_ticks(1) - 1)
                // weir.day_ticks(1)
        )::USMALLINT
    END AS told_after
FROM (
    SELECT *
    FROM weir.rep_entry
    WHERE valued < weir.until_tick(as_of)
        AND (told_by IS NULL OR valued >= weir.until_tick(told_by))
        AND entered <= weir.looked_tick(as_of) - weir.least_ticks(within)
    UNION ALL
    -- What was not followed for long enough by then.
    SELECT *
    FROM weir.rep_entry
    WHERE told_by IS NOT NULL
        AND valued < weir.until_tick(told_by)
        AND entered > weir.looked_tick(told_by) - weir.most_ticks(within)
        AND entered <= weir.looked_tick(as_of) - weir.least_ticks(within)
) AS e
JOIN weir.rep_due(as_of, within, of_rank, places, chances) AS d ON d.number = e.number
WHERE (every = 1 OR e.sampled)
    AND (of_rank IS NULL OR e.rank = of_rank)
    -- Not a condition of the join, which would take longer then.
    AND e.entered - d.until <= 0
    AND (
        told_by IS NULL
        OR e.valued >= weir.until_tick(told_by)
        OR e.entered - d.until > weir.looked_tick(told_by) - weir.looked_tick(as_of)
    )
    AND weir.tick_in_period(e.entered, from_day, to_day);

-- rep_entry_at: those and all others.
CREATE OR REPLACE MACRO weir.rep_entry_at(as_of, within, from_day, to_day, every) AS TABLE
FROM weir.rep_entry_told(as_of, within, from_day, to_day, every)
UNION ALL
FROM weir.rep_entry_changed(as_of, within, from_day, to_day, every)
UNION ALL
FROM weir.rep_entry_handed(as_of, within, from_day, to_day, every);
