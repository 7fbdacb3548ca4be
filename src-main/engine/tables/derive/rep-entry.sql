-- rep_entry: what reps are compared by, with the owner of the time found beforehand. Of rank 1, 2, 3, … each life that came
-- into that stage; of rank 0 each life that was seen from its creation on, once for each owner it had.
--   valued       the tick since which all of it is as it stands here
--   outdated     the tick after which it is not so any more; `never` but for few
--   entered      when it came into the stage, or began
--   age, fate    the age it went further, was lost or won at, and which, as weir.reach and weir.narrow_life have them
--   since, until the spell of the owner, all time where the deal never changed hands
--   skipped      of rank 0: it began beyond the first stage
--   size         weir.size_band of the amount
--   kind         the number of its kind of deal, which weir.rep_kind lists; NULL where there would be too many
CREATE OR REPLACE TABLE weir.next_rep_entry AS
WITH late AS (
    SELECT key, max(changed) AS changed
    FROM (
        SELECT key, tick(reopened_at) AS changed FROM weir.next_reopening
        UNION ALL
        SELECT key, known FROM weir.next_owner_spell WHERE known > since
    )
    GROUP BY key
),
began_beyond AS (
    SELECT key, life
    FROM weir.next_reach
    WHERE rank = 1 AND reached IS NOT NULL AND coalesce(visited > reached, true)
),
entry AS (
    SELECT
        rank,
        settled,
        valued,
        reached AS entered,
        reached_age AS age,
        reached_fate AS fate,
        false AS skipped,
        amount,
        key,
        life,
        {{fields}}
    FROM weir.next_reach AS n
    WHERE visited = reached
    UNION ALL
    SELECT
        0::USMALLINT,
        n.settled,
        greatest(n.valued, n.known, n.stage_known),
        n.started,
        n.age,
        n.fate,
        b.key IS NOT NULL,
        n.amount,
        n.key,
        n.life,
        {{fields}}
    FROM weir.next_narrow_life AS n
    LEFT JOIN began_beyond AS b ON b.key = n.key AND b.life = n.life
    WHERE n.entry_age IS NULL AND coalesce(n.age >= 0, n.fate = 3)
),
-- Lives that had ended before an owner of the deal was known, whom they had none until then.
ownerless AS (
    SELECT n.key, n.life, s.known
    FROM weir.next_owner_spell AS s
    JOIN weir.next_narrow_life AS n ON n.key = s.key
    WHERE s.known > s.since AND s.known > n.settled
)
SELECT
    n.* EXCLUDE (settled, amount) REPLACE (
        greatest(
            least(n.settled, greatest(n.valued, l.changed)),
            CASE WHEN s.known > s.since AND s.known > n.settled THEN s.known END
        ) AS valued,
        CASE WHEN s.key IS NULL THEN n.owner ELSE s.owner END AS owner
    ),
    coalesce(s.since, tick(TIMESTAMP '0001-01-01')) AS since,
    coalesce(s.until, tick(never())) AS until,
    tick(never()) AS outdated,
    {{size}} AS size,
    {{kind}} AS kind
FROM entry AS n
LEFT JOIN late AS l ON l.key = n.key
LEFT JOIN weir.next_owner_spell AS s
    ON s.key = n.key
    AND (n.rank = 0 OR (n.entered >= s.since AND n.entered < s.until))
UNION ALL
SELECT
    n.* EXCLUDE (settled, amount) REPLACE (n.settled AS valued),
    tick(TIMESTAMP '0001-01-01'),
    tick(never()),
    o.known,
    {{size}},
    {{kind}}
FROM entry AS n
JOIN ownerless AS o ON o.key = n.key AND o.life = n.life;

-- rep_kind: the kinds of deals, by number.
CREATE OR REPLACE TABLE weir.next_rep_kind AS
SELECT
    kind,
    any_value(segment) AS segment,
    any_value(source) AS source,
    any_value(lead_type) AS lead_type,
    any_value(size) AS size,
    any_value(skipped) AS skipped
FROM weir.next_rep_entry
WHERE kind IS NOT NULL
GROUP BY kind
ORDER BY kind;

-- rep_sample: of very many deals every so-manieth alone, from which kinds of deals are learned.
CREATE OR REPLACE TABLE weir.next_rep_sample AS
FROM weir.next_rep_entry
WHERE {{every}} > 1 AND key % {{every}} = 0;

-- rep_start: since when each rep has deals, as far as was `known` by a tick: of what became known later, what began before.
CREATE OR REPLACE TABLE weir.next_rep_start AS
WITH seen AS MATERIALIZED (
    SELECT owner, known, min(since) AS since
    FROM (
        SELECT owner, least(settled, greatest(valued, known, stage_known)) AS known, started AS since
        FROM weir.next_narrow_life
        ANTI JOIN weir.next_owner_spell USING (key)
        UNION ALL
        SELECT s.owner, greatest(s.known, least(n.settled, n.known)), greatest(s.since, n.started)
        FROM weir.next_owner_spell AS s
        JOIN weir.next_narrow_life AS n ON n.key = s.key AND n.life = 1
    )
    WHERE owner IS NOT NULL
    GROUP BY owner, known
)
SELECT *
FROM seen
QUALIFY coalesce(
    since < min(since) OVER (PARTITION BY owner ORDER BY known ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true
)
ORDER BY owner, known;

-- settled_team: lives that have ended, by owner and team.
CREATE OR REPLACE TABLE weir.next_settled_team AS
SELECT stretch(settled) AS stretch, owner, team, count(*) AS n
FROM weir.next_narrow_life
WHERE settled < tick(never()) AND team IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
